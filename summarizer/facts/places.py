"""Places: countries, provinces, prefectures and counties by list, towns and villages by ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.facts import segment
from summarizer.facts.lexicon import lines, words
from summarizer.facts.model import Fact, Finding, Kind, View

#: The ending of an autonomous division: nationalities and 自治区, 自治州, 自治县.
_NATIONS: Final = (
    "壮|回|满|维吾尔|苗|彝|土家|藏|蒙古|布依|侗|瑶|白|朝鲜|哈尼|黎|哈萨克|傣|畲|傈僳|东乡|仡佬|拉祜|佤|水|"
    "纳西|羌|土|仫佬|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|阿昌|怒|鄂温克|京|基诺|德昂|保安|"
    "俄罗斯|裕固|乌孜别克|门巴|鄂伦春|独龙|赫哲|高山|珞巴|塔塔尔|各"
)
_ETHNIC: Final = re.compile(
    rf"(?:(?:{_NATIONS})族?)*自治[区州县旗]$|(?:{_NATIONS})族[区乡]$|特别行政区$|[林矿]区$"
)
_AUTONOMOUS: Final = re.compile(r"自治[区州县旗]$")
#: Context that a town unknown to the source must have in common with one that it knows.
SIBLING: Final = 5.0
#: Source characters, at least, that tell whose a clause is.
TOLD: Final = 5
_MARK: Final = frozenset("，。；：！？、\n")
#: Endings before which any word may stand.
_ANY: Final = frozenset(["社区"])
#: Endings that make common words with the character before them.
_COMMON: Final = frozenset("乡镇县区市")
_ENDING: Final = "省市县区州旗盟镇乡"
_TOWN = re.compile(
    r"(?P<core>[一-龥]{2,3}?)"
    r"(?P<kind>镇|乡|街道|村|社区|县|区|市|水库|工业园区|开发区|高新区)"
    r"(?![长委府政级民域内里直场]|人武|城|村(?:振兴|旅游|治理|建设|教师|医生))"
)
#: What is done with a division, and no part of its name: 银行联合县金融办.
_DEED: Final = re.compile(r"联合|组织|会同|协同|督促|指导|邀请|督查|动员|示范|壮大|整合")
#: Characters that cannot be in the name of a town: the words that stand before such names.
_OUT: Final = frozenset(
    "任的在到和与及等全各该我本两几多县市省区城乡镇村对向为从由以把被让于是了将率赴往来走入进深近日上下午中"
    "一二三四五六七八九十个条家名位座处所有会议要求开展工作建设管理治理发展推动加强服务农驻帮扶跨每某某此其这那社街郊"
)
#: Before an ending these make it a word for any place: 全县, 农村, 城市, 各镇.
_GENERIC: Final = frozenset(
    "全农城地各我本该辖属两多几省市县区乡镇的对向在为指到从往及和与跨外入进每某"
)


@cache
def _names() -> dict[str, dict[str, str]]:
    """Listed names and short forms with their levels, the longest first, by two characters."""
    level: dict[str, str] = {}
    for line in lines("divisions.txt"):
        kind, *names = line.split()
        for name in names:
            level.setdefault(name, kind)
            short = _core(name)
            if kind != "县" and len(short) >= 2:
                level.setdefault(short, kind)
    for name in words("countries.txt"):
        level.setdefault(name, "国")
    found: dict[str, dict[str, str]] = {}
    for name in sorted(level, key=lambda n: (-len(n), n)):
        found.setdefault(name[:2], {})[name] = level[name]
    return found


def _listed(text: str) -> Iterator[tuple[int, str, str]]:
    """Start, name and level of each listed place, the longest at each position."""
    names = _names()
    at = 0
    while at < len(text) - 1:
        found = names.get(text[at : at + 2])
        if found is None:
            at += 1
            continue
        name = next((n for n in found if text.startswith(n, at)), "")
        if len(name) == 2 and at and segment.known(text[at - 1 : at + 1]) and name[1] in _ENDING:
            name = ""  # 建成县级
        if len(name) == 2 and name[0] == "任" and text[at + 2 : at + 3] in ("委", "长"):
            name = ""  # 林岳同志任县委书记
        if name:
            yield at, name, found[name]
        at += len(name) or 1


def extract(text: str) -> Iterator[Fact]:
    """Places by position. ``owner`` holds the level (国, 省, 市, 县, 镇 …)."""
    taken: set[int] = set()
    for start, name, level in _listed(text):
        end = start + len(name)
        if name[-1] not in _ENDING and text[end : end + 1] in ("省", "市") and level != "国":
            end += 1
        taken.update(range(start, end))
        surface = text[start:end]
        yield Fact(Kind.PLACES, surface, _core(surface), start, end, level)
    for match in _TOWN.finditer(text):
        start, end = match.start(), match.end()
        for i in range(start, match.start("kind")):
            if text[i] in _OUT or i in taken:
                start = i + 1
        for deed in _DEED.finditer(text, start, match.start("kind")):
            start = deed.end()
        if match.start("kind") - start < 2 or text[match.start("kind") - 1] in _GENERIC:
            continue
        if any(i in taken for i in range(start, end)):
            continue
        if match["kind"] in _COMMON and _common(text[match.start("kind") - 1 : end]):
            continue  # 返乡, 山区
        yield Fact(Kind.PLACES, text[start:end], text[start:end], start, end, match["kind"])


def _told_elsewhere(view: View, fact: Fact, rivals: list[Fact]) -> Fact | None:
    """The place of which the source tells what the output tells of ``fact`` at a clause's start.

    Only where the sentences of the source that tell it name another place of the level before
    it, and not this one.
    """
    content = _content(view, fact)
    if len(content) < TOLD:
        return None
    tellers: set[str] = set()
    last: Fact | None = None
    for p in content:
        start = after_last(view.source, "。！？\n", p)
        stop = min((i for m in "。！？\n" if (i := view.source.find(m, p)) >= 0), default=p)
        before = [f for f in rivals if start <= f.start and f.end <= p]
        if not before or fact.normal in view.source[start:stop]:
            return None
        last = max(before, key=lambda f: f.start)
        tellers.add(last.normal)
    if last is None or len(tellers) != 1:
        return None
    sure = last.surface in _names().get(last.surface[:2], ()) or view.source.count(last.surface) > 1
    return last if sure else None  # 第一书记石光|远带领村 is none


def _content(view: View, fact: Fact) -> list[int]:
    """Where what a clause tells of its first place was copied from: of 高坪县石门镇|柏树村."""
    start = fact.start
    for parent in reversed(view.said.of(Kind.PLACES)):
        if parent.end == start:
            start = parent.start
    if start and view.output[start - 1] not in _MARK:
        return []
    end = until_first(view.output, (*_MARK, " "), fact.end)
    return [p for p in view.places[fact.end : end] if p >= 0]


def _of_a_title(view: View, fact: Fact, own: list[Fact]) -> bool:
    """Whether a place is only in a title of the source, which tells nothing of what follows here.

    青禾市骑乘人员没有佩戴头盔, with the city of 《青禾市电动自行车管理条例》.
    """
    content = _content(view, fact)
    if len(content) < TOLD or not all(_in_title(view.source, f.start) for f in own):
        return False
    own_level = rf"[全我本]{fact.surface[-1]}|(?<![一-龥]){fact.surface[-1]}(?![民场])"
    if re.search(own_level, view.source):
        return False  # the paper's own city: 市人大常委会 of 《天浦市停车场管理条例》
    sentences = {after_last(view.source, "。！？\n", f.start) for f in own}
    return sentences.isdisjoint(after_last(view.source, "。！？\n", p) for p in content)


def _in_title(text: str, at: int) -> bool:
    opened = text.rfind("《", 0, at)
    return opened >= 0 and text.find("》", opened, at) < 0


def _common(word: str) -> bool:
    """Whether an ending and the character before it are a word, and no place themselves."""
    return segment.known(word) and segment.tagged(word) in ([(word, "n")], [(word, "v")])


def _core(name: str) -> str:
    """The name without the ending of its level, so that 云岭县 and 云岭 are one."""
    for short in (_ETHNIC.sub("", name), _AUTONOMOUS.sub("", name)):
        if short != name and len(short) > 1:
            return short
    return name[:-1] if len(name) > 2 and name[-1] in _ENDING else name


def check(view: View) -> list[Finding] | None:
    """Each place must be in the source, and stand where the source has it."""
    said = view.said.of(Kind.PLACES)
    if not said:
        return None
    given = view.given.of(Kind.PLACES)
    found: list[Finding] = []
    for fact in said:
        if _any_word(fact):
            continue  # 提升社区, 结合农村: a word before an ending
        own = view.occurrences(fact) or view.occurrences(
            Fact(fact.kind, fact.normal, fact.normal, fact.start, fact.end)
        )
        rivals = [f for f in given if f.owner == fact.owner and not _nested(f, fact)]
        if not own:
            score, _ = view.best_context(fact, rivals)
            if fact.surface in _names().get(fact.surface[:2], ()) or (
                score >= SIBLING and not _copied(view, fact)
            ):
                found.append(view.instead(fact, rivals, "原文没有这个地名"))
            # else 慰问全市, 听取城市: words before an ending, not the name of a town
            continue
        if _of_a_title(view, fact, own):
            found.append(Finding(fact.start, fact.end, "", "原文说的不是这个地方"))
            continue
        rival = view.displaced(fact, own, rivals, margin=2.5, least=5.0, touching=(2.5, 1.2))
        rival = rival or _told_elsewhere(view, fact, rivals)
        if rival is not None:
            found.append(
                Finding(fact.start, fact.end, rival.surface, "地名与原文此处不同", (rival.surface,))
            )
    return found


def _any_word(fact: Fact) -> bool:
    """Whether an unlisted place is a common word and an ending."""
    listed = fact.surface in _names().get(fact.surface[:2], ())
    core = fact.surface.removesuffix(fact.owner)
    return fact.owner in _ANY and not listed and core != fact.surface and segment.known(core)


def _copied(view: View, fact: Fact) -> bool:
    """Whether every character of a place has its own place in the source."""
    return all(p >= 0 for p in view.places[fact.start : fact.end])


def _nested(other: Fact, fact: Fact) -> bool:
    short, long = sorted((other.surface, fact.surface), key=len)
    rest = iter(long)
    if short[0] == long[0] and all(c in rest for c in short):
        return True  # 印尼 of 印度尼西亚
    return other.normal in fact.surface or fact.normal in other.surface
