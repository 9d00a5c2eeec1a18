"""The line under the masthead: date, weekday, lunar date."""

from __future__ import annotations

import re
from datetime import date

from borax.calendars.lunardate import LunarDate

from summarizer.facts.model import Facts

_WEEKDAYS = "一二三四五六日"


def date_line(day: date) -> str:
    """2024年6月12日　星期三　农历五月初七; without the lunar date outside of 1900–2100."""
    line = f"{day.year}年{day.month}月{day.day}日　星期{_WEEKDAYS[day.weekday()]}"
    lunar = lunar_date(day)
    return f"{line}　农历{lunar}" if lunar else line


def lunar_date(day: date) -> str:
    """五月初七, 闰二月十一; empty where the table does not reach."""
    try:
        found = LunarDate.from_solar_date(day.year, day.month, day.day)
    except ValueError:
        return ""
    leap = "闰" if found.leap else ""
    return f"{leap}{found.cn_month}月{found.cn_day}"


def event_day(facts: Facts, today: date) -> date | None:
    """The day of the first full date that ``facts`` tell; a year that is missing is the latest
    one in which the day is not after ``today`` (a week's announcements ahead allowed)."""
    for fact in facts.of("dates"):
        found = re.match(r"(\d*)-(\d*)-(\d+)", fact.normal)
        if found is None:
            continue
        day = _nearest(found[1], found[2], int(found[3]), today)
        if day is not None:
            return day
    return None


def _nearest(year: str, month: str, day: int, today: date) -> date | None:
    if year:
        return _date(int(year), int(month or today.month), day)
    if month:
        here = _date(today.year, int(month), day)
        late = here is None or (here - today).days > 7
        return _date(today.year - 1, int(month), day) if late else here
    here = _date(today.year, today.month, day)
    if here is not None and (here - today).days <= 7:
        return here
    before = today.month - 1 or 12
    return _date(today.year - (before == 12), before, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
