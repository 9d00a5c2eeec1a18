"""Coverage of the input: how many of its sentences an output draws on, and from how deep."""

from __future__ import annotations

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.facts.align import Alignment
from summarizer.sentences import sentences

#: A sentence counts as drawn on when at least this many of its characters are in the output.
LEAST = 4


class Coverage(Metric):
    """``covered``: share of source sentences drawn on; ``depth``: mean place, 0 start, 1 end."""

    name = "coverage"
    code = ("summarizer.facts.align", "summarizer.sentences")

    @property
    def columns(self) -> tuple[Column, ...]:
        fields = ("unit:char", "align:local", f"least:{LEAST}")
        return (
            Column("covered", "取材句", Signature("covered", fields), None, main=False),
            Column("depth", "取材深度", Signature("depth", fields[:2]), None, main=False),
        )

    def measure(self, case: Case) -> Statistics:
        if not case.output or not case.source:
            return {}
        places = [p for p in Alignment(case.output, case.source).places if p >= 0]
        spans = [sentence.span for sentence in sentences(case.source)]
        if not places or not spans:
            return {}
        taken = [sum(span.start <= p < span.end for p in places) for span in spans]
        depth = sum(places) / len(places) / max(1, len(case.source) - 1)
        return {
            "covered": of_mean(sum(n >= LEAST for n in taken) / len(spans)),
            "depth": of_mean(depth),
        }
