"""Dates, times of day, periods and relative dates.

A normal form holds what is said and no more: ``2022-4-19`` for 2022年4月19日, ``-4-19`` for
4月19日, ``--19`` for 19日; a part of the day follows a blank. A date agrees with another when
every part that both name is equal, so 4月19日 agrees with 2022年4月19日下午.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.numerals import value

_PART: Final = "上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上|晚间|晚|夜间"
_N: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR: Final = r"(?:\d{4}|[一二][零〇一二三四五六七八九]{3})"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})年(?:(?P<ym>{_N})月(?:(?P<ymd>{_N})[日号])?)?"
    rf"|(?<!\d[-—–~至])(?:(?<!(?<![提目日])前)|(?={_N}月{_N}[日号]))(?P<month>{_N})月(?!份会)(?:(?P<md>{_N})[日号])?"
    rf"|(?P<day>\d{{1,2}})[日号](?![0-9一-龥]?线)"
)
_TAIL = re.compile(
    rf"(?P<part>{_PART})?(?P<clock>\d{{1,2}}(?:时|点|:|：)(?:\d{{1,2}}分?(?:\d{{1,2}}秒)?)?)?"
)
_CLOCK = re.compile(
    r"\d{1,2}(?:时|点(?![0-9个]))(?:\d{1,2}分(?:\d{1,2}秒)?|许|整|半)?|\d{1,2}[:：]\d{2}(?!\d)"
)
_PERIOD = re.compile(
    r"(?:今年|去年|明年|前年|当年|本年|\d{4}年)?"
    r"(?:第?[一二三四1-4]季度|前[一二三四]季度|(?<![提目])前[一二三四五六七八九十两\d]{1,2}个?月|[上下]半年|全年|\d{1,2}[-—至]\d{1,2}月份?)"
    r"|今年|去年|明年|前年|昨天|今天|明天|昨日|今日|明日|次日|当日|当天|本月|上月|下月|本周|上周|下周"
    r"|[上中下]旬|月底|年底|年末|年初(?!中|[一二三123]|级)|月初"
)
# 1月至5月 is one period, told before its two months are: neither is when it was.
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月份?[-—–~至到]\d{1,2}月(?!\d{1,2}[日号])份?")
_RANGE = re.compile(r"\d(?:月份?)?[-—–~至到]\d{1,2}月")
_TO = re.compile(r"(?:月份?)?[-—–~至到]")
_RELATIVE: Final = frozenset(
    ["昨天", "今天", "明天", "昨日", "今日", "明日", "当日", "当天", "次日"]
)
#: Before the last day of a row of days (6月10日至12日), and what may be told of that day alone.
_SINCE: Final = re.compile(r"[日号][^，。；、]{0,2}[-—–~至到]$")
_UNTIL: Final = re.compile(r"(?:[至到止迄]|截[至止]?|[-—–~])$")
_OVER: Final = re.compile(r"[^，。；]{0,4}(?:结束|闭幕|落幕|收官|截止|为止|前)")
#: Behind the first day or hour of such a row, and what may be told of that one alone.
_GOES_ON: Final = re.compile(r"[-—–~至到]+(?:次日|[0-9])")
_BEGINS: Final = re.compile(
    r"[-—–~至到起]|开始|[^，。；]{0,12}(?:开幕|启动|开班|开考|开赛|启程|拉开)"
)
#: Words for a date that the text has named before.
_ANAPHORIC: Final = frozenset(["当日", "当天", "次日", "当年", "本月", "今年"])
_SAME_DAY: Final = frozenset(["当日", "当天"])


def extract(text: str) -> Iterator[Fact]:
    """Dates by position. A clock time behind a date belongs to it; alone it is a fact."""
    folded = fold(text)
    taken: set[int] = set()
    for match in _MONTHS.finditer(folded):
        start, end = match.span()
        taken.update(range(start, end))
        yield Fact(Kind.DATES, text[start:end], "=" + _period(match[0]), start, end)
    for match in _DATE.finditer(folded):
        start, end = match.span()
        if (end - 1) in taken:  # 2024年1月至5月: the year alone is left
            year = match["year"] and value(match["year"])
            if year:
                end = folded.index("年", start) + 1
                yield Fact(Kind.DATES, text[start:end], f"{year}--", start, end)
            continue
        tail = _TAIL.match(folded, end)
        if tail is not None and (match["ymd"] or match["md"] or match["day"]):
            end = tail.end()
        normal = _normal(match, tail if end > match.end() else None)
        if normal is None:
            continue
        taken.update(range(start, end))
        yield Fact(Kind.DATES, text[start:end], normal, start, end)
    for pattern in (_PERIOD, _CLOCK):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if pattern is _CLOCK and (start in taken or not _clock_alone(folded, match)):
                continue
            if start in taken and (end - 1) in taken:
                continue
            taken.update(range(start, end))
            yield Fact(Kind.DATES, text[start:end], "=" + _period(match[0]), start, end)


def _period(words: str) -> str:
    """A period with one way to write it: 前四个月, 前4个月, 1—4月份 and 1月至4月 are one."""
    if _RANGE.search(words):
        words = _TO.sub("至", words).removesuffix("份")
    if quarter := re.fullmatch(r"(?P<year>.*?)1[-—至]3月份?", words):
        return f"{quarter['year']}一季度"
    if words in ("今日", "昨日", "明日", "当日"):
        return words[0] + "天"
    months = re.fullmatch(
        r"(?P<year>.*?)(?:前(?P<n>.{1,2}?)个?月|1[-—至](?P<to>\d{1,2})月份?)", words
    )
    if months is None:
        return words
    number = value(months["n"] or months["to"])
    return f"{months['year']}前{number}个月"


def _clock_alone(text: str, match: re.Match[str]) -> bool:
    return not text[match.start() - 1 : match.start()].isdigit() and match[0] not in ("点",)


def _normal(match: re.Match[str], tail: re.Match[str] | None) -> str | None:
    year = match["year"]
    month = match["ym"] or match["month"]
    day = match["ymd"] or match["md"] or match["day"]
    numbers: list[str] = []
    for part, limit in ((year, 9999), (month, 12), (day, 31)):
        number = value(part) if part else None
        if part and (number is None or not 1 <= number <= limit):
            return None
        numbers.append(str(number) if number is not None else "")
    normal = "-".join(numbers)
    if tail is not None and tail[0]:
        normal += f" {tail['part'] or ''} {tail['clock'] or ''}".rstrip()
    return normal


def agree(one: str, other: str) -> bool:
    """Whether two normal forms can mean the same date: no part that both name differs."""
    if one[0] == "=" or other[0] == "=":
        return one[0] == other[0] and _no_year(one) == _no_year(other)
    both = [(x, y) for x, y in zip(_parts(one), _parts(other), strict=True) if x and y]
    return bool(both) and all(x == y for x, y in both)


def _no_year(period: str) -> str:
    """今年上半年 and 上半年 are one in a bulletin of this year."""
    return period.removeprefix("=").removeprefix("今年")


def _parts(normal: str) -> tuple[str, ...]:
    """Year, month, day, part of the day and clock time; empty where not said."""
    date, *rest = normal.split(" ")
    return (*date.split("-"), *[*rest, "", ""][:2])


def check(view: View) -> list[Finding] | None:
    """Each date must agree with one of the source, and with the one that stands there."""
    said = view.said.of(Kind.DATES)
    if not said:
        return None
    given = view.given.of(Kind.DATES)
    meant = _meant(view.source, given)
    found: list[Finding] = []
    for fact in said:
        own = _own(view, fact, given, meant)
        relative = fact.normal[1:] in _RELATIVE
        rivals = [
            f
            for f in given
            if f not in own
            and not agree(meant.get(f.normal, f.normal), fact.normal)
            and (relative or f.normal in meant or f.normal[1:] not in _RELATIVE)
            and _comparable(f.normal, fact.normal)
        ]
        if not own:
            if fact.surface not in _ANAPHORIC:
                found.append(view.instead(fact, rivals, "原文没有这个日期"))
            continue
        if _last_day(view, fact, own) or _first_day(view, fact, own):
            found.append(view.instead(fact, (), "原文说的是一段日期"))
            continue
        rival = view.displaced(fact, own, rivals, margin=2.5, least=5.5)
        if rival is not None:
            found.append(
                Finding(fact.start, fact.end, rival.surface, "日期与原文此处不同", (rival.surface,))
            )
    return found


def _last_day(view: View, fact: Fact, own: Sequence[Fact]) -> bool:
    """Whether a day of which the source only says that something lasts until then is told alone."""
    if fact.normal[0] == "=" or not _parts(fact.normal)[2]:
        return False
    if _UNTIL.search(view.output[: fact.start]) or _OVER.match(view.output, fact.end):
        return False
    return all(_SINCE.search(view.source[max(0, f.start - 12) : f.start]) for f in own)


def _first_day(view: View, fact: Fact, own: Sequence[Fact]) -> bool:
    """Whether something that lasts until a day or hour is told as if it were on its first."""
    if fact.normal[0] == "=" or not _parts(fact.normal)[2]:
        return False
    if _BEGINS.match(view.output, fact.end):
        return False
    return all(_GOES_ON.match(view.source, f.end) for f in own)


def _comparable(given: str, said: str) -> bool:
    """Whether two dates can be told one for the other: 上半年 and 年底 may both be true, as may

    the month in which something began, the day on which somebody came, and the hour.
    """
    if said[1:] in _RELATIVE or given[1:] in _RELATIVE:
        return True
    if "=" in (said[0], given[0]):
        return given[0] == said[0] and given[-1] == said[-1]
    return bool(_parts(said)[2]) == bool(_parts(given)[2])


def _own(view: View, fact: Fact, given: Sequence[Fact], meant: dict[str, str]) -> list[Fact]:
    """The places of the source that say the date ``fact``, in full or in parts.

    A bulletin dated 4月20日 that says 19日 may be told as 4月19日 where it says so, and one that
    says 今天（4月19日） where it says 今天; 当天 means the date that the output named last.
    """
    said = fact.normal
    own = [f for f in given if _says(f.normal, said)]
    own += [o for o in view.occurrences(fact) if said[0] == "=" or not _in_period(o, given)]
    if said[1:] in _SAME_DAY:
        before = [f.normal for f in view.said.of(Kind.DATES) if f.start < fact.start]
        said = next((d for d in reversed(before) if d[0] != "="), said)
    if said[0] == "=":
        return own
    parts, dates = _parts(said), [f for f in given if f.normal[0] != "="]
    known = [_parts(f.normal) for f in dates]
    if any(part and part not in view.source for part in parts[3:]):
        return own
    if all(not p or any(k[i] == p for k in known) for i, p in enumerate(parts[:2])):
        last = 2 if parts[2] else 1
        own += [f for f in dates if agree(f.normal, said) and _parts(f.normal)[last] == parts[last]]
    return own + [f for f in given if f.normal in meant and _says(meant[f.normal], said)]


def _in_period(place: Fact, given: Sequence[Fact]) -> bool:
    """Whether a month is only the end of a period: 5月 in 1至5月."""
    return any(f.normal[0] == "=" and f.start <= place.start < f.end for f in given)


def _meant(source: str, given: Sequence[Fact]) -> dict[str, str]:
    """Relative dates by the normal form of what the source says they are: 今天（4月19日）."""
    begin = {f.start: f.normal for f in given}
    return {
        f.normal: begin[f.end + 1]
        for f in given
        if f.normal[1:] in _RELATIVE and source[f.end : f.end + 1] in "（(" and f.end + 1 in begin
    }


def _says(given: str, said: str) -> bool:
    """Whether the source date ``given`` names every part that ``said`` names, equally."""
    if not agree(given, said):
        return False
    if given[0] == "=":
        return True
    return all(not y or x == y for x, y in zip(_parts(given), _parts(said), strict=True))
