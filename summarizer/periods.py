"""Figures of a brief stay with the period that they are told of: 1—7月 and 7月当月 are two.

Unlike :func:`summarizer.belonging.in_year` this also follows a period into the sentences behind it:
after 7月当月，进出口5.2亿元。 a reader takes 民营企业进出口35.8亿元 for July's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts.model import Fact, Facts, Kind, View
from summarizer.facts.months import Months, months, other
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: Before a period that begins a clause: not 召开一季度分析会, nor 增速比上半年提高.
_OPENS: Final = ("", *"，。；：！？\n")
#: What is told of no period that was named before: what is demanded or planned.
_TO_DO: Final = re.compile(r"强调|指出|要求|提出|表示|介绍|下一步|将|力争|确保|以来|累计")


def in_period(view: View) -> Check:
    """Whether each figure has the period before it that one of its places in the source has.

    Asked only where one period is a part of the other: what a reader would take for the other's.
    """
    given: dict[str, list[Months | None]] = {}
    for fact, period in _told(view.given, "\n"):
        given.setdefault(fact.normal, []).append(period)
    for fact, period in _told(view.said, ""):
        own = given.get(fact.normal, [])
        if period and own and all(p and _within(p, period) for p in own):
            return mixed(view, fact.start, fact.end, "数字不是这一时期的")
    return sound(view.task)


def _within(one: Months, two: Months) -> bool:
    """Whether one of two periods is a part of the other, which is longer."""
    if not other(one, two) or (one[0] and two[0] and one[0] != two[0]):
        return False
    return one[1] <= two[1] <= two[2] <= one[2] or two[1] <= one[1] <= one[2] <= two[2]


def _told(facts: Facts, ends: str) -> Iterator[tuple[Fact, Months | None]]:
    """The figures, each with the period that was named last; one of ``ends`` ends it.

    A day, another time or a demand ends it too: 10月30日 what is told is no longer of 1—10月.
    """
    text, last, period = facts.text, 0, None
    both = (*facts.of(Kind.DATES), *facts.of(Kind.NUMBERS))
    for fact in sorted(both, key=lambda f: (f.start, f.end)):
        before = text[last : fact.start]
        if any(mark in before for mark in ends) or _TO_DO.search(before):
            period = None
        last = fact.start
        if fact.kind is Kind.DATES:
            opens = text[: fact.start][-1:] in _OPENS
            period = months(fact, text) if opens else None
        elif fact.normal[0] not in "@第":
            yield fact, period
