"""What a day's digest does not print, whatever its score: other days' events, corrections."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from summarizer.corrections import corrects
from summarizer.digest.calendar import event_day
from summarizer.digest.rules import Rules
from summarizer.digest.types import Edits, Story
from summarizer.facts.model import Facts

#: An event's day stands at the beginning of its text; a day further on belongs to something else.
_HEAD: Final = 40
#: Days that begin or end a time are no event's: 截至5月31日, 5月1日以来, 6月1日至20日.
_SINCE: Final = re.compile(r"(?:截至|截止|自|从|至|到|迄)(?:今年|\d{4}年)?\Z")
_ONWARDS: Final = re.compile(r"以来|起|至|前|[—\-~～]|底")
#: What is announced may be further ahead than what happened is back.
_ANNOUNCED: Final = re.compile("将|定于|拟|计划|预计")


def why_left(story: Story, facts: Facts, day: date, rules: Rules, edits: Edits) -> str | None:
    """Why ``story`` is not printed on ``day``, in Chinese; None where it may be.

    What the editor pinned, placed or worded is printed, and what he approved for that day is
    that day's, whatever day its text tells.
    """
    wishes = (*edits.pins, *edits.order, *edits.sections, *edits.headlines, *edits.briefs)
    if story.id in wishes:
        return None
    head = story.title or story.headline or ""
    told = re.search(rules.corrections, head) or re.match(rules.corrections, story.text)
    if told or corrects(story.title, story.text):
        return "更正，应按原版位置单独刊登"
    happened = None if story.approved else _event(story.text, facts, day)
    if happened is None:
        return None
    apart = (happened - day).days
    if abs(apart) <= rules.most_days:
        return None
    said = f"{happened.year}年{happened.month}月{happened.day}日"
    if apart < 0:
        return f"事件在{said}，早于当日{-apart}天，超过{rules.most_days}天"
    if _ANNOUNCED.search(story.text[: 2 * _HEAD]):
        return None
    return f"事件在{said}，晚于当日{apart}天，超过{rules.most_days}天"


def _event(text: str, facts: Facts, day: date) -> date | None:
    """The day at the beginning of ``text``; a year that is missing is the one that brings the
    day closest to the digest's."""
    first = next((f for f in facts.of("dates") if re.match(r"\d*-\d+-\d", f.normal)), None)
    if first is None or first.start >= _HEAD:
        return None
    if _SINCE.search(text[: first.start]) or _ONWARDS.match(text, first.end):
        return None
    found = event_day(Facts("", (first,)), day)
    if found is None or not first.normal.startswith("-"):
        return found
    years = (found.year, found.year + 1) if found.month != 2 or found.day != 29 else (found.year,)
    return min((found.replace(year=y) for y in years), key=lambda d: abs((d - day).days))
