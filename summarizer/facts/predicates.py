"""Who acted, by the words of the deed: 林岳对周海提出批评 is not told of 王玉娟.

What stands behind a name up to the end of its clause is looked for in the source as it is. Where
it stands right behind other names only, the deed is theirs; so it is where blame or praise stands
in a sentence in which only others act before it. Clauses too short for a comparison of content
(主持会议) are long enough for this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.pairs import parts
from summarizer.facts.speakers import acts, sentence_start, within

_CLAUSE_END: Final = re.compile(r"[，。；：！？\n]")
_GOES_ON: Final = re.compile(r"[、和与及同志等一行（]")
_ROW: Final = re.compile(r"(?:同志)?(?:[和与及]|[，、][^，。；：]{0,40})")
#: What one does to another, told behind a comma too: 林岳…，对周海提出批评.
_TOWARDS: Final = re.compile(r"对[^，。]{2,20}(?:提出批评|表示肯定|给予肯定|提出表扬)")
#: Characters that tell a deed.
LEAST: Final = 4


def check(view: View, person: Fact) -> Finding | None:
    """The finding where what is told right behind ``person`` is told of others only."""
    output, source = fold(view.output), fold(view.source)
    end = _CLAUSE_END.search(output, person.end)
    deed = output[person.end : end.start() if end else len(output)]
    before = output[person.start - 1 : person.start]
    if len(deed) < LEAST or _GOES_ON.match(deed) or (before and before in "、和与及"):
        return None
    given = view.given.of(Kind.NAMES)
    known = parts(person.normal)
    last = ""
    at = source.find(deed)
    while at >= 0:
        doers = _doers(source, given, at)
        if not doers or any(not known.isdisjoint(parts(name)) for name in doers):
            return None
        last = doers[-1]
        at = source.find(deed, at + 1)
    if not last:
        return None
    return Finding(person.start, person.end, last, f"原文中不是{person.normal}", (last,))


def _doers(source: str, given: Sequence[Fact], at: int) -> list[str]:
    """Who does what stands at ``at``: the names right before it, else all who act before it."""
    start = sentence_start(source, at)
    inside = within(given, start, at)
    if inside and inside[-1].end == at:
        row = [inside[-1]]
        for earlier in reversed(inside[:-1]):
            if not _ROW.fullmatch(source[earlier.end : row[-1].start]):
                break
            row.append(earlier)
        return [p.normal for p in reversed(row)]
    if not _TOWARDS.match(source, at):
        return []  # the subject may stand in a sentence before: who did it is not told here
    return [p.normal for p in inside if acts(source, start, p)]
