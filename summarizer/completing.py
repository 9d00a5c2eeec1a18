"""A clause that was severed from who demands it, its condition or its doer gets that back.

林岳主持会议，9月底前整改43处 becomes 林岳主持会议。林岳要求，9月底前整改43处, if the source says
so. What is put back are the source's own words; what comes of it goes through the same checks.
"""

from __future__ import annotations

from typing import Final

from summarizer.facts.check import Checker
from summarizer.governing import ungoverned
from summarizer.severed import CUTS
from summarizer.targets import asked
from summarizer.types import Task

_ASKED: Final = (*CUTS, asked, ungoverned)
#: So many clauses get something back at most.
MOST: Final = 3


def completed(
    text: str, copied: tuple[int, ...], checker: Checker, limit: int | None
) -> tuple[str, tuple[int, ...]]:
    """The brief ``text`` with what its clauses were severed from, as far as ``limit`` 字 allow.

    ``copied`` as in :class:`summarizer.types.Candidate`, and so returned.
    """
    for _ in range(MOST):
        if len(copied) != len(text):
            break
        view = checker.view(Task.BRIEF, text)
        cut = next((found for ask in _ASKED if (found := ask(view)) is not None), None)
        if cut is None or cut.lost is None or not _fits(text, cut.lost, limit):
            break
        start = cut.start
        before, places = text[:start], copied[:start]
        if cut.anew and before[-1:] == "：":
            break
        if cut.anew and before[-1:] in ("，", "；"):
            before, places = before[:-1] + cut.mark, (*places[:-1], -1)
        text = before + checker.source[cut.lost.start : cut.lost.stop] + text[start:]
        copied = (*places, *cut.lost, *copied[start:])
    return text, copied


def _fits(text: str, lost: range, limit: int | None) -> bool:
    return limit is None or len(text) + len(lost) <= limit
