"""Errors about figures: digits, units, dates, and what a figure is compared with."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

from eval.errors.edit import Edit, stated
from eval.tagged import Pair

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


def digit(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """One digit of a figure changed."""
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


def unit(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """A unit exchanged for one of the same kind."""
    for match in _UNIT.finditer(pair.brief):
        number = re.search(r"[\d.]+$", pair.brief[: match.start()])
        if number is None or (match[0] == "年" and len(number[0]) == 4):
            continue
        new = _UNITS[match[0]]
        if number[0] + new not in pair.source:
            yield match.start(), match[0], new


def date(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """A day or a month shifted."""
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


def basis(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """同比 for 环比 and the other way round."""
    for match in re.finditer("同比|环比", pair.brief):
        new = "环比" if match[0] == "同比" else "同比"
        if not stated(pair, match.start(), match.end(), new):
            yield match.start(), match[0], new
