"""Repair where it is safe: the source's own words where one possibility is left.

A wrong name, post, figure, date or quotation gives way to what the source has in that place. A
sentence that cannot be mended is left out, unless it is the first: who, when and where stand there.
Nothing else is changed, and the caller checks the result again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer.facts.check import Checker
from summarizer.facts.model import Finding
from summarizer.types import Check, Task

ROUNDS: Final = 3
_SENTENCE: Final = re.compile(r"[^。！？]*[。！？]*[”）]*")


def repair(checker: Checker, task: Task, output: str, failed: Sequence[Check]) -> str | None:
    """``output`` mended, or None. ``failed`` are the checks that it did not pass."""
    text = output
    if not failed:
        return None
    for _ in range(ROUNDS):
        findings = [f for found in checker.findings(task, text).values() for f in found or ()]
        if not findings:
            return text if text != output else None
        mended = _once(task, text, findings)
        if mended is None or mended == text:
            return None
        text = mended
    return None if any(c.passed is False for c in checker.check(task, text)) else text


def _once(task: Task, text: str, findings: Sequence[Finding]) -> str | None:
    """All findings with one possible replacement replaced; else the first bad sentence dropped."""
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda f: f.start - f.end):  # a row before its names
        apart = all(f.end <= finding.start or finding.end <= f.start for f in chosen)
        if len(finding.repairs) == 1 and apart:
            chosen.append(finding)
    if chosen:
        for finding in sorted(chosen, key=lambda f: -f.start):
            text = text[: finding.start] + finding.repairs[0] + text[finding.end :]
        return text
    if task is Task.HEADLINE:
        return None
    return _without(text, findings[0])


def _without(text: str, finding: Finding) -> str | None:
    """``text`` without the sentences of ``finding``; None where the first is one of them.

    A clause is never cut out of a sentence: what stood around it need not fit together.
    """
    sentences = [m for m in _SENTENCE.finditer(text) if m[0]]
    kept = [m for m in sentences if m.end() <= finding.start or finding.end <= m.start()]
    return "".join(m[0] for m in kept) if kept and kept[0].start() == 0 else None
