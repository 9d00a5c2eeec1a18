"""How much is copied and how much is new (Grusky, Naaman and Artzi 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.rouge import units

#: A single unit that the source also has says nothing about copying.
LEAST = 2


@lru_cache(maxsize=32)
def _units(text: str) -> tuple[str, ...]:
    return units(text)


def fragments(output: Sequence[str], source: Sequence[str]) -> list[int]:
    """Lengths of the extractive fragments: from the left, the longest that the source has.

    Fragments shorter than ``LEAST`` units are not counted as copied.
    """
    letters: dict[str, str] = {}
    for unit in (*source, *output):
        letters.setdefault(unit, chr(0x10000 + len(letters)))
    said = "".join(letters[unit] for unit in output)
    given = "".join(letters[unit] for unit in source)
    found: list[int] = []
    start = 0
    while start < len(said):
        end = start
        while end < len(said) and said[start : end + 1] in given:
            end += 1
        if end - start >= LEAST:
            found.append(end - start)
        start = max(end, start + 1)
    return found


def novelty(output: Sequence[str], source: Sequence[str], n: int) -> float | None:
    """Share of the output's n-grams that the source does not have; None without any."""
    known = {tuple(source[i : i + n]) for i in range(len(source) - n + 1)}
    said = [tuple(output[i : i + n]) for i in range(len(output) - n + 1)]
    return sum(gram not in known for gram in said) / len(said) if said else None


class Copying(Metric):
    """Fragment coverage, fragment density and novel bigrams."""

    name = "copying"
    code = ("summarizer.rouge",)

    @property
    def columns(self) -> tuple[Column, ...]:
        unit = ("unit:char+num+latin", "punct:out")
        parts = (*unit, "fragments:greedy", f"least:{LEAST}")
        density = Signature("density", parts)
        return (
            Column("copied", "照抄", Signature("copied", parts), None),
            Column("density", "片段密度", density, None, share=False, main=False),
            Column("novel-2", "新二元组", Signature("novel-2", unit), None, main=False),
        )

    def measure(self, case: Case) -> Statistics:
        said, given = _units(case.output), _units(case.source)
        if not said:
            return {}
        pieces = fragments(said, given)
        found: Statistics = {
            "copied": of_mean(sum(pieces) / len(said)),
            "density": of_mean(sum(p * p for p in pieces) / len(said)),
        }
        if (new := novelty(said, given, 2)) is not None:
            found["novel-2"] = of_mean(new)
        return found
