"""Remarks on references: what an editor may want to look at again. None makes a set unusable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from eval.data import Dataset, Item
from summarizer.facts.check import Checker
from summarizer.rouge import units
from summarizer.style import House
from summarizer.types import Task

#: Share of a reference's bigrams that the text should have; below it, it says something else.
SUPPORT = {Task.HEADLINE: 0.45, Task.BRIEF: 0.72}


@dataclass(frozen=True, slots=True)
class Remark:
    """Where, which reference, and what."""

    item: Item
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.item.where}: {self.item.id}: {self.place}: {self.what}"


def review(dataset: Dataset) -> list[Remark]:
    """House rules, facts that the text does not have, low support, texts and references twice."""
    found: list[Remark] = []
    house = House.load()
    texts: dict[str, Item] = {}
    for item in dataset.items:
        first = texts.setdefault(item.text, item)
        if first is not item:
            found.append(Remark(item, "text", f"the same as that of {first.id}"))
        checker = Checker(item.text)
        for task in Task:
            targets = item.targets(task)
            if len(set(targets)) < len(targets):
                found.append(Remark(item, task.value, "two references are the same"))
            for number, target in enumerate(targets, 1):
                place = f"{task.value} {number}" if len(targets) > 1 else task.value
                found += [
                    Remark(item, place, what) for what in _remarks(task, target, checker, house)
                ]
    return found


def _remarks(task: Task, target: str, checker: Checker, house: House) -> Iterator[str]:
    yield from house.review(task, target)
    for check in checker.check(task, target):
        if check.passed is False:
            yield f"{check.kind}：{check.text}：{check.reason}"
    share = support(target, checker.source)
    if share < SUPPORT[task]:
        yield f"原文只支持{share:.0%}的字对，少于{SUPPORT[task]:.0%}"


def support(target: str, text: str) -> float:
    """Share of the target's bigrams of units that the text has; 1 for a target without any."""
    said, given = units(target), units(text)
    known = set(pairwise(given))
    pairs = list(pairwise(said))
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 1.0
