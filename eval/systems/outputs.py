"""A file of outputs, whoever wrote them: JSON lines with id, headline, brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.data import Item
from eval.fingerprint import text_hash
from eval.jsonl import Problem, records
from eval.systems.base import Output, System
from summarizer.exceptions import DataError, OptionError
from summarizer.types import Task


class Outputs(System):
    """``file:PATH``. A line names its item by ``id``, or by ``source`` as our own JSON does.

    Further fields are ignored, so the output of ``jianbao summarize --json`` can be scored.
    """

    def __init__(self, name: str, given: str) -> None:
        super().__init__(name)
        if not given:
            raise OptionError(f"system {name!r}: name a file, such as file:outputs.jsonl")
        self._path = Path(given)

    @cached_property
    def _rows(self) -> dict[str, dict[str, str | None]]:
        rows: dict[str, dict[str, str | None]] = {}
        for line, record in records(self._path):
            row = record if isinstance(record, str) else _row(record)
            if isinstance(row, str):
                raise DataError(str(Problem(self._path, line, row)))
            identity, texts = row
            if identity in rows:
                again = f"id {identity!r} comes twice"
                raise DataError(str(Problem(self._path, line, again)))
            rows[identity] = texts
        if not rows:
            raise DataError(f"{self._path}: empty: no outputs")
        return rows

    @property
    def fingerprint(self) -> str:
        flat = (part for i, row in self._rows.items() for part in (i, *row.values()))
        return text_hash(("file", *flat))

    def key(self, item: Item) -> str:
        return text_hash((item.id, item.text))

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        return [{task: self._output(item, task) for task in tasks} for item in items]

    def _output(self, item: Item, task: Task) -> Output:
        row = self._rows.get(item.id)
        if row is None:
            return Output(None, note=f"{self._path.name} has no id {item.id}")
        return Output(row[task.value] or None)


def _row(record: dict[str, Any]) -> tuple[str, dict[str, str | None]] | str:
    identity = record.get("id", record.get("source"))
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity:
        return "neither 'id' nor 'source' names an item"
    texts: dict[str, str | None] = {}
    for task in Task:
        text = record.get(task.value)
        if text is not None and not isinstance(text, str):
            return f"field {task.value!r} is not a string"
        texts[task.value] = text.strip() if text else None
    if not any(task.value in record for task in Task):
        return "neither 'headline' nor 'brief'"
    return identity, texts
