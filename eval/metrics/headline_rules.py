"""The house's rules of form, kept or not: length in 字, ending, parts, opening, words."""

from __future__ import annotations

from functools import cached_property

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.style import House


class Rules(Metric):
    """Share of outputs without any warning of the shipped house rules; a gap keeps none."""

    name = "rules"
    code = ("summarizer.style",)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (Column("rules", "合体例", Signature("rules", ("house:shipped",))),)

    @cached_property
    def _house(self) -> House:
        return House.load()

    def measure(self, case: Case) -> Statistics:
        kept = bool(case.output) and not self._house.review(case.task, case.output)
        return {"rules": of_mean(float(kept))}

    @property
    def fingerprint(self) -> str:
        return f"{super().fingerprint}:{self._house.model_dump_json()}"
