"""Training rows: JSON lines, plain or gzip, one bulletin each with what editors wrote for it."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.exceptions import DataError
from summarizer.types import Method, Task


@dataclass(frozen=True, slots=True)
class Graded:
    """A candidate and how good it is, 1 at best (:mod:`summarizer.training.preferences`)."""

    task: Task
    text: str
    gain: float


@dataclass(frozen=True, slots=True)
class Row:
    """One bulletin. ``coverage`` is the share of the reference's bigrams that the text holds."""

    text: str
    headline: str | None = None
    brief: str | None = None
    date: str = ""
    source: str = ""
    kind: str = ""
    coverage: float | None = None
    candidates: tuple[Graded, ...] = ()

    def of(self, task: Task) -> str | None:
        """The reference for ``task``; None where there is none."""
        return (self.headline if task is Task.HEADLINE else self.brief) or None


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of ``path`` (``*.jsonl`` or ``*.jsonl.gz``), in order.

    A row is ``{"text", "headline", "brief", ...}``; the data sets of ``jianbao eval`` and
    ``jianbao feedback export``, whose references are a list, give one row per reference. Of the
    rows of ``jianbao batch --with-text`` only what the model wrote with every check passed is one.
    Raises DataError that names file and line.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield from _rows(line, f"{path}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None


def _rows(line: bytes, where: str) -> Iterator[Row]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise DataError(f"{where}: not JSON ({error})") from None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        raise DataError(f'{where}: expected an object with a string "text"')
    if not found["text"].strip():
        raise DataError(f'{where}: "text" is empty')
    references = found.get("references", [found])
    if not isinstance(references, list) or not all(isinstance(r, dict) for r in references):
        raise DataError(f'{where}: "references" must be a list of objects')
    for reference in references:
        yield _row(found, reference, where)


def _row(found: dict[str, Any], reference: dict[str, Any], where: str) -> Row:
    texts: dict[str, str | None] = {}
    method = found.get("method")
    for name in ("headline", "brief"):
        value = reference.get(name)
        if isinstance(method, dict) and method.get(name) != Method.MODEL:
            value = None
        if value is not None and not isinstance(value, str):
            raise DataError(f'{where}: "{name}" must be a string or null')
        texts[name] = value
    coverage = found.get("coverage")
    if coverage is not None and not isinstance(coverage, int | float):
        raise DataError(f'{where}: "coverage" must be a number')
    return Row(
        text=found["text"],
        headline=texts["headline"],
        brief=texts["brief"],
        date=str(found.get("date") or ""),
        source=str(found.get("source") or ""),
        kind=str(found.get("kind") or ""),
        coverage=coverage,
        candidates=_graded(found.get("candidates"), where),
    )


def _graded(found: object, where: str) -> tuple[Graded, ...]:
    """Candidates with a gain; others, which ``jianbao batch`` writes, are none to learn from."""
    graded = (
        [c for c in found if isinstance(c, dict) and "gain" in c] if isinstance(found, list) else []
    )
    try:
        return tuple(Graded(Task(c["task"]), str(c["text"]), float(c["gain"])) for c in graded)
    except (KeyError, ValueError, TypeError):
        raise DataError(
            f'{where}: a candidate needs "task" (headline or brief), "text" and a number "gain"'
        ) from None
