"""Personal names, found by what stands around them: a post, a verb of speech, a row of names.

A name is taken as one where its left neighbour is a post or another name, or its right
neighbour is what people do in news. Once known, a name is known wherever the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from summarizer.facts.anonymous import anonymous
from summarizer.facts.lexicon import alternatives
from summarizer.facts.model import Fact, Kind
from summarizer.facts.naming import (
    FOREIGN,
    GLUE,
    HAN,
    TITLED_NAME,
    context,
    family_name,
    listed,
    name_at,
    plausible,
    speech,
)
from summarizer.facts.rare import rare, rare_name
from summarizer.facts.segment import known, tagged
from summarizer.facts.unknown import unknown

_JOINT = re.compile(r"[ \n]*(?:、|和|与|及|以及|\s)[ \n]*")
_LEFT = re.compile(rf"(?:^|[^{HAN}·])(?:记者|通讯员|同志|以及|和|由|对|与)?$")
_TEACHERS: Final = ("老师", "教授")
#: What may stand between a name and what it does.
_ADVERBS: Final = frozenset("正已还也便仍曾又")
_LEVELS: Final = tuple("市县区省州镇乡")
_DOTS: Final = "·•・‧"
_FOREIGN_SPEAKER = re.compile(
    rf"(?:^|[。\n])(?P<name>[{''.join(sorted(FOREIGN))}]{{3,8}})"
    r"(?=表示|指出|强调|说|认为|感谢|祝贺|转达|介绍|高度)"
)


def extract(text: str, posts: Sequence[Fact], known: Iterable[str] = ()) -> Iterator[Fact]:
    """Mentions of persons by position. ``known`` are names to look for besides."""
    given = frozenset(known)
    shown = {name for name in _discover(text, posts) if "某" not in name}
    names = given | _resolved(text, shown, given) | anonymous(text)
    if not names:
        return
    ranks = {post.start for post in posts}
    for match in re.finditer(alternatives(names), text):
        if match.start() in ranks and len(match[0]) == 2 and match[0] not in given:
            continue
        if any(text[match.start() - n : match.end()] in listed() for n in (1, 2)):
            continue  # 罗斯 of 白俄罗斯
        yield Fact(Kind.NAMES, match[0], match[0], match.start(), match.end())


def _resolved(text: str, names: set[str], known: frozenset[str]) -> set[str]:
    """Names without places and titles; of 李强 and 李强在 the one that the text bears out."""
    whole = {n[:-1] if len(n) > 2 and n[-1] == "等" else n for n in names}
    kept = {n for n in whole if n not in listed() and not TITLED_NAME.search(n)}
    kept -= {n for n in kept if n[0] == "任" and _appoints(text, n)}
    kept -= {n for n in kept if n.endswith("街道")}  # 长|安街道
    every = kept | known
    for name in [n for n in kept if n[:-1] in every]:
        short = name[:-1]
        if short in known and name not in known and _adverb_follows(text, short):
            kept.discard(name)
            continue
        inside = sum(text.count(n) for n in every if n != short and n.startswith(short))
        if name[-1] in GLUE or text.count(short) > inside:  # it stands by itself somewhere
            kept.discard(name)
        else:
            kept.discard(short)
    return kept


def _appoints(text: str, name: str) -> bool:
    """Whether ``name`` is 任 and a place, wherever it stands: 尹安同志任云岭县委书记."""
    rest = [text[m.end() : m.end() + 2] for m in re.finditer(re.escape(name), text)]
    return all(words[:1] in _LEVELS and words[1:] in ("委", "政", "人") for words in rest)


def _adverb_follows(text: str, name: str) -> bool:
    """Whether an adverb of two characters comes after ``name`` wherever it stands: 林岳即将率团."""
    rest = [text[m.end() : m.end() + 2] for m in re.finditer(re.escape(name), text)]
    return all(known(words) and tagged(words)[0] == (words, "d") for words in rest)


def _discover(text: str, posts: Sequence[Fact]) -> Iterator[str]:
    reach: list[int] = []  # ends of names, from which rows go on
    starts = [post.end for post in posts]
    for pattern in (_titled(), _appointed()):
        starts += [match.end() for match in pattern.finditer(text)]
    for at in starts:
        name = name_at(text, at, trusted=True)
        if name:
            yield name
            reach.append(at + len(name))
    for end, name in (*_foreign(text, posts), *_called(text), *unknown(text)):
        yield name
        reach.append(end)
    for end, name in _acting(text):
        yield name
        reach.append(end)
    inside = {i for post in posts for i in range(post.start, post.end)}
    for pattern in (_lives(), _ranked(), _opening()):
        for match in pattern.finditer(text):
            start = match.start("name")
            if start in inside or _of_words(text, match) or _of_place(text, match):
                continue
            if plausible(match["name"]):
                yield match["name"]
    for match in _row().finditer(text):
        items = [item for item in re.split(r"[、 和与及]", match["row"]) if item]
        if all(map(plausible, items)):
            yield from items
            reach.append(match.end("row"))
    for end, name in rare(text, posts):
        yield name
        reach.append(end)
    yield from _rows(text, reach)


def _called(text: str) -> Iterator[tuple[int, str]]:
    """Names behind any word for a person, where the dictionary knows no word: 总监马凤鸣表示."""
    for match in _person().finditer(text):
        at = match.end()
        name = name_at(text, at, trusted=True)
        if name and _no_word(text, at, at + len(name)):
            yield at + len(name), name


def _no_word(text: str, start: int, end: int) -> bool:
    """Whether [start, end) are single characters to a dictionary, none of them glue."""
    at = start
    for word, tag in tagged(text[start : end + 4]):
        if at == start and len(word) > 1 and at + len(word) != end:
            return False
        if at + len(word) > end or (at > start and tag[0] in "cpudrm"):
            return False
        at += len(word)
        if at == end:
            return True
    return False


def _of_words(text: str, match: re.Match[str]) -> bool:
    """Whether a name is two words that meet: 有关|负责 in 有关负责同志."""
    start, end = match.span("name")
    apart = known(text[start - 1 : start + 1]) and known(text[start + 1 : end])
    return apart or (text.startswith(_TEACHERS, end) and known(text[start:end]))


def _of_place(text: str, match: re.Match[str]) -> bool:
    """Whether a name is that of a place before its head: 云岭 in 云岭县长林岳."""
    level, rank = match.end("name"), match.end("name") + 2
    return text[level:rank][:1] in _LEVELS and name_at(text, rank, trusted=True) != ""


def _foreign(text: str, posts: Sequence[Fact]) -> Iterator[tuple[int, str]]:
    """Names with a middle dot, and transliterated names that open a sentence and speak."""
    ends = [post.end for post in posts]
    dotted = _dotted().finditer(text) if any(dot in text for dot in _DOTS) else ()
    for match in dotted:
        start = max((e for e in ends if match.start() < e < match.end()), default=match.start())
        name = text[start : match.end()]
        odd = sum(c not in FOREIGN and c not in _DOTS for c in name)
        if odd <= len(name) // 4 and any(dot in name for dot in _DOTS):
            yield match.end(), name
    for match in _FOREIGN_SPEAKER.finditer(text):
        yield match.end(), match["name"]


def _acting(text: str) -> Iterator[tuple[int, str]]:
    """Names at the start of a clause before what persons do in news."""
    for match in family_name().finditer(text):
        start = match.start()
        if not _LEFT.search(text, max(0, start - 4), start) or text[start - 1 : start].isdigit():
            continue  # 4项合|作协议
        for given in (2, 1):
            end = match.end() + given
            if given == 2 and text[end - 1 : end] in GLUE:
                continue
            verb = end + 1 if text[end : end + 1] in _ADVERBS else end
            if plausible(text[start:end]) and speech().match(text, verb):
                yield end, text[start:end]
                break


def _rows(text: str, reach: list[int]) -> Iterator[str]:
    """Names that follow a name in a row: 王述安、李彩宁、卫文舒."""
    seen: set[int] = set()
    while reach:
        at = reach.pop()
        joint = _JOINT.match(text, at)
        if at in seen or joint is None:
            continue
        seen.add(at)
        name = name_at(text, joint.end(), trusted=False)
        if not name and "、" in joint[0]:
            name = rare_name(text, joint.end())
        if name:
            yield name
            reach.append(joint.end() + len(name))


def _name() -> str:
    return rf"(?:{family_name().pattern})[{HAN}]{{1,2}}"


@cache
def _dotted() -> re.Pattern[str]:
    """Names with a middle dot: 伊力都斯·木拉提; the last part ends where the text goes on."""
    part = rf"(?:(?!{alternatives(context()['after'])})[{HAN}]){{1,6}}"
    return re.compile(rf"{part}(?:[{_DOTS}]{part})+")


@cache
def _titled() -> re.Pattern[str]:
    """Words that stand before a name as a post does: 记者, 村民, 市领导."""
    return re.compile(alternatives(context()["before"]))


@cache
def _person() -> re.Pattern[str]:
    """Words for a person, whole or by their ending: 员工, 指导员, 选调生, 科学家."""
    whole = "总[监召]|[员职民]工|干部|同学|女儿|儿子|妻子|丈夫|人士|代表|嘉宾|大使|法官"
    ending = "[员师匠者]|(?:选调|医|学|研究|毕业|考)生|学家"
    return re.compile(rf"(?:{whole}|(?<=[{HAN}])(?:{ending}))(?=(?:{family_name().pattern}))")


@cache
def _appointed() -> re.Pattern[str]:
    """Verbs whose object is a person."""
    return re.compile(
        r"(?:任命|免去|追授|选举|推选|补选|增选|传达)"
        r"(?=[^，。]{2,4}(?:同志|为|的|、|，|[市县]长|书记))"
    )


@cache
def _ranked() -> re.Pattern[str]:
    """Names before a title that only persons have: 习近平总书记, 李强总理, 林岳同志."""
    return re.compile(
        rf"(?P<name>{_name()})(?=总书记|总理|委员长|同志(?!们)|主席(?!台|团)|老师(?!们)|教授(?!们))"
    )


@cache
def _opening() -> re.Pattern[str]:
    """Names before a post at the start of a clause: 林岳县长."""
    return re.compile(
        rf"(?<![{HAN}])(?P<name>{_name()})"
        r"(?=副?(?:[市县区省州镇乡部局厅处院]长|书记|主任|主席|秘书长))"
    )


@cache
def _lives() -> re.Pattern[str]:
    """Names that open a life: 林岳，男，1970年7月出生."""
    return re.compile(
        rf"(?:^|[^{HAN}])(?P<name>{_name()})(?=，(?:[男女]|\d{{4}}年)|（\d{{4}}|"
        r"(?:出生于)?\d{4}年\d+月(?:出生|，))"
    )


@cache
def _row() -> re.Pattern[str]:
    """Three or more names in a row, or two before a verb of attendance."""
    name, verbs = _name(), alternatives(context()["speech"])
    return re.compile(
        rf"(?:(?<![{HAN}])|(?<=任命|免去|追授|授予|接受)|(?<=由))"
        rf"(?P<row>{name}(?:[、 ]{name}){{2,}}(?=[^{HAN}、]|[等的为]|{verbs})"
        rf"|{name}(?:、{name})+(?:[和与及]{name}(?=[^{HAN}、]|[等的为一二三四五六七八九十]|{verbs})"
        rf"|(?=等?(?:{verbs}))))"
    )
