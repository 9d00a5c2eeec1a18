"""Personal names, found by what stands around them: a post, a verb of speech, a row of names.

A family name alone proves little (高质量, 安全, 方案). A name is taken as one where its left
neighbour is a post or another name, or its right neighbour is what people do in news. Once
known, a name is known wherever the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Final

import numpy as np

from summarizer.facts.lexicon import alternatives, lines, surnames, words
from summarizer.facts.model import Fact, Finding, Kind, View

_HAN: Final = "一-龥㐀-䶿"
_HAN_ONLY: Final = re.compile(rf"[{_HAN}]+")
#: Context, in characters, that a name with one wrong character must have in common.
MISSPELT: Final = 3.5
#: Context that a name must have in common with the place of a name not known as one.
STRANGER: Final = 5.5
_ROW = re.compile(r"[ \n]*(?:、|，|和|与|及|以及|；|同|\s)[ \n]*")
_LEFT = re.compile(rf"(?:^|[^{_HAN}·])(?:记者|通讯员|同志|以及|和|由|对|与)?$")
#: What a given name of two characters hardly ends with: it is the word after a short name.
_GLUE: Final = frozenset(
    "在还就等从对向将也以于已被和与及同为作正都先再曾要说称率的到分一赶共详认最随"
)
#: A family name with a title, or a side in talks: 林主任, 马方.
_TITLED_NAME: Final = re.compile(
    r"^.(?:主任|书记|[市县区省州镇乡部局厅院处校]长|老师|医生|女士|先生|主席|总理|阿姨|大爷|大妈|教授|方|某|总|媒|总统|外长|军)$"
)
#: What no given name holds.
_NO_GIVEN: Final = frozenset("届上下会协委府局厅部组们的了是们要这那么党镇乡县市区村省副")
#: Characters that transliterate foreign names.
_FOREIGN: Final = frozenset(
    "阿埃艾爱安奥巴拜邦班保鲍贝本比彼宾波伯勃博布达戴丹道德登迪蒂丁东杜多厄恩尔法凡菲费芬丰弗夫福富盖"
    "冈高戈格贡古瓜圭哈海汉豪赫黑亨洪胡华霍基吉季济加贾杰金京喀卡凯坎康考科克肯库夸昆拉莱赖兰朗劳勒雷"
    "里理利莉连列林琳龙隆卢鲁伦伦罗洛马迈曼芒毛梅门蒙米密敏明摩莫默姆穆拿纳娜南内尼涅宁牛努诺欧帕潘佩"
    "彭皮平珀普奇齐恰乔切钦琼丘让日荣茹儒瑞若萨塞森沙山尚舍申圣施什史舒朔斯苏索塔泰坦汤唐特腾提蒂廷图"
    "托瓦万旺威维韦魏温翁沃乌武西希锡夏香肖谢辛欣休许雅亚延扬耶叶伊易因英尤于约云赞泽扎詹珍芝朱兹佐蓬"
    "额确珠顶桑姆庆沛都努孜不雪肯杰木力提艾合麦买地克登珍曲央措尼次仁旦班禅康源巴"
    "储呼苏赛冯钱坚仓柬洪玛森奈莎丝娅琪妮蕾黛碧丽芙薇妲茜缇妙昂貌素季吞敦丹瑞昆通伦沙旺西里宾南"
)
_FOREIGN_SPEAKER = re.compile(
    rf"(?:^|[。\n])(?P<name>[{''.join(sorted(_FOREIGN))}]{{3,8}})(?=表示|指出|强调|说|认为|感谢|祝贺|转达|介绍|高度)"
)


@cache
def _context() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("name_context.txt"):
        key, *rest = line.split()
        found.setdefault(key, set()).update(rest)
    return {key: frozenset(rest) for key, rest in found.items()}


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[^{_HAN}·]|$|" + alternatives(_context()["after"]))


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(alternatives(_context()["speech"]))


@cache
def _start() -> re.Pattern[str]:
    single, double = surnames()
    return re.compile(rf"(?:{alternatives(double)}|[{''.join(sorted(single))}])(?=[{_HAN}])")


def extract(text: str, posts: Sequence[Fact], known: Iterable[str] = ()) -> Iterator[Fact]:
    """Mentions of persons by position. ``known`` are names to look for besides."""
    known = set(known)
    names = known | set(_discover(text, posts))
    names -= listed() | {n for n in names if _TITLED_NAME.search(n)}
    for name in [n for n in names if n[:-1] in names and n not in known]:
        tail = name[-1] in _GLUE or text.count(name) < text.count(name[:-1])
        names.discard(name if tail else name[:-1])
    if not names:
        return
    ranks = {p.start for p in posts}
    for match in re.finditer(alternatives(frozenset(names)), text):
        if match.start() in ranks and len(match[0]) == 2 and match[0] not in known:
            continue
        yield Fact(Kind.NAMES, match[0], match[0], match.start(), match.end())


def _discover(text: str, posts: Sequence[Fact]) -> Iterator[str]:
    reach: list[int] = []
    for post in posts:
        name = name_at(text, post.end, trusted=True)
        if name:
            yield name
            reach.append(post.end + len(name))
    ends = [post.end for post in posts]
    for match in _dotted().finditer(text):
        start = max((e for e in ends if match.start() < e < match.end()), default=match.start())
        name = text[start : match.end()]
        odd = sum(c not in _FOREIGN and c not in "·•・‧" for c in name)
        if odd <= len(name) // 4 and re.search("[·•・‧]", name):
            yield name
            reach.append(match.end())
    for match in _titled().finditer(text):
        name = name_at(text, match.end(), trusted=True)
        if name:
            yield name
            reach.append(match.end() + len(name))
    for match in _start().finditer(text):
        i = match.start()
        if not _LEFT.search(text, max(0, i - 4), i):
            continue
        for given in (2, 1):
            end = i + len(match[0]) + given
            if given == 2 and text[end - 1 : end] in _GLUE:
                continue
            if _plausible(text[i:end]) and _speech().match(text, end):
                yield text[i:end]
                reach.append(end)
                break
    for match in _appointed().finditer(text):
        name = name_at(text, match.end(), trusted=True)
        if name:
            yield name
            reach.append(match.end() + len(name))
    for match in _lives().finditer(text):
        if _plausible(match["name"]):
            yield match["name"]
    for match in _FOREIGN_SPEAKER.finditer(text):
        yield match["name"]
    for match in _ranked().finditer(text):
        if _plausible(match["name"]):
            yield match["name"]
    for match in _row().finditer(text):
        items = [item for item in re.split(r"[、 ]", match["row"]) if item]
        if all(map(_plausible, items)):
            yield from items
            reach.append(match.end("row"))
    yield from _rows(text, reach)


def _rows(text: str, reach: list[int]) -> Iterator[str]:
    """Names that follow a name in a row: 王述江、李彩霞、卫文静."""
    seen: set[int] = set()
    while reach:
        at = reach.pop()
        if at in seen:
            continue
        seen.add(at)
        joint = _ROW.match(text, at)
        if joint is None or (joint[0].strip() in ("，", "；", "同") and not _enumerated(text, at)):
            continue
        name = name_at(text, joint.end(), trusted=False)
        if name:
            yield name
            reach.append(joint.end() + len(name))


def _enumerated(text: str, at: int) -> bool:
    return text[at : at + 1] == "、"


@cache
def _dotted() -> re.Pattern[str]:
    """Names with a middle dot: 伊力都斯·木拉提; the last part ends where the text goes on."""
    stop = alternatives(_context()["after"])
    return re.compile(rf"(?:(?!{stop})[{_HAN}]){{1,6}}(?:[·•・‧](?:(?!{stop})[{_HAN}]){{1,6}})+")


@cache
def _ranked() -> re.Pattern[str]:
    """Names before a title: 习近平总书记, 李强总理, 林岳同志."""
    single, double = surnames()
    return re.compile(
        rf"(?P<name>(?:{alternatives(double)}|[{''.join(sorted(single))}])[{_HAN}]{{1,2}})"
        r"(?:(?=总书记|总理|委员长|同志(?!们)|主席(?!台|团))"
        rf"|(?<=[^{_HAN}]...)(?=副?(?:[市县区省州镇乡部局厅处院]长|书记|主任|主席|秘书长)))"
    )


@cache
def _lives() -> re.Pattern[str]:
    """Names that open a life: 林岳，男，1970年7月出生."""
    return re.compile(
        rf"(?:^|[^{_HAN}])(?P<name>{_start().pattern}[{_HAN}]{{1,2}})(?=，(?:[男女]|\d{{4}}年)|（\d{{4}})"
    )


@cache
def _appointed() -> re.Pattern[str]:
    """Verbs whose object is a person."""
    return re.compile(
        r"(?:任命|免去|追授|选举|推选|补选|增选|传达)(?=[^，。]{2,4}(?:同志|为|的|、|，|[市县]长|书记))"
    )


@cache
def _row() -> re.Pattern[str]:
    """Three or more names in a row, or two before a verb of attendance."""
    single, double = surnames()
    name = rf"(?:{alternatives(double)}|[{''.join(sorted(single))}])[{_HAN}]{{1,2}}"
    return re.compile(
        rf"(?:(?<![{_HAN}])|(?<=任命)|(?<=免去)|(?<=追授)|(?<=授予)|(?<=接受))(?P<row>{name}(?:[、 ]{name}){{2,}}(?=[^{_HAN}、]|[等的为]|{alternatives(_context()['speech'])})"
        rf"|{name}(?:、{name})+(?=等?(?:{alternatives(_context()['speech'])})))"
    )


@cache
def _titled() -> re.Pattern[str]:
    """Words that stand before a name as a post does: 记者, 村民, 市领导."""
    return re.compile(alternatives(_context()["before"]))


def _plausible(name: str) -> bool:
    if name[:2] in _context()["never"] or not _NO_GIVEN.isdisjoint(name[1:]):
        return False
    return all("一" <= c <= "龥" or "㐀" <= c <= "䶿" for c in name)


def name_at(text: str, at: int, *, trusted: bool) -> str:
    """The name that starts at ``at``, or "". ``trusted``: a post stands before it.

    The length is the one after which the text goes on as it does after names; a name after
    a post may also be a foreign one.
    """
    match = _start().match(text, at)
    if match:
        size = len(match[0])
        best: tuple[int, str] = (0, "")
        for given in (2, 1):
            name = text[at : at + size + given]
            if len(name) < size + given or not _plausible(name):
                continue
            score = _ending(text, at + size + given) - 3 * (given == 2 and name[-1] in _GLUE)
            if score > best[0]:
                best = score, name
        if best[0] >= (1 if trusted else 2):
            return best[1]
        name = text[at : at + size + 2]
        if trusted and len(name) == size + 2 and _plausible(name) and name[-1] not in _GLUE:
            return name
    if trusted:
        end = at
        while end < len(text) and text[end] in _FOREIGN and end - at < 10:
            end += 1
        for stop in range(end, at + 1, -1):
            if (
                _ending(text, stop) >= 1
                and stop - at >= 2
                and text[at : at + 2] not in _context()["never"]
            ):
                return text[at:stop]
    return ""


@cache
def listed() -> frozenset[str]:
    """Countries and provinces and prefectures in short, some of which begin as names do."""
    places = {re.sub(r"[省市]$", "", w) for s in lines("divisions.txt") for w in s.split()[1:]}
    return frozenset(places) | words("countries.txt")


def _ending(text: str, end: int) -> int:
    """How surely a name can end at ``end``: 3 punctuation or a verb, 1 a single character."""
    match = _after().match(text, end)
    if match is None:
        return 0
    word = match[0]
    if not word or not ("一" <= word[0] <= "龥"):
        return 3
    return 3 if len(word) > 1 else 2 if word in "等和与及在同对向" else 1


def check(view: View) -> list[Finding] | None:
    """Each person must be in the source, and stand where the source has that person."""
    said, given = view.said.of(Kind.NAMES), view.given.of(Kind.NAMES)
    right = {i for f in said if f.surface in view.source for i in range(f.start, f.end)}
    found = [f for f in _misspelt(view, given) if right.isdisjoint(range(f.start, f.end))]
    spoilt = [(f.start, f.end) for f in found]
    for fact in said:
        if any(start < fact.end and fact.start < end for start, end in spoilt):
            continue
        own = view.occurrences(fact)
        rivals = [f for f in given if f.normal not in fact.normal and fact.normal not in f.normal]
        if not own:
            _, nearest = view.best_context(fact, rivals)
            source = nearest.surface if nearest else ""
            found.append(
                Finding(
                    fact.start, fact.end, source, "原文没有这个人名", (source,) if source else ()
                )
            )
            continue
        rival = view.displaced(fact, own, rivals, margin=4.0, least=5.5)
        if rival is not None:
            found.append(
                Finding(fact.start, fact.end, rival.surface, "人名与原文此处不同", (rival.surface,))
            )
    taken = [(f.start, f.end) for f in found]
    for finding in _strangers(view):
        if not any(start < finding.end and finding.start < end for start, end in taken):
            found.append(finding)
    return found if said or found else None


def _strangers(view: View) -> Iterator[Finding]:
    """Words like a name right before copied words that follow another such name in the source.

    Neither needs to be known as a name: 何志贤表示，将继续… where the source has 曹红表示，将继续….
    """
    places = view.places
    for j in range(2, len(places) - 3):
        p = places[j]
        if p < 2 or places[j - 1] == p - 1 or places[j + 2] != p + 2:
            continue
        for said, given in product((3, 2, 4), repeat=2):
            start, source_start = j - said, p - given
            if start < 0 or source_start < 0:
                continue
            words, true = view.output[start:j], view.source[source_start:p]
            if words == true or not (
                _stands(view.output, start, j) and _stands(view.source, source_start, p)
            ):
                continue
            if view.alignment.context(start, j, source_start, p) < STRANGER:
                continue
            here = max(
                (
                    view.context(Fact(Kind.NAMES, words, words, start, j), f)
                    for f in view.occurrences(Fact(Kind.NAMES, words, words, start, j))
                ),
                default=0.0,
            )
            if here < STRANGER - 1.5:
                yield Finding(start, j, true, "人名与原文此处不同", (true,))
                break


def _stands(text: str, start: int, end: int) -> bool:
    """Whether text [start, end) may be a name where it stands: by its characters and its left."""
    words, before = text[start:end], text[start - 1 : start]
    match = _start().match(words)
    if match is None or not 1 <= len(words) - len(match[0]) <= 2:
        return False
    if before and _HAN_ONLY.match(before) and before not in "记长任席员委人师授民士":
        return False
    return _plausible(words) and words[-1] not in _GLUE and not _speech().search(words)


def _misspelt(view: View, given: Sequence[Fact]) -> list[Finding]:
    """Places of the output that stand for a name of the source with one character exchanged.

    They need not look like names: each name of the source is tried at every output place, by
    context and characters.
    """
    found: dict[tuple[int, int], tuple[float, Finding]] = {}
    output = np.array(list(view.output))
    for person in given:
        size = person.end - person.start
        if size > len(output) or size > 4:
            continue
        equal = sum(
            (output[k : len(output) - size + 1 + k] == c).astype(np.int8)
            for k, c in enumerate(person.surface)
        )
        places = np.flatnonzero(np.asarray(equal) == size - 1)
        for start in map(int, places):
            words = view.output[start : start + size]
            score = view.alignment.context(start, start + size, person.start, person.end)
            if not _NO_GIVEN.isdisjoint(words):
                continue
            if score < MISSPELT or words in view.source or not _HAN_ONLY.fullmatch(words):
                continue
            if found.get((start, start + size), (0.0, None))[0] < score:
                finding = Finding(
                    start, start + size, person.surface, "人名与原文不同", (person.surface,)
                )
                found[start, start + size] = score, finding
    return [finding for _, finding in found.values()]
