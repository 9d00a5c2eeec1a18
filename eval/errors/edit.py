"""What an error is made of, and when the source would bear it out after all."""

from __future__ import annotations

import re
from typing import Final

from eval.tagged import Pair

#: Start in the brief, the true words, the wrong words.
Edit = tuple[int, str, str]  # start, before, after
GIVEN: Final = (
    "明华伟强军平勇杰涛斌辉鹏磊波刚健峰宁林云海山川文武志国建新春秋英兰玉梅霞洁静敏芳丽红燕玲颖琳"
)


def _around(brief: str, start: int, end: int, new: str, size: int = 3) -> tuple[str, str]:
    """The new words with ``size`` characters before, and with as many behind."""
    return brief[max(0, start - size) : start] + new, new + brief[end : end + size]


def stated(pair: Pair, start: int, end: int, new: str) -> bool:
    """Whether the source has the new words next to what stands left or right of them."""
    return any(words in pair.source for words in _around(pair.brief, start, end, new))


def in_one_row(source: str, one: str, other: str) -> bool:
    """Whether the two ever stand in one row of names, so that one may be told for the other."""
    between = r"(?:[、和与及 ，]|同志|[一-龥·]{2,4}[、 ])*?"
    pattern = (
        f"{re.escape(one)}{between}{re.escape(other)}|{re.escape(other)}{between}{re.escape(one)}"
    )
    return re.search(pattern, source) is not None
