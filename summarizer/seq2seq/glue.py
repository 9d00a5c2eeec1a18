"""The few words that a writer may add between what it copies (``data/glue.txt``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from summarizer.types import Task


@cache
def glue_words() -> Mapping[Task, tuple[str, ...]]:
    """The words per task, the most frequent first."""
    text = (files("summarizer.seq2seq") / "data" / "glue.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {Task(task): tuple(words) for task, *words in rows}
