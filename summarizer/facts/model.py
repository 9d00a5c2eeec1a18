"""The types of the facts room: kinds, facts, the view that a check looks at, and its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from summarizer.facts.align import Alignment
from summarizer.types import Span, Task

#: Context, in characters, from which on a place of the source is told to the reader.
LIKELY: Final = 3.0
#: How much better than the next best a place must fit to be the one possibility left.
CLEAR: Final = 1.5
#: Characters right beside a fact that are enough to tell its place.
BESIDE: Final = 3


class Kind(StrEnum):
    """What is extracted and, by the same name, what is checked."""

    NAMES = "names"
    POSTS = "posts"
    PAIRS = "pairs"
    PLACES = "places"
    ORGANISATIONS = "organisations"
    NUMBERS = "numbers"
    DATES = "dates"
    QUOTATIONS = "quotations"
    SPEAKER = "speaker"
    ACTORS = "actors"
    ORDER = "order"
    POLARITY = "polarity"
    WORDING = "wording"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a text: ``text[start:end]`` is its surface; equal facts have equal ``normal``.

    ``owner`` is the normal form of the fact it belongs to: the person of a pair, the speaker
    of a speech; empty otherwise.
    """

    kind: Kind
    surface: str
    normal: str
    start: int
    end: int
    owner: str = ""

    @property
    def span(self) -> Span:
        """Where the fact stands, as a half-open range of characters."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True)
class Facts:
    """The facts of one text, in order of their kinds and places."""

    text: str
    facts: tuple[Fact, ...]

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[Fact, ...]]:
        found: dict[Kind, list[Fact]] = {kind: [] for kind in Kind}
        for fact in self.facts:
            found[fact.kind].append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    def of(self, kind: Kind | str) -> tuple[Fact, ...]:
        """The facts of one kind, by position."""
        return self._by_kind[Kind(kind)]

    def normals(self, kind: Kind) -> frozenset[str]:
        """The normal forms that occur of one kind."""
        return self._normals[kind]

    @cached_property
    def _normals(self) -> dict[Kind, frozenset[str]]:
        return {kind: frozenset(f.normal for f in facts) for kind, facts in self._by_kind.items()}

    def atomic(self) -> tuple[Span, ...]:
        """Non-overlapping spans of names, figures and dates, which are only copied whole."""
        wanted = [f for k in (Kind.NAMES, Kind.NUMBERS, Kind.DATES) for f in self.of(k)]
        spans: list[Span] = []
        for fact in sorted(wanted, key=lambda f: (f.start, -f.end)):
            if fact.end - fact.start > 1 and (not spans or fact.start >= spans[-1].end):
                spans.append(fact.span)
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at output [start, end): what the source has there, and why it is wrong.

    ``repairs`` are the source's own words that could stand there, the likeliest first.
    """

    start: int
    end: int
    source: str
    reason: str
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """An output beside its source: both texts, both sets of facts, and the alignment."""

    task: Task
    said: Facts
    given: Facts
    alignment: Alignment

    @property
    def output(self) -> str:
        """The text that is judged."""
        return self.said.text

    @property
    def source(self) -> str:
        """The text that it is judged by."""
        return self.given.text

    @property
    def places(self) -> tuple[int, ...]:
        """Per output character its source position, or -1."""
        return self.alignment.places

    def context(self, fact: Fact, other: Fact) -> float:
        """How well ``fact`` of the output stands where ``other`` stands in the source."""
        return self.alignment.context(fact.start, fact.end, other.start, other.end)

    def best_context(self, fact: Fact, others: Iterable[Fact]) -> tuple[float, Fact | None]:
        """The one of ``others`` (facts of the source) in whose place ``fact`` stands best."""
        best: tuple[float, Fact | None] = (0.0, None)
        for other in others:
            score = self.context(fact, other)
            if score > best[0]:
                best = score, other
        return best

    def instead(self, fact: Fact, others: Iterable[Fact], reason: str) -> Finding:
        """The finding for a ``fact`` that the source does not have.

        The one of ``others`` that stands in its place is told; it is offered as the repair
        where its place fits well and no other's fits nearly as well.
        """
        scores: dict[str, float] = {}
        for other in others:
            score = self.context(fact, other)
            scores[other.surface] = max(score, scores.get(other.surface, 0.0))
        ranked = sorted(scores, key=lambda surface: -scores[surface])
        if not ranked or scores[ranked[0]] < LIKELY:
            return Finding(fact.start, fact.end, "", reason)
        sure = len(ranked) == 1 or scores[ranked[0]] - scores[ranked[1]] >= CLEAR
        return Finding(fact.start, fact.end, ranked[0], reason, (ranked[0],) if sure else ())

    def occurrences(self, fact: Fact) -> list[Fact]:
        """Every place of the source that has the surface of ``fact``, as facts."""
        found: list[Fact] = []
        at = self.source.find(fact.surface) if fact.surface else -1
        while at >= 0:
            end = at + len(fact.surface)
            found.append(Fact(fact.kind, fact.surface, fact.normal, at, end))
            at = self.source.find(fact.surface, at + 1)
        return found

    @cached_property
    def exchanged(self) -> tuple[tuple[Span, Span], ...]:
        """Output spans without a source place, each with the source span it stands for.

        Only where the characters on both sides were copied from one source passage that lost
        something just there.
        """
        found: list[tuple[Span, Span]] = []
        places, j = self.places, 1
        while j < len(places):
            if places[j] >= 0 or places[j - 1] < 0:
                j += 1
                continue
            end = j
            while end < len(places) and places[end] < 0:
                end += 1
            if end < len(places) and places[j - 1] + 1 < places[end] <= places[j - 1] + 16:
                gap = Span(start=places[j - 1] + 1, end=places[end])
                found.append((Span(start=j, end=end), gap))
            j = end
        return tuple(found)

    def copied(self, start: int, end: int) -> int:
        """Where output [start, end) stands in the source as one piece, or -1."""
        first = self.places[start]
        whole = first >= 0 and self.places[end - 1] == first + end - 1 - start
        return first if whole else -1

    def displaced(
        self,
        fact: Fact,
        own: Iterable[Fact],
        rivals: Iterable[Fact],
        *,
        margin: float,
        least: float,
        touching: tuple[float, float] | None = None,
    ) -> Fact | None:
        """The rival whose place in the source ``fact`` took, if its own places fit much worse.

        ``own`` are the source facts that say the same, ``rivals`` those of the same kind that
        say otherwise. Scores are in characters of agreeing context, about 16 at most; less
        is enough, ``touching`` (least, margin), where the words right beside are the rival's.
        """
        rivals = list(rivals)
        mine, _ = self.best_context(fact, own)
        other, rival = self.best_context(fact, rivals)
        if rival is not None and other >= least and other - mine >= margin:
            return rival
        if touching is None:
            return None
        other, rival = self.best_context(fact, [r for r in rivals if self._touches(fact, r)])
        least, margin = touching
        return rival if rival is not None and other >= least and other - mine >= margin else None

    def own_deed(self, person: Fact, rival: str) -> bool:
        """Whether the source tells of ``person``, and not of ``rival``, what follows the name."""
        deed = self.output[person.end : person.end + 2]
        told = person.surface + deed in self.source
        return len(deed) == 2 and told and rival + deed not in self.source

    def _touches(self, fact: Fact, other: Fact) -> bool:
        """Whether the output goes on beside ``fact`` as the source does beside ``other``."""
        output, source = self.output, self.source
        after = output[fact.end : fact.end + BESIDE]
        before = output[max(0, fact.start - BESIDE) : fact.start]
        return (len(after) == BESIDE and source.startswith(after, other.end)) or (
            len(before) == BESIDE and source.endswith(before, 0, other.start)
        )


def spread(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Facts by their normal form."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.normal, []).append(fact)
    return found
