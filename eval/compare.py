"""Two systems on the same items: what differs, whether it is real, and where it shows most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval import bootstrap
from eval.bootstrap import Difference
from eval.data import Item
from eval.metrics.base import Column
from eval.run import Result
from summarizer.types import Task

#: A p-value below this is called a difference.
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One column of one task: both scores and B minus A."""

    task: Task
    column: Column
    a: float
    b: float
    difference: Difference

    @property
    def real(self) -> bool:
        """Whether both tests call it a difference."""
        found = self.difference
        return max(found.bootstrap_p, found.randomisation_p) < ALPHA


@dataclass(frozen=True, slots=True)
class Moved:
    """An item on which A and B score differently; ``gain`` is positive where B is better."""

    item: Item
    task: Task
    a: str | None
    b: str | None
    score_a: float
    score_b: float
    gain: float


def compare(result: Result, a: str, b: str, columns: Sequence[Column] | None = None) -> list[Row]:
    """B against A in every column, task by task."""
    rows: list[Row] = []
    for task in result.tasks:
        for column in result.columns if columns is None else columns:
            left = result.statistics(a, task, column)
            right = result.statistics(b, task, column)
            scores = bootstrap.value(column, left), bootstrap.value(column, right)
            rows.append(Row(task, column, *scores, bootstrap.compare(column, left, right)))
    return rows


def moved(result: Result, a: str, b: str, task: Task, column: Column) -> list[Moved]:
    """The items on which the systems differ in ``column``, the greatest change first."""
    sign = -1.0 if column.higher is False else 1.0
    left = result.singles(a, task, column)
    right = result.singles(b, task, column)
    found = [
        Moved(
            item,
            task,
            result.cells[a, task].outputs[i].text,
            result.cells[b, task].outputs[i].text,
            float(left[i]),
            float(right[i]),
            sign * float(right[i] - left[i]),
        )
        for i, item in enumerate(result.items[task])
    ]
    known = [m for m in found if not np.isnan(m.gain) and m.gain]
    return sorted(known, key=lambda m: (-abs(m.gain), m.item.id))
