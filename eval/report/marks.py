"""What the browser of examples marks in an output: differences, failed facts, provenance."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from eval.fingerprint import code_hash, text_hash
from eval.metrics.base import Case
from eval.metrics.facts import checker
from summarizer.facts.labels import LABELS
from summarizer.provenance import trace
from summarizer.rouge import rouge
from summarizer.types import CharMap

#: Equal characters that stand alone between differences are chance.
LEAST = 2


def fingerprint() -> str:
    """Key of cached marks."""
    return text_hash(("marks", code_hash(__name__, "summarizer.facts", "summarizer.provenance")))


def marks(case: Case) -> dict[str, Any]:
    """JSON for one output: positions are characters of the output or of the source.

    ``ref``: index of the closest reference; ``new``: output spans that it does not have;
    ``gone``: its texts that the output lacks, each with the place where it would stand;
    ``failed``: failed facts; ``trace``: per clause its span and its source spans.
    """
    if not case.output:
        return {"ref": 0, "new": [], "gone": [], "failed": [], "trace": []}
    scores = [rouge(case.output, [reference])["rouge-L"] for reference in case.references]
    closest = scores.index(max(scores))
    new, gone = differences(case.output, case.references[closest])
    checks = checker(case.source).check(case.task, case.output)
    failed = [
        {
            "span": [check.span.start, check.span.end] if check.span else None,
            "kind": LABELS[check.kind],
            "reason": check.reason,
            "source": check.source,
        }
        for check in checks
        if check.passed is False
    ]
    traces = trace(case.output, case.source, CharMap.identity(len(case.source)), case.task)
    return {
        "ref": closest,
        "new": new,
        "gone": gone,
        "failed": failed,
        "trace": [
            [[t.output.start, t.output.end], [[s.start, s.end] for s in t.article]] for t in traces
        ],
    }


def differences(output: str, reference: str) -> tuple[list[list[int]], list[list[Any]]]:
    """Spans of the output that the reference lacks; the reverse as ``[place, text]``."""
    matcher = SequenceMatcher(None, output, reference, autojunk=False)
    new: list[list[int]] = []
    gone: list[list[Any]] = []
    a = b = 0
    for i, j, size in matcher.get_matching_blocks():
        if 0 < size < LEAST and i + size < len(output):
            continue
        start, end = _trimmed(output, a, i)
        if end > start:
            new.append([start, end])
        if j > b:
            gone.append([i, reference[b:j]])
        a, b = i + size, j + size
    return new, gone


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the punctuation at its ends, which is no difference of content."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
