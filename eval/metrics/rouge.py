"""ROUGE-1, ROUGE-2, ROUGE-L on characters; numbers and Latin words are one unit each."""

from __future__ import annotations

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.rouge import rouge

__all__ = ["Rouge", "rouge"]


class Rouge(Metric):
    """F1 with the best reference; the counting is :mod:`summarizer.rouge`."""

    name = "rouge"
    code = ("summarizer.rouge",)

    @property
    def columns(self) -> tuple[Column, ...]:
        fields = ("unit:char+num+latin", "punct:out", "case:lower", "refs:best", "f1")
        names = ("rouge-1", "rouge-2", "rouge-L")
        return tuple(Column(n, n.upper(), Signature(n, fields)) for n in names)

    def measure(self, case: Case) -> Statistics:
        return {n: of_mean(f1) for n, f1 in rouge(case.output, case.references).items()}
