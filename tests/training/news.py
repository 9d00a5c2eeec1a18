"""Invented training rows: the bulletins that ship for evaluation, with their references."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from summarizer.training import vocabulary, warmstart
from summarizer.training.rows import Row, read_rows

_SHIPPED = Path(__file__).parents[2] / "eval" / "briefs" / "bulletins.jsonl"


def rows(count: int = 32) -> list[Row]:
    """At most 32 bulletins, each with headline and brief, one a day from 1 April 2025."""
    found: dict[str, Row] = {}
    for row in read_rows(_SHIPPED):
        if row.headline and row.brief and len(found) < min(count, 32):
            found.setdefault(row.text, row)
    days = range(20250401, 20250401 + len(found))
    return [replace(row, date=str(day)) for row, day in zip(found.values(), days, strict=True)]


def write(path: Path, found: list[Row]) -> Path:
    """As JSON lines."""
    lines = [
        json.dumps(
            {"text": r.text, "headline": r.headline, "brief": r.brief, "date": r.date},
            ensure_ascii=False,
        )
        for r in found
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def start(folder: Path, found: list[Row]) -> Path:
    """A tiny model with random weights and a vocabulary of these rows."""
    tokenizer = folder.parent / "vocabulary" / "tokenizer.json"
    pieces = vocabulary.trained([r.text for r in found], 1500)
    vocabulary.write(vocabulary.complete(pieces), tokenizer)
    sizes = warmstart.Sizes(32, 4, 48, 2, (0, 1), 256, 1)
    warmstart.create(folder, tokenizer, sizes, None, 1)
    return folder
