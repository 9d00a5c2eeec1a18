"""The value types that every part passes on: frozen, typed, JSON in and out.

Positions are counted in characters (Unicode code points, 字), never in tokens or bytes.
A :class:`Span` is half open. Data flows one way: page -> articles -> candidates -> summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Value(BaseModel):
    """Base of the value types: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Task(StrEnum):
    """What is written: 标题 or 简讯."""

    HEADLINE = "headline"
    BRIEF = "brief"


class Method(StrEnum):
    """How an output came about."""

    MODEL = "model"
    REPAIRED = "repaired"
    EXTRACTIVE = "extractive"


class Span(Value):
    """Half-open range of characters ``[start, end)``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"span ends at {self.end}, before its start {self.start}")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` under this span."""
        return text[self.start : self.end]


class CharMap(Value):
    """Where each character of a derived text comes from in its origin.

    ``runs`` holds ``(derived start, origin start, length)``; runs cover the derived text
    without gaps, and origin positions strictly increase: cleaning and selection drop
    characters or replace them one by one, they never add or reorder.
    """

    runs: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def identity(cls, length: int) -> CharMap:
        """The map of a text onto itself."""
        return cls(runs=((0, 0, length),) if length else ())

    @classmethod
    def from_positions(cls, positions: Iterable[int]) -> CharMap:
        """Build from one strictly increasing origin position per derived character."""
        runs: list[tuple[int, int, int]] = []
        start = origin = length = 0
        for i, position in enumerate(positions):
            if length and position == origin + length:
                length += 1
                continue
            if length:
                if position < origin + length:
                    raise ValueError(f"position {position} at {i} does not increase")
                runs.append((start, origin, length))
            start, origin, length = i, position, 1
        if length:
            runs.append((start, origin, length))
        return cls(runs=tuple(runs))

    def __len__(self) -> int:
        if not self.runs:
            return 0
        start, _, length = self.runs[-1]
        return start + length

    def positions(self) -> list[int]:
        """One origin position per derived character."""
        return [o + k for _, o, n in self.runs for k in range(n)]

    def spans(self, span: Span) -> tuple[Span, ...]:
        """The origin spans, in order, of the characters under a derived ``span``."""
        found: list[Span] = []
        for start, origin, length in self.runs:
            a, b = max(span.start, start), min(span.end, start + length)
            if a < b:
                found.append(Span(start=origin + a - start, end=origin + b - start))
        return tuple(found)

    def hull(self, span: Span) -> Span:
        """The one origin span from the first to the last character under ``span``."""
        found = self.spans(span)
        if not found:
            return Span(start=0, end=0)
        return Span(start=found[0].start, end=found[-1].end)

    def slice(self, span: Span) -> CharMap:
        """The map of the derived text's part under ``span``."""
        runs: list[tuple[int, int, int]] = []
        at = 0
        for piece in self.spans(span):
            runs.append((at, piece.start, len(piece)))
            at += len(piece)
        return CharMap(runs=tuple(runs))

    def then(self, outer: CharMap) -> CharMap:
        """Compose: this map leads into a text that ``outer`` leads on from."""
        runs: list[tuple[int, int, int]] = []
        at = 0
        for _, origin, length in self.runs:
            for piece in outer.spans(Span(start=origin, end=origin + length)):
                if runs and runs[-1][1] + runs[-1][2] == piece.start:
                    start, first, size = runs.pop()
                    runs.append((start, first, size + len(piece)))
                else:
                    runs.append((at, piece.start, len(piece)))
                at += len(piece)
        return CharMap(runs=tuple(runs))


#: Why cleaning or splitting changed a place of the page.
Rule = Literal[
    "line end",
    "blank line",
    "space",
    "invisible",
    "pictograph",
    "entity",
    "width",
    "compatible form",
    "simplified",
    "punctuation",
    "quotes",
    "reading",
    "joined",
    "heading mark",
    "today",
    "dateline",
    "byline",
    "caption",
    "label",
    "contents",
    "no text",
    "furniture",
    "repeat",
]


class Edit(Value):
    """One change that cleaning made, so that nothing is silently lost."""

    rule: Rule
    span: Span  # on the page
    before: str
    after: str


class Page(Value):
    """Raw text as it arrived: one file, one web page, one paste or one JSONL record."""

    source: str  # file name, record id or "-"
    text: str
    warnings: tuple[str, ...] = ()  # what the reader could not read


class Article(Value):
    """One bulletin of a page.

    ``text`` is the cleaned body: paragraphs separated by one newline, without headline,
    dateline and byline. ``origin`` maps each of its characters to ``Page.text``.
    """

    source: str
    index: int = Field(ge=0)
    title: str | None = None
    title_spans: tuple[Span, ...] = ()  # on the page
    dateline: str | None = None  # 本报讯, 新华社北京4月19日电
    byline: str | None = None  # 乔一禾; 记者 …
    text: str
    origin: CharMap
    edits: tuple[Edit, ...] = ()

    @model_validator(mode="after")
    def _mapped(self) -> Self:
        if len(self.origin) != len(self.text):
            raise ValueError(f"map of {len(self.origin)} characters for {len(self.text)}")
        return self


class Sentence(Value):
    """A sentence and its clauses as spans of one text; quotes and brackets kept whole."""

    span: Span
    clauses: tuple[Span, ...]


class Candidate(Value):
    """One model output before checking.

    ``score`` is the log probability per token, in a brief with what the copied words are worth
    (:class:`summarizer.seq2seq.engine.Decoding`): it ranks candidates of one task and article.

    ``copied`` holds, per output character, the article position it was copied from, or -1
    where the model wrote it from its vocabulary; empty where the engine cannot tell.
    """

    task: Task
    text: str
    score: float
    copied: tuple[int, ...] = ()


class Check(Value):
    """A named verdict on a text: ``passed`` is None where the check does not apply.

    ``span`` and ``text`` are the offending place in the output, ``source`` what the article
    has there (empty when it has nothing like it).
    """

    task: Task
    kind: str
    passed: bool | None
    span: Span | None = None
    text: str = ""
    source: str = ""
    reason: str = ""


class Provenance(Value):
    """The source spans that one output clause rests on."""

    task: Task
    output: Span
    article: tuple[Span, ...]
    page: tuple[Span, ...]


class Summary(Value):
    """The result for one article: the schema of ``--json``, the API, archive and digest.

    ``read_share`` is, per task, the share of the article's characters that the writer read
    as evidence; ``method`` how each output came about; ``reasons`` why a candidate was not
    printed as the model wrote it.
    """

    source: str
    index: int
    title: str | None
    text: str
    headline: str | None
    brief: str | None
    candidates: tuple[Candidate, ...] = ()
    checks: tuple[Check, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    read_share: dict[Task, float]
    method: dict[Task, Method]
    reasons: dict[Task, tuple[str, ...]] = {}
    warnings: tuple[str, ...] = ()
    model: str


def mapped(spans: Sequence[Span], through: CharMap) -> tuple[Span, ...]:
    """Each of ``spans`` taken through a map, in order."""
    return tuple(piece for span in spans for piece in through.spans(span))
