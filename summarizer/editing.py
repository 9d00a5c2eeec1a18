"""A text under edit: it remembers where each character came from and what was changed.

Edits only drop characters or replace them one by one, so that the map back to the origin stays
strictly increasing (see :class:`summarizer.types.CharMap`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.types import CharMap, Edit, Rule, Span


class Change(NamedTuple):
    """Replace ``[start, end)`` of the current text by ``new``, which is never longer.

    The characters of ``new`` stand for the first ones of the range; the others are dropped.
    """

    start: int
    end: int
    new: str = ""


class Draft:
    """The current text, the origin position of each of its characters, and the edits so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions = array("L", range(len(text)))
        self.edits: list[Edit] = []

    def apply(self, rule: Rule, changes: Iterable[Change]) -> bool:
        """Make ``changes`` (in order, not overlapping) under the name ``rule``; False if none.

        Neighbouring changes are recorded as one edit.
        """
        pieces: list[str] = []
        positions = array("L")
        last = 0
        open_edit: Change | None = None
        for change in changes:
            start, end, new = change
            if start < last or end <= start or len(new) > end - start:
                raise ValueError(f"{rule}: change {change} after position {last}")
            pieces += (self.text[last:start], new)
            positions += self.positions[last:start]
            positions += self.positions[start : start + len(new)]
            if open_edit and open_edit.end == start:
                open_edit = Change(open_edit.start, end, open_edit.new + new)
            else:
                if open_edit:
                    self._record(rule, open_edit)
                open_edit = change
            last = end
        if not open_edit:
            return False
        self._record(rule, open_edit)
        pieces.append(self.text[last:])
        positions += self.positions[last:]
        self.text, self.positions = "".join(pieces), positions
        return True

    def drop(self, rule: Rule, pattern: re.Pattern[str]) -> bool:
        """Drop every match of ``pattern``."""
        return self.apply(rule, (Change(*m.span()) for m in pattern.finditer(self.text)))

    def translate(self, rule: Rule, pattern: re.Pattern[str], table: dict[int, str]) -> bool:
        """Replace the matches of ``pattern`` through a table of single characters."""
        return self.apply(
            rule,
            (Change(*m.span(), m.group().translate(table)) for m in pattern.finditer(self.text)),
        )

    def map(self) -> CharMap:
        """From the current text to its origin."""
        return CharMap.from_positions(self.positions)

    def _record(self, rule: Rule, change: Change) -> None:
        before = self.text[change.start : change.end]
        if before != change.new:
            span = Span(start=self.positions[change.start], end=self.positions[change.end - 1] + 1)
            self.edits.append(Edit(rule=rule, span=span, before=before, after=change.new))
