"""LEAD and TextRank: what a system has to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.data import Item
from eval.systems.base import Output, System, limits
from summarizer import extractive
from summarizer.types import Task

#: Where LEAD scores best on our development data: baselines are to be beaten at their best.
DEFAULTS = {Task.BRIEF: 140, Task.HEADLINE: 32}

Extract = Callable[[str, int], str]

_ENDINGS = "。，；：、！？…"


class Baseline(System):
    """Extracts of at most so many 字; a headline loses the mark at its end."""

    code = ("summarizer",)

    def __init__(self, name: str, given: str, extracts: Mapping[Task, Extract]) -> None:
        super().__init__(name)
        self._limits = limits(name, given, DEFAULTS)
        self._extracts = extracts

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        return [{task: self._output(item.text, task) for task in tasks} for item in items]

    def _output(self, text: str, task: Task) -> Output:
        found = self._extracts[task](text, self._limits[task]).replace("\n", "").strip()
        if task is Task.HEADLINE:
            found = found.rstrip(_ENDINGS)
        return Output(found or None, method="extractive")


def lead(name: str, given: str) -> System:
    """The first clauses, as many as fit; for a headline the first characters.

    Whole clauses make worse headlines: the first is often nothing but the date.
    """
    return Baseline(name, given, {Task.BRIEF: extractive.lead, Task.HEADLINE: _prefix})


def textrank(name: str, given: str) -> System:
    """The most central sentences, as many as fit."""
    return Baseline(name, given, dict.fromkeys(Task, extractive.textrank))


def _prefix(text: str, max_chars: int) -> str:
    return text.replace("\n", "")[:max_chars]
