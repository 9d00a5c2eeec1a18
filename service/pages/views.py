"""What the workbench shows of an article: drafts with verdicts, the source with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.pages.marking import Mark, Piece, locate, paragraphs, pieces
from service.pages.wording import METHODS, REPLACEABLE, TASKS
from service.schemas import Judged
from service.store.desk import DeskArticle
from service.work import judge
from summarizer.facts.check import Checker
from summarizer.facts.labels import LABELS
from summarizer.style import House
from summarizer.types import CharMap, Check, Span, Task


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed check. ``replacement`` are the source's words for ``start:end`` of the draft."""

    id: str
    kind: str
    said: str
    source: str
    reason: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Option:
    """One wording to choose; ``passed`` is false where a check fails on it."""

    text: str
    passed: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A headline or a brief. ``least`` and ``most`` are the house's lengths in 字."""

    task: Task
    name: str
    text: str
    pieces: list[Piece]
    least: int
    most: int
    faults: list[Fault]
    passed: list[str]
    warnings: list[str]
    method: str
    reasons: tuple[str, ...]
    edited: bool
    read_share: float | None


@dataclass(frozen=True, slots=True)
class View:
    """An article on the desk, judged as it stands now."""

    article: DeskArticle
    sides: list[Side]
    source: list[list[Piece]]
    choices: dict[Task, list[Option]]

    @property
    def faults(self) -> int:
        """How many checks fail."""
        return sum(len(side.faults) for side in self.sides)

    @property
    def notes(self) -> bool:
        """Whether there is anything to tell: a failed check, a broken rule, an empty field."""
        return any(side.faults or side.warnings or not side.text for side in self.sides)

    @property
    def state(self) -> str:
        """``waiting``, ``approved``, ``faulty`` or ``open``."""
        return state(self.article, self.faults)


def state(article: DeskArticle, faults: int) -> str:
    """Where an article stands."""
    if article.summary is None:
        return "waiting"
    if article.feedback_id is not None:
        return "approved"
    return "faulty" if faults else "open"


def look(article: DeskArticle, house: House, *, choices: bool = False) -> View:
    """``article`` as it stands, judged; with ``choices`` the other wordings too.

    Takes some ten milliseconds, with choices some hundred.
    """
    if article.summary is None:
        return View(article, [], paragraphs(article.text, []), {})
    checker = Checker(article.text)
    sides: list[Side] = []
    marks: list[Mark] = []
    drafts = {Task.HEADLINE: article.headline, Task.BRIEF: article.brief}
    for task, draft in drafts.items():
        side, found = _side(task, draft or "", article, house, checker)
        sides.append(side)
        marks += found
    other = {task: _options(article, task, checker) for task in drafts} if choices else {}
    return View(article, sides, paragraphs(article.text, marks), other)


def _options(article: DeskArticle, task: Task, checker: Checker) -> list[Option]:
    """The wordings to choose from: what was printed first, then the other candidates."""
    candidates = article.summary.candidates if article.summary else ()
    texts = [_printed(article, task), *(c.text for c in candidates if c.task is task)]
    draft = article.headline if task is Task.HEADLINE else article.brief
    return [
        Option(
            text=text,
            passed=all(c.passed is not False for c in checker.check(task, text)),
            chosen=text == draft,
        )
        for text in dict.fromkeys(t for t in texts if t)
    ]


def _printed(article: DeskArticle, task: Task) -> str | None:
    """What the service gave."""
    if article.summary is None:
        return None
    return article.summary.headline if task is Task.HEADLINE else article.summary.brief


def _side(
    task: Task, text: str, article: DeskArticle, house: House, checker: Checker
) -> tuple[Side, list[Mark]]:
    """A draft with its verdicts, and the marks it puts on the source."""
    summary = article.summary
    printed = _printed(article, task)
    judged = _judged(task, text, article, house, checker) if text else None
    here: list[Mark] = []
    there: list[Mark] = []
    letter = task.value[0]
    for number, trace in enumerate(judged.provenance if judged else ()):
        here.append(Mark(trace.output, f"{letter}{number}"))
        there += [Mark(span, f"{letter}{number}") for span in trace.article]
    faults: list[Fault] = []
    failed = [check for check in judged.checks if check.passed is False] if judged else []
    for number, check in enumerate(failed):
        assert judged is not None
        fault, place = _fault(f"{letter}x{number}", check, article.text, judged)
        faults.append(fault)
        here.append(Mark(Span(start=fault.start, end=fault.end), fault.id, True))
        if place is not None:
            there.append(Mark(place, fault.id, True))
    rules = house.headline if task is Task.HEADLINE else house.brief
    side = Side(
        task=task,
        name=TASKS[task],
        text=text,
        pieces=pieces(text, here),
        least=rules.shortest,
        most=rules.longest,
        faults=faults,
        passed=[LABELS[c.kind] for c in judged.checks if c.passed] if judged else [],
        warnings=judged.warnings if judged else [],
        method=METHODS[summary.method[task]] if summary and task in summary.method else "",
        reasons=summary.reasons.get(task, ()) if summary else (),
        edited=text != (printed or ""),
        read_share=summary.read_share.get(task) if summary else None,
    )
    return side, there


def _judged(task: Task, text: str, article: DeskArticle, house: House, checker: Checker) -> Judged:
    """Verdicts; where the draft is a candidate, the engine's own record of what it copied."""
    candidates = article.summary.candidates if article.summary else ()
    copied = next((c.copied for c in candidates if c.task is task and c.text == text), ())
    return judge(checker, CharMap.identity(len(article.text)), task, text, house, copied)


def _fault(id: str, check: Check, source: str, judged: Judged) -> tuple[Fault, Span | None]:
    """A failed check as shown, and where the source has it right."""
    span = check.span or Span(start=0, end=len(judged.text))
    near: Sequence[Span] = [
        place
        for trace in judged.provenance
        if trace.output.start < span.end and span.start < trace.output.end
        for place in trace.article
    ]
    replace = check.kind in REPLACEABLE and check.source and check.span is not None
    fault = Fault(
        id=id,
        kind=LABELS[check.kind],
        said=check.text,
        source=check.source,
        reason=check.reason,
        start=span.start,
        end=span.end,
        replacement=check.source if replace else "",
    )
    return fault, locate(check.source, source, near)
