"""The gate of continuous integration: no significant loss against accepted outputs.

The baseline is a file of *outputs*, not of scores: both sides are measured by today's metrics,
so a better checker or a new signature never invalidates it, and its diff can be read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bootstrap import holm
from eval.compare import ALPHA, Row, compare
from eval.data import Dataset, Item
from eval.files import write_whole
from eval.fingerprint import text_hash
from eval.jsonl import Problem, records
from eval.run import Result
from eval.systems.base import Output
from summarizer.exceptions import DataError
from summarizer.types import Task

#: What may not get worse. ROUGE-L and recall: what is said; the others: what must not happen.
GATED = ("rouge-L", "facts-failed", "facts-recall", "rules", "repeated", "missing")

#: A change smaller than this share is no loss, however sure: nobody would see it in print.
MARGIN = 0.01

#: The metrics that these columns are of.
MEASURED = ("rouge", "facts", "rules", "repetition", "length")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gated column: its row, the p-value corrected for the number of columns, the ruling."""

    row: Row
    p: float
    lost: bool


def judge(result: Result, baseline: str, candidate: str) -> list[Verdict]:
    """Approximate randomisation per gated column and task, corrected by Holm's method."""
    columns = [column for column in result.columns if column.name in GATED]
    rows = compare(result, baseline, candidate, columns)
    raw = [row.difference.randomisation_p for row in rows]
    corrected = holm([1.0 if p != p else p for p in raw])
    return [
        Verdict(row, p, p < ALPHA and _worse(row)) for row, p in zip(rows, corrected, strict=True)
    ]


def _worse(row: Row) -> bool:
    found = row.difference
    return found.better(row.column) is False and abs(found.delta) >= MARGIN


def write_outputs(path: Path, items: Sequence[Item], rows: Sequence[dict[Task, Output]]) -> None:
    """Outputs as JSON lines that ``file:PATH`` and the gate read; None where there is none."""
    lines = [
        json.dumps(
            {
                "id": item.id,
                "text_hash": text_hash((item.text,))[:16],
                **{task.value: row[task].text for task in row},
            },
            ensure_ascii=False,
        )
        for item, row in zip(items, rows, strict=True)
    ]
    write_whole(path, "\n".join(lines) + "\n")


def require_same_items(path: Path, dataset: Dataset) -> None:
    """Raises DataError where the baseline is of other items or of other texts."""
    known: dict[str, str] = {}
    for line, record in records(path):
        if isinstance(record, str):
            raise DataError(str(Problem(path, line, record)))
        known[str(record.get("id"))] = str(record.get("text_hash"))
    for item in dataset.items:
        if item.id not in known:
            raise DataError(f"{path}: no output for {item.id} ({item.where}): write it anew")
        if known[item.id] != text_hash((item.text,))[:16]:
            raise DataError(f"{path}: {item.id} ({item.where}) has another text: write it anew")
