"""The metrics, in the order of the tables. A new one is a class here and a line below."""

from __future__ import annotations

from collections.abc import Collection

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
from summarizer.exceptions import OptionError

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


def metrics(names: Collection[str] | None = None) -> tuple[list[Metric], dict[str, str]]:
    """The metrics that can be computed here, and why each of the others cannot.

    ``names`` None asks for all. Raises OptionError for a name that is no metric.
    """
    known = [kind.name for kind in METRICS]
    for name in names or ():
        if name not in known:
            raise OptionError(f"metric {name!r}: not one of {', '.join(known)}")
    present: list[Metric] = []
    absent: dict[str, str] = {}
    for kind in METRICS:
        if names is not None and kind.name not in names:
            continue
        metric = kind()
        if (reason := metric.absent()) is None:
            present.append(metric)
        else:
            absent[metric.name] = reason
    return present, absent
