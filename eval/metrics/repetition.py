"""Repetition: what a looping decoder says again, where the source does not."""

from __future__ import annotations

from collections import Counter

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.rouge import units

#: Bulletins repeat short phrases with good reason; four units in a row seldom.
SIZE = 4


def repeated(output: tuple[str, ...], source: tuple[str, ...]) -> float | None:
    """Share of the output's 4-grams that come more often than before and than in the source."""
    said = Counter(output[i : i + SIZE] for i in range(len(output) - SIZE + 1))
    if not said:
        return None
    given = Counter(source[i : i + SIZE] for i in range(len(source) - SIZE + 1))
    extra = sum(max(0, count - max(1, given[gram])) for gram, count in said.items())
    return extra / said.total()


class Repetition(Metric):
    """Share of 4-grams said again."""

    name = "repetition"
    code = ("summarizer.rouge",)

    @property
    def columns(self) -> tuple[Column, ...]:
        fields = ("unit:char+num+latin", "punct:out", f"n:{SIZE}", "beyond:source")
        return (Column("repeated", "重复", Signature("repeated", fields), higher=False),)

    def measure(self, case: Case) -> Statistics:
        share = repeated(units(case.output), units(case.source))
        return {} if share is None else {"repeated": of_mean(share)}
