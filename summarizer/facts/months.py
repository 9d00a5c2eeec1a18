"""Which months a period covers: 一季度, 前3个月 and 1—3月 are the same, 3月 is another."""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import Fact
from summarizer.facts.numerals import value

_PERIOD: Final = re.compile(
    r"=(?P<year>今年|本年|去年|前年|明年|当年|\d{4}年)?"
    r"(?:前(?P<first>[^季月年]{1,3})个月|(?P<from>\d{1,2})[-—–~至](?P<to>\d{1,2})月份?"
    r"|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[一二三四])季度|(?P<half>[上下])半年)"
)
_MONTH: Final = re.compile(r"(?P<year>\d{4})?-(?P<month>\d{1,2})-")
#: Behind a month that is a period of figures: 4月启动 is when something began, 4月末 a moment.
_WHOLE: Final = re.compile(r"份?(?:当月)?(?:，|全)|份(?![末底初前后起以上中下])|当月")
_THIS: Final = ("今年", "本年", "当年", None)

#: The year, "" where it is this one or is not said, and the first and last month.
Months = tuple[str, int, int]


def months(fact: Fact, text: str) -> Months | None:
    """The months of a date of ``text``; None where it is a day, a year or a moment."""
    if found := _MONTH.fullmatch(fact.normal):
        month = int(found["month"])
        whole = _WHOLE.match(text, fact.end)
        return (found["year"] or "", month, month) if whole else None
    period = _PERIOD.fullmatch(fact.normal)
    if period is None:
        return None
    year = "" if period["year"] in _THIS else period["year"].removesuffix("年")
    if period["first"]:
        return year, 1, _int(period["first"])
    if period["from"]:
        return year, int(period["from"]), int(period["to"])
    if period["quarter"]:
        last = 3 * _int(period["quarter"])
        return year, last - 2, last
    if period["quarters"]:
        return year, 1, 3 * _int(period["quarters"])
    return (year, 1, 6) if period["half"] == "上" else (year, 7, 12)


def other(one: Months, two: Months) -> bool:
    """Whether two periods cannot be the same; a year that is not said may be any."""
    return one[1:] != two[1:] or (bool(one[0] and two[0]) and one[0] != two[0])


def _int(words: str) -> int:
    return int(value(words) or 0)
