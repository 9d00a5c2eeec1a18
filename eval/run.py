"""A run: systems write, metrics measure, and nothing that is known is done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval import bootstrap
from eval.cache import Cache
from eval.data import Dataset, Item
from eval.fingerprint import text_hash
from eval.metrics.base import Case, Column, Floats, Metric, Score, Statistics
from eval.systems.base import Output, System
from summarizer.types import Task

#: Items whose statistics are stored together.
_BATCH = 16

#: Called with what is being done, how much is done and of how much.
Progress = Callable[[str, int, int], None]


def unseen(*_: object) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One system on one task: outputs and statistics per item, in the order of the items."""

    outputs: tuple[Output, ...]
    statistics: Mapping[str, Floats]  # column -> [items, width]


@dataclass(frozen=True)
class Result:
    """All systems on one data set. ``items`` are, per task, those that have a reference."""

    dataset: Dataset
    systems: tuple[str, ...]
    columns: tuple[Column, ...]
    absent: Mapping[str, str]  # metric -> why it was not computed
    items: Mapping[Task, tuple[Item, ...]]
    cells: Mapping[tuple[str, Task], Cell]
    ceilings: frozenset[str] = frozenset()  # systems that see the references

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that were run."""
        return tuple(self.items)

    def column(self, name: str) -> Column:
        """A column by its name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def rows(self, system: str) -> list[dict[Task, Output]]:
        """What ``system`` wrote, one mapping per item of the data set, in its order."""
        found: dict[str, dict[Task, Output]] = {item.id: {} for item in self.dataset.items}
        for task, items in self.items.items():
            for item, output in zip(items, self.cells[system, task].outputs, strict=True):
                found[item.id][task] = output
        return list(found.values())

    def statistics(self, system: str, task: Task, column: Column) -> Floats:
        """``[items, width]``."""
        return self.cells[system, task].statistics[column.name]

    def score(self, system: str, task: Task, column: Column) -> Score:
        """The score over all items, with its interval."""
        found = self.statistics(system, task, column)
        low, high = bootstrap.interval(column, found)
        return Score(
            column, bootstrap.value(column, found), low, high, int(found.any(axis=1).sum())
        )

    def singles(self, system: str, task: Task, column: Column) -> Floats:
        """``[items]``: the score of each item by itself, NaN where the column does not apply."""
        found: Floats = column.aggregate(self.statistics(system, task, column))
        return found


def evaluate(
    dataset: Dataset,
    systems: Sequence[System],
    metrics: Sequence[Metric],
    cache: Cache,
    *,
    absent: Mapping[str, str] | None = None,
    tasks: Sequence[Task] | None = None,
    progress: Progress = unseen,
) -> Result:
    """Every system on every item, measured. The result does not depend on what was cached."""
    wanted = [task for task in dataset.tasks if tasks is None or task in tasks]
    items = {task: tuple(i for i in dataset.items if i.targets(task)) for task in wanted}
    outputs = {
        system.name: written(system, dataset.items, wanted, cache, progress) for system in systems
    }
    place = {item.id: i for i, item in enumerate(dataset.items)}
    columns = tuple(column for metric in metrics for column in metric.columns)
    cells: dict[tuple[str, Task], Cell] = {}
    for task in wanted:
        chosen = {
            name: tuple(rows[place[item.id]][task] for item in items[task])
            for name, rows in outputs.items()
        }
        measured = _measured(task, items[task], chosen, metrics, cache, progress)
        for name, rows in measured.items():
            cells[name, task] = Cell(chosen[name], _matrices(columns, rows))
    return Result(
        dataset,
        tuple(s.name for s in systems),
        columns,
        dict(absent or {}),
        items,
        cells,
        frozenset(s.name for s in systems if s.sees_references),
    )


def written(
    system: System,
    items: Sequence[Item],
    tasks: Sequence[Task],
    cache: Cache,
    progress: Progress = unseen,
) -> list[Mapping[Task, Output]]:
    """The system's outputs, from the cache or new, in the order of the items.

    Batches start at fixed places of the data set, and a batch with one gap is written anew as
    a whole; tasks are part of the key. So what a system writes for an item never depends on
    where an earlier run was killed or what else it was asked for.
    """
    fingerprint = text_hash((system.fingerprint, *tasks))
    found: list[Mapping[Task, Output]] = []
    for start in range(0, len(items), system.batch):
        progress(system.name, start, len(items))
        batch = items[start : start + system.batch]
        known = [_known(system, fingerprint, item, tasks, cache) for item in batch]
        if any(row is None for row in known):
            rows = system.write(batch, tasks)
            cache.keep_outputs(fingerprint, zip((system.key(i) for i in batch), rows, strict=True))
            # What an earlier run stored holds: the rows just written may be others' repeats.
            known = [_known(system, fingerprint, item, tasks, cache) for item in batch]
        found += [row for row in known if row is not None]
    progress(system.name, len(items), len(items))
    return found


def _known(
    system: System, fingerprint: str, item: Item, tasks: Sequence[Task], cache: Cache
) -> Mapping[Task, Output] | None:
    row: dict[Task, Output] = {}
    for task in tasks:
        output = cache.output(fingerprint, system.key(item), task)
        if output is None:
            return None
        row[task] = output
    return row


def _measured(
    task: Task,
    items: Sequence[Item],
    outputs: Mapping[str, Sequence[Output]],
    metrics: Sequence[Metric],
    cache: Cache,
    progress: Progress,
) -> dict[str, list[Statistics]]:
    """Per system the statistics of each item; items outside, so that a source is read once."""
    fingerprints = [metric.fingerprint for metric in metrics]
    found: dict[str, list[Statistics]] = {name: [] for name in outputs}
    fresh: list[tuple[str, str, Statistics]] = []
    for i, item in enumerate(items):
        progress(f"metrics ({task})", i, len(items))
        for name, texts in outputs.items():
            case = Case(task, item.text, item.targets(task), texts[i].text or "")
            digest = case.digest
            row: Statistics = {}
            for metric, fingerprint in zip(metrics, fingerprints, strict=True):
                known = cache.measure(fingerprint, digest)
                if known is None:
                    known = metric.measure(case)
                    fresh.append((fingerprint, digest, known))
                row |= known
            found[name].append(row)
        if (i + 1) % _BATCH == 0 or i + 1 == len(items):
            cache.keep_measures(fresh)
            fresh = []
    progress(f"metrics ({task})", len(items), len(items))
    return found


def _matrices(columns: Sequence[Column], rows: Sequence[Statistics]) -> dict[str, Floats]:
    """Rows of statistics as one matrix per column, zeros where a column does not apply."""
    return {
        column.name: np.array(
            [row.get(column.name, (0.0,) * column.width) for row in rows], dtype=np.float64
        ).reshape(-1, column.width)
        for column in columns
    }
