"""The two answers of a check on how a text was put together: nothing found, or where and what."""

from __future__ import annotations

from summarizer.facts.model import View
from summarizer.types import Check, Span, Task


def sound(task: Task) -> Check:
    """Nothing was found."""
    return Check(task=task, kind="joints", passed=True)


def torn(task: Task, text: str, start: int, end: int, reason: str, source: str = "") -> Check:
    """What is wrong with ``text`` [start, end), cut to the text, and the source's words for it."""
    span = Span(start=start, end=min(len(text), end))
    return Check(
        task=task,
        kind="joints",
        passed=False,
        span=span,
        text=span.of(text),
        source=source,
        reason=reason,
    )


def mixed(view: View, start: int, end: int, reason: str, source: str = "") -> Check:
    """:func:`torn` of the text that ``view`` shows."""
    return torn(view.task, view.output, start, end, reason, source)
