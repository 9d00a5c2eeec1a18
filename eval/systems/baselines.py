"""LEAD and TextRank: what a system has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.data import Item
from eval.systems.base import Output, System, limits
from summarizer import extractive
from summarizer.types import Task

#: The middle of the guide's 80-140 字; two clauses for a headline.
DEFAULTS = {Task.BRIEF: 110, Task.HEADLINE: 24}

_ENDINGS = "。，；：、！？…"


class Baseline(System):
    """An extract of at most so many 字; a headline loses the mark at its end."""

    code = ("summarizer.extractive", "summarizer.selecting", "summarizer.sentences")

    def __init__(self, name: str, given: str, extract: Callable[[str, int], str]) -> None:
        super().__init__(name)
        self._limits = limits(name, given, DEFAULTS)
        self._extract = extract

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        return [{task: self._output(item.text, task) for task in tasks} for item in items]

    def _output(self, text: str, task: Task) -> Output:
        found = self._extract(text, self._limits[task]).replace("\n", "").strip()
        if task is Task.HEADLINE:
            found = found.rstrip(_ENDINGS)
        return Output(found or None, method="extractive")


def lead(name: str, given: str) -> System:
    """The first clauses, as many as fit."""
    return Baseline(name, given, extractive.lead)


def textrank(name: str, given: str) -> System:
    """The most central sentences, as many as fit."""
    return Baseline(name, given, extractive.textrank)
