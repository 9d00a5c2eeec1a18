"""Invented training rows: the bulletins that ship for evaluation, with their references."""

from __future__ import annotations

import json
from pathlib import Path

from summarizer.training import vocabulary, warmstart
from summarizer.training.rows import Row

_SHIPPED = Path(__file__).parents[2] / "eval" / "briefs"


def rows(count: int = 32) -> list[Row]:
    """At most 32 bulletins, each with headline and brief."""
    texts = _lines("texts.jsonl")[:count]
    references = {r["id"]: r for r in _lines("references_a.jsonl")}
    return [
        Row(
            t["text"],
            references[t["id"]]["headline"],
            references[t["id"]]["brief"],
            date=f"202504{i + 1:02}",
        )
        for i, t in enumerate(texts)
    ]


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


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (_SHIPPED / name).read_text("utf-8").splitlines()]
