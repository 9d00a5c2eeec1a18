"""Runs: cached, identical twice, unharmed by kill -9, and honest about what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval import cache as caches
from eval.data import Dataset, Item, load
from eval.metrics.base import Metric
from eval.metrics.length import Length
from eval.metrics.rouge import Rouge
from eval.run import Result, evaluate
from eval.systems.base import Output, System
from summarizer.exceptions import DataError, EngineError
from summarizer.types import Task
from tests.eval.invented import ROWS, write_rows


class Counting(System):
    """Writes the text's first 字 and remembers what it was asked; fails at one text."""

    batch = 3

    def __init__(self, name: str = "counting", fails_at: str = "") -> None:
        super().__init__(name)
        self.asked: list[str] = []
        self.fails_at = fails_at

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        if self.fails_at and any(item.id == self.fails_at for item in items):
            raise EngineError("broken")
        self.asked += [item.id for item in items]
        return [
            {task: Output(None if item.id == "school" else item.text[:20]) for task in tasks}
            for item in items
        ]


METRICS: list[Metric] = [Rouge(), Length()]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return load(write_rows(tmp_path / "set.jsonl"))


def run(
    dataset: Dataset, path: Path, *systems: System, tasks: Sequence[Task] | None = None
) -> Result:
    with caches.opened(path) as cache:
        return evaluate(dataset, systems or [Counting()], METRICS, cache, tasks=tasks)


def numbers(result: Result) -> list[str]:
    return [
        str(result.score(system, task, column))
        for system in result.systems
        for task in result.tasks
        for column in result.columns
    ]


def test_a_second_run_asks_nothing_and_says_the_same(dataset: Dataset, tmp_path: Path) -> None:
    first = run(dataset, tmp_path / "c.sqlite")
    again = Counting()
    second = run(dataset, tmp_path / "c.sqlite", again)
    assert again.asked == []
    assert numbers(first) == numbers(second)
    assert numbers(run(dataset, tmp_path / "other.sqlite")) == numbers(first)


def test_what_was_done_before_a_failure_is_kept(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    broken = Counting(fails_at="inspection")
    with pytest.raises(EngineError):
        run(dataset, path, broken)
    assert broken.asked == ["flood", "statistics", "school"]
    mended = Counting()
    result = run(dataset, path, mended)
    assert mended.asked == ["inspection"]
    assert numbers(result) == numbers(run(dataset, tmp_path / "other.sqlite"))


def test_other_systems_and_other_tasks_are_other_keys(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    run(dataset, path)
    renamed, fewer = Counting("another"), Counting()
    run(dataset, path, renamed)
    assert len(renamed.asked) == 4
    result = run(dataset, path, fewer, tasks=[Task.BRIEF])
    assert len(fewer.asked) == 4
    assert result.tasks == (Task.BRIEF,)


def test_items_without_a_reference_for_a_task_are_not_scored(tmp_path: Path) -> None:
    rows = [ROWS[0], {"id": "x", "text": "正文。", "headline": "标题"}]
    result = run(load(write_rows(tmp_path / "set.jsonl", rows)), tmp_path / "c.sqlite")
    assert [len(result.items[task]) for task in result.tasks] == [2, 1]
    score = result.score("counting", Task.BRIEF, result.column("rouge-L"))
    assert score.count == 1
    assert 0 < score.value < 1


def test_a_gap_counts_as_nothing_right(dataset: Dataset, tmp_path: Path) -> None:
    result = run(dataset, tmp_path / "c.sqlite")
    rouge, chars = result.column("rouge-L"), result.column("chars")
    singles = result.singles("counting", Task.BRIEF, rouge)
    assert singles[2] == 0
    assert (singles[[0, 1, 3]] > 0).all()
    assert np.isnan(result.singles("counting", Task.BRIEF, chars)[2])
    assert result.score("counting", Task.BRIEF, chars).value == 20
    assert result.score("counting", Task.BRIEF, chars).count == 3
    assert result.score("counting", Task.BRIEF, result.column("missing")).value == 0.25


def test_unusable_caches_are_named(dataset: Dataset, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"not a data base" * 100)
    with pytest.raises(DataError, match=r"damaged\.sqlite is damaged .* delete it"):
        run(dataset, damaged)
    with pytest.raises(DataError, match="cannot be used"):
        run(dataset, tmp_path / "set.jsonl" / "c.sqlite")
    import sqlite3

    old = tmp_path / "old.sqlite"
    connection = sqlite3.connect(old)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DataError, match="format 99"):
        run(dataset, old)
