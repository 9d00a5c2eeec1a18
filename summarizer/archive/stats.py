"""Counts of a run: kept in the journal, so that they outlive interruptions."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from summarizer.archive.rows import printable
from summarizer.archive.types import Failure, Reading

#: Documents that the report names as the slowest.
SLOWEST = 10

#: The method of an output for which nothing could be printed.
UNWRITTEN = "none"

_CANDIDATE = re.compile(r"^候选\d+未采用：")


class Stats(BaseModel):
    """Everything the report says about documents; times are in seconds.

    ``methods`` and ``reasons`` count outputs by task: how they came about, and why the model's
    own words were not printed (the first reason of each).
    """

    documents: int = 0
    articles: int = 0
    duplicates: int = 0
    chars: int = 0  # of articles, in 字
    failures: dict[str, int] = {}
    warnings: int = 0
    methods: dict[str, dict[str, int]] = {}
    reasons: dict[str, dict[str, int]] = {}
    slowest: list[tuple[float, str]] = []
    seconds: float = 0.0  # at work, interruptions not counted

    @property
    def failed(self) -> int:
        """Lines of the error file."""
        return sum(self.failures.values())

    def count_row(self, row: dict[str, Any]) -> None:
        """Count one row of the output."""
        self.articles += 1
        self.duplicates += row["duplicate_of"] is not None
        self.chars += row["chars"]
        for task, method in row["method"].items():
            _add(self.methods.setdefault(task, {}), method if row[task] else UNWRITTEN)
            why = row["reasons"].get(task)
            if method != "model" and why:
                _add(self.reasons.setdefault(task, {}), _kind(why[0]))

    def count_reading(self, reading: Reading, seconds: float) -> None:
        """Count one document that took ``seconds`` in all."""
        self.documents += 1
        self.warnings += len(reading.warnings)
        where = reading.where
        name = printable(where.path) + (f"!{where.member}" if where.member else "")
        name += f":{where.record}" if where.record else ""
        ranked = [*self.slowest, (round(seconds, 2), name)]
        self.slowest = sorted(ranked, key=lambda pair: -pair[0])[:SLOWEST]

    def count_failures(self, failures: list[Failure]) -> None:
        """Count lines of the error file."""
        for failure in failures:
            _add(self.failures, _kind(failure.reason))


def _kind(reason: str) -> str:
    """A reason without what differs from case to case."""
    return _CANDIDATE.sub("", reason).partition("（")[0]


def _add(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1
