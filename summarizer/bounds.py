"""Where the sentence or clause begins and ends that a place of a text is in, by its marks."""

from __future__ import annotations

from collections.abc import Iterable


def after_last(text: str, marks: Iterable[str], at: int) -> int:
    """The place right behind the last of ``marks`` before ``at``; 0 where there is none."""
    return 1 + max(text.rfind(mark, 0, at) for mark in marks)


def until_first(text: str, marks: Iterable[str], at: int) -> int:
    """The place of the first of ``marks`` from ``at`` on; the text's end where there is none."""
    return min((end for mark in marks if (end := text.find(mark, at)) >= 0), default=len(text))
