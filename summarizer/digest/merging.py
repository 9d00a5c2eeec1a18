"""Near-duplicates: one event told by several outlets or at several lengths is printed once.

Two stories tell one event where the shorter one's text is largely found in the longer
(shingles of four characters, punctuation out), or where headlines, actors, places and day agree.
A different day or place speaks against it: weekly notices differ in nothing else. The fullest
story is kept; each other one joins the first kept story that it equals, so that likeness does
not wander along a chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.digest.types import Link, Story
from summarizer.facts.extract import extract
from summarizer.facts.model import Facts

#: Length of a shingle, in characters.
SHINGLE: Final = 4
#: Share of the shorter text's shingles in the longer: the same words; the same event retold.
SAME_WORDS: Final = 0.8
RETOLD: Final = 0.4
#: Share of the shorter headline's bigrams in the longer headline.
SAME_HEADLINE: Final = 0.6
#: Least share of shingles where headline, actors, day and places agree.
TRACE: Final = 0.1

_WORDS: Final = re.compile(r"[^\w]|_")
_OPENING: Final = 160


@dataclass(frozen=True, slots=True)
class Group:
    """The story that is kept, and the others that tell the same."""

    kept: Story
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Print:
    """What of a story is compared."""

    story: Story
    shingles: frozenset[str]
    headline: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]


def merge(stories: Sequence[Story], facts: dict[str, Facts] | None = None) -> list[Group]:
    """Groups in the order in which their kept stories were given."""
    known = facts or {}
    prints = [_print(story, known.get(story.id) or extract(story.text)) for story in stories]
    kept: list[_Print] = []
    others: dict[str, list[Link]] = {}
    order = {p.story.id: place for place, p in enumerate(prints)}
    fullest = sorted(
        prints,
        key=lambda p: (not p.story.approved, -len(p.story.text), order[p.story.id]),
    )
    for one in fullest:
        for other in kept:
            reason = _same(one, other)
            if reason:
                others.setdefault(other.story.id, []).append(_link(one.story, reason))
                break
        else:
            kept.append(one)
    kept.sort(key=lambda p: order[p.story.id])
    return [Group(p.story, tuple(others.get(p.story.id, ()))) for p in kept]


def _print(story: Story, facts: Facts) -> _Print:
    text = _WORDS.sub("", story.text)
    headline = _WORDS.sub("", story.title or story.headline or "")
    opening = [f for f in facts.of("places") if f.start < _OPENING]
    return _Print(
        story,
        _grams(text, SHINGLE),
        _grams(headline, 2),
        frozenset(f.normal for f in facts.of("names") if f.start < _OPENING),
        frozenset(f.normal for f in opening),
    )


def _grams(text: str, size: int) -> frozenset[str]:
    return frozenset(text[i : i + size] for i in range(max(1, len(text) - size + 1)))


def _same(one: _Print, other: _Print) -> str | None:
    """Why two stories tell one event, in Chinese; None where they do not."""
    days = {p.story.day for p in (one, other) if p.story.day is not None}
    if len(days) > 1:
        return None
    shared = _share(one.shingles, other.shingles)
    elsewhere = bool(one.places and other.places) and not one.places & other.places
    if shared >= SAME_WORDS and not elsewhere:
        return f"正文{shared:.0%}相同"
    if elsewhere:
        return None
    headlines = _share(one.headline, other.headline)
    people = bool(one.persons & other.persons) or not (one.persons or other.persons)
    if shared >= RETOLD and people:
        return f"同一事件：正文{shared:.0%}相同，人物、地点不相抵触"
    if headlines >= SAME_HEADLINE and shared >= TRACE and people and len(days) == 1:
        return f"同一事件：标题{headlines:.0%}相同，人物、地点、日期相符"
    return None


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _link(story: Story, reason: str) -> Link:
    title = story.title or story.headline or story.text[:24]
    return Link(id=story.id, source=story.source, outlet=story.outlet, title=title, reason=reason)
