"""On which days a digest is made: every day, or workdays by the State Council's calendar.

The calendar (chinesecalendar) ends with the last year whose holidays are announced, usually
this one; from then on a workday is Monday to Friday, and that is said.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import chinese_calendar


def prints_on(day: date, rule: Literal["all", "workdays"]) -> tuple[bool, str]:
    """Whether a digest is made on ``day``, and a remark in Chinese, empty where there is none."""
    if rule == "all":
        return True, ""
    try:
        if chinese_calendar.is_workday(day):
            return True, ""
        return False, f"{day.isoformat()}不是工作日，不编发"
    except NotImplementedError:
        last = max(chinese_calendar.holidays).year
        remark = f"{day.year}年不在节假日表内（表至{last}年），按周一至周五计"
        return day.weekday() < 5, remark
