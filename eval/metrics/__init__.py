"""The metrics, in the order of the tables. A new one is a class here and a line below."""

from __future__ import annotations

from eval.metrics.base import Metric
from eval.metrics.chrf_bleu import Sacrebleu
from eval.metrics.copying import Copying
from eval.metrics.coverage import Coverage
from eval.metrics.facts import FactChecks
from eval.metrics.headline_rules import Rules
from eval.metrics.length import Length
from eval.metrics.repetition import Repetition
from eval.metrics.rouge import Rouge
from eval.metrics.semantic import Semantic
from eval.metrics.words import WordRouge

METRICS: tuple[type[Metric], ...] = (
    Rouge,
    WordRouge,
    Sacrebleu,
    Semantic,
    FactChecks,
    Rules,
    Length,
    Copying,
    Repetition,
    Coverage,
)


def metrics() -> tuple[list[Metric], dict[str, str]]:
    """The metrics that can be computed here, and why each of the others cannot."""
    present: list[Metric] = []
    absent: dict[str, str] = {}
    for kind in METRICS:
        metric = kind()
        if (reason := metric.absent()) is None:
            present.append(metric)
        else:
            absent[metric.name] = reason
    return present, absent
