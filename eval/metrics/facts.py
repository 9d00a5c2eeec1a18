"""Facts: outputs with a failed check, per kind; and how many of the editor's facts are told."""

from __future__ import annotations

from functools import lru_cache

from eval.fingerprint import code_hash
from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.facts.check import Checker
from summarizer.facts.extract import extract
from summarizer.facts.labels import LABELS
from summarizer.facts.model import Kind

#: What a reference tells that can be counted as told or not.
TOLD = (
    Kind.NAMES,
    Kind.POSTS,
    Kind.PLACES,
    Kind.ORGANISATIONS,
    Kind.NUMBERS,
    Kind.DATES,
    Kind.QUOTATIONS,
)


@lru_cache(maxsize=32)
def checker(source: str) -> Checker:
    """The checker of a source, whose facts are extracted once."""
    return Checker(source)


@lru_cache(maxsize=64)
def told(text: str, names: frozenset[str]) -> frozenset[tuple[Kind, str]]:
    """The facts of a text in normal form; ``names`` are persons known from the source."""
    facts = extract(text, names)
    return frozenset((kind, normal) for kind in TOLD for normal in facts.normals(kind))


class FactChecks(Metric):
    """``facts-failed`` and per kind; ``facts-recall`` of the reference that is told best."""

    name = "facts"
    code = ("summarizer.facts",)

    @property
    def columns(self) -> tuple[Column, ...]:
        by = f"checker:{code_hash(*self.code)[:8]}"
        kinds = "+".join(TOLD)
        recall = Signature("facts-recall", (f"kinds:{kinds}", "refs:best", by))
        return (
            Column("facts-failed", "有误", Signature("facts-failed", ("of:outputs", by)), False),
            Column("facts-recall", "要素召回", recall),
            *(
                Column(
                    f"facts-failed-{kind}",
                    f"{LABELS[kind]}有误",
                    Signature(f"facts-failed-{kind}", ("of:outputs", by)),
                    higher=False,
                    main=False,
                )
                for kind in Kind
            ),
        )

    def measure(self, case: Case) -> Statistics:
        judge = checker(case.source)
        found: Statistics = {}
        if case.output:
            failed = {c.kind for c in judge.check(case.task, case.output) if c.passed is False}
            found["facts-failed"] = of_mean(float(bool(failed)))
            found |= {f"facts-failed-{k}": of_mean(float(k.value in failed)) for k in Kind}
        names = judge.facts.normals(Kind.NAMES)
        said = told(case.output, names)
        wanted = [facts for r in case.references if (facts := told(r, names))]
        if wanted:
            found["facts-recall"] = of_mean(max(len(w & said) / len(w) for w in wanted))
        return found
