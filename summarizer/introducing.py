"""Who and when: a person's posts before the first mention, the day before the first sentence.

A writer that copies may name a person where the source does so for the second time, without
posts (林岳强调，…), and begin behind the day; an editor prints 8月17日，县长林岳强调，…. Both are
the source's own words, and what comes of it goes through the same checks.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.model import Fact, Kind, View
from summarizer.statements import POSTS

_STOPS: Final = "，。；：！？,;:!?\n"
#: Posts longer than this, in 字, are no posts alone.
LONGEST: Final = 28
#: Behind a name: it has its post there, or stands in a row.
_TITLED: Final = re.compile(
    r"[、和与]|总书记|主席|总理|总统|委员长|同志|先生|女士|教授|[书副县市区局厅院校处部]"
)
#: A sentence's opening day: 8月17日上午，, and not 截至8月17日，.
_DAY: Final = re.compile(
    r"(?:^|[。！？\n])((?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[至—-](?:\d{1,2}月)?\d{1,2}日)?"
    r"(?:[上下]午|晚上?|凌晨|中午|清晨|傍晚)?，)$"
)
#: Of the source before a sentence, in 字: enough for any day.
_BACK: Final = 32


def introduced(
    text: str, copied: tuple[int, ...], view: View, limit: int | None
) -> tuple[str, tuple[int, ...]]:
    """``text``, which ``view`` shows, with posts before first mentions that have none, and the day.

    ``limit`` is the most 字 it may have then. ``copied`` as in
    :class:`summarizer.types.Candidate`, and so returned.
    """
    if len(copied) != len(text):
        return text, copied
    titled = {pair.owner for pair in view.said.of(Kind.PAIRS)}
    bare: dict[str, int] = {}
    for name in view.said.of(Kind.NAMES):
        if name.normal not in titled and name.normal not in bare:
            bare[name.normal] = name.start
    room = len(text) if limit is None else limit - len(text)
    for normal, at in sorted(bare.items(), key=lambda item: -item[1]):
        end = at + len(normal)
        row = any(name.start == end for name in view.said.of(Kind.NAMES))
        if row or (at and text[at - 1] not in _STOPS) or _TITLED.match(text, end):
            continue
        posts = _posts(view, normal)
        if posts and len(posts) <= room:
            text = text[:at] + view.source[posts.start : posts.stop] + text[at:]
            copied = (*copied[:at], *posts, *copied[at:])
            room -= len(posts)
    day = _day(view.source, copied[0]) if copied else None
    if day and len(day) <= room:
        text, copied = view.source[day.start : day.stop] + text, (*day, *copied)
    return text, copied


def _day(source: str, place: int) -> range | None:
    """Where the day stands that the source has right before ``place``, to open its sentence."""
    if place <= 0:
        return None
    start = max(0, place - _BACK)
    found = _DAY.search(source[start:place])
    return range(start + found.start(1), place) if found else None


def _posts(view: View, normal: str) -> range | None:
    """Where the source first has posts right before a person, and nothing else in the clause."""
    names: tuple[Fact, ...] = view.given.of(Kind.NAMES)
    for name in names:
        if name.normal != normal:
            continue
        begin = after_last(view.source, _STOPS, name.start)
        ends = [n.end + 1 for n in names if begin <= n.start < name.start]
        begin = max([begin, *ends])
        if begin < name.start <= begin + LONGEST and POSTS.fullmatch(
            view.source, begin, name.start
        ):
            return range(begin, name.start)
    return None
