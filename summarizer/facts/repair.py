"""Repair where it is safe: the source's own words where one possibility is left.

A wrong name, post, figure, date or quotation gives way to what the source has in that place. A
clause that cannot be mended is left out where a good sentence remains. Nothing else is changed,
and the caller checks the result again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer.facts.check import Checker
from summarizer.facts.model import Finding
from summarizer.types import Check, Task

ROUNDS: Final = 3
_CLAUSE: Final = re.compile(r"[^，；。！？]*[，；。！？”）]*")
_LEADS: Final = re.compile(r"(指出|强调|要求|表示|说|介绍|认为|提出|主持|出席)[，：]?$")


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
    """All findings with one possible replacement replaced; else the first bad clause dropped."""
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
    """``text`` without the clause of ``finding``; None where that would break the sentence."""
    clauses = [m for m in _CLAUSE.finditer(text) if m[0]]
    hit = [m for m in clauses if m.start() < finding.end and finding.start < m.end()]
    if not hit or len(hit) == len(clauses):
        return None
    start, end = hit[0].start(), hit[-1].end()
    opens = start == 0 or text[start - 1] in "。！？”"
    closes = text[end - 1] in "。！？”"
    if opens and not closes:
        return None  # the subject of what follows would be lost
    if any(_LEADS.search(m[0].rstrip("，；")) for m in hit) and not closes:
        return None
    head, tail = text[:start], text[end:]
    if closes and not opens:
        head = head.rstrip("，；：、")
        if not head or _LEADS.search(head):
            return None
        head += "。"
    return head + tail or None
