"""A text cut into pieces by the marks that lie on it, so that both sides can be lit together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.types import Span


class Mark(NamedTuple):
    """A stretch of a text that belongs to ``id``; ``wrong`` where a check failed on it."""

    span: Span
    id: str
    wrong: bool = False


class Piece(NamedTuple):
    """Text under the same marks throughout; ``ids`` separated by blanks, as HTML wants them."""

    text: str
    ids: str
    wrong: bool


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """``text`` in order, cut wherever a mark begins or ends; joined it is the text again."""
    bounds = {0, len(text)}
    for mark in marks:
        bounds |= {min(mark.span.start, len(text)), min(mark.span.end, len(text))}
    found: list[Piece] = []
    edges = sorted(bounds)
    for start, end in pairwise(edges):
        over = [m for m in marks if m.span.start <= start and end <= m.span.end]
        ids = dict.fromkeys(mark.id for mark in over)
        found.append(Piece(text[start:end], " ".join(ids), any(mark.wrong for mark in over)))
    return found


def paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """The same, paragraph by paragraph (one line each)."""
    found: list[list[Piece]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        here = [
            Mark(
                Span(start=max(m.span.start, start) - start, end=min(m.span.end, end) - start),
                m.id,
                m.wrong,
            )
            for m in marks
            if m.span.start < end and start < m.span.end
        ]
        found.append(pieces(line, here))
        start = end + 1
    return found


def locate(words: str, text: str, near: Sequence[Span]) -> Span | None:
    """Where ``words`` stand in ``text``: of several places the one nearest to ``near``."""
    if not words:
        return None
    places: list[int] = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        return None

    def distance(place: int) -> int:
        gaps = (max(s.start - place, place + len(words) - s.end, 0) for s in near)
        return min(gaps, default=0)

    best = min(places, key=distance)
    return Span(start=best, end=best + len(words))
