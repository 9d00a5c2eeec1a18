"""On bulletins written for this project the checks stay quiet, for briefs and headlines."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.data import load
from summarizer.facts.check import Checker
from summarizer.types import Task

INVENTED = Path(__file__).parents[2] / "eval" / "invented" / "dev.jsonl.gz"


@pytest.mark.parametrize("task", Task)
def test_hardly_any_editor_is_accused(task: Task) -> None:
    alarms: dict[str, list[str]] = {}
    items = load(INVENTED).items
    for item in items:
        checker = Checker(item.text)
        for text in item.targets(task):
            failed = [c.reason for c in checker.check(task, text) if c.passed is False]
            if failed:
                alarms[f"{item.id}: {text}"] = failed
    assert len(items) > 200
    assert len(alarms) <= 0.02 * len(items), alarms
