"""Length in 字, compression, and outputs that are not there."""

from __future__ import annotations

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean


def characters(text: str) -> int:
    """Characters without blanks and newlines: punctuation counts, as it does in print."""
    return len("".join(text.split()))


class Length(Metric):
    """``chars`` per output, its share of the source, its ratio to the references, and gaps."""

    name = "length"
    code = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        unit = ("unit:char", "punct:in", "space:out")
        ratio = Signature("length-ratio", (*unit, "refs:mean"))
        return (
            Column("chars", "字数", Signature("chars", unit), higher=None, share=False),
            Column("compression", "占原文", Signature("compression", unit), None, main=False),
            Column("length-ratio", "与参考之比", ratio, None, main=False),
            Column("missing", "未给出", Signature("missing", ()), False, main=False),
        )

    def measure(self, case: Case) -> Statistics:
        found: Statistics = {"missing": of_mean(float(not case.output))}
        if not case.output:
            return found
        length = characters(case.output)
        found["chars"] = of_mean(length)
        found["compression"] = of_mean(length / max(1, characters(case.source)))
        given = sum(map(characters, case.references)) / len(case.references)
        found["length-ratio"] = of_mean(length / max(1.0, given))
        return found
