"""The same passage of the source copied twice, in other company: 还审议了《…》。会议审议了《…》。

Clauses that are equal are found as such (:func:`summarizer.choosing.verify`); these are not equal.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import Kind, View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: Characters of a passage that is copied twice, and of them those that are no name, post or mark.
LONG: Final = 8
SAYING: Final = 3
#: What may be named twice, however long it is.
_NAMED: Final = (Kind.NAMES, Kind.POSTS, Kind.PLACES, Kind.ORGANISATIONS, Kind.DATES)
_QUOTED: Final = re.compile("《[^》]*》|“[^”]*”|[，。；：、]")


def once(view: View) -> Check:
    """Whether no passage of the source stands twice in the output, unless the source has it so."""
    names = {i for kind in _NAMED for f in view.said.of(kind) for i in range(f.start, f.end)}
    names.update(i for m in _QUOTED.finditer(view.output) for i in range(*m.span()))
    places, copied = view.places, set[int]()
    start = 0
    while start < len(places):
        end = start
        while end < len(places) and places[end] in copied:
            if end > start and places[end] != places[end - 1] + 1:
                break
            end += 1
        saying = sum(i not in names for i in range(start, end))
        if end - start >= LONG and saying >= SAYING:
            theirs = view.source[places[start] : places[end - 1] + 1]
            if view.source.count(theirs) < 2:
                return mixed(view, start, end, "同一说法重复", theirs)
        end = max(end, start + 1)
        copied.update(p for p in places[start:end] if p >= 0)
        start = end
    return sound(view.task)
