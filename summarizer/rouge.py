"""ROUGE on Chinese: units, n-gram and longest-common-subsequence overlap (Lin 2004).

A unit is one character, except that a number (its decimal point and percent sign included)
and a Latin word are one unit each; punctuation and space are left out; full-width letters and
digits count as ASCII, Latin as lower case. So 12.5% right is one unit right, not five, and a
brief gains nothing by its commas. Counts are multisets: a character said twice counts twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_LATIN = "a-zß-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_UNIT = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?[%‰]?"  # 1,234.5%
    r"|\d+(?:\.\d+)*[%‰]?"
    rf"|[{_LATIN}][{_LATIN}0-9]*(?:['’.-][{_LATIN}0-9]+)*"  # hpv, h7n9, covid-19
    r"|[^\W_]"
)
# One character for one, so that places stay those of the text.
_PLAIN = {0xFF01 + i: chr(0x21 + i).lower() for i in range(94) if chr(0x21 + i).isalnum()}
_PLAIN |= {i: low for i in range(0x250) if len(low := chr(i).lower()) == 1 and low != chr(i)}
_PLAIN |= {ord("％"): "%", ord("．"): "."}


@dataclass(frozen=True, slots=True)
class Overlap:
    """Share of the candidate's units that are right, of the reference's units that are found."""

    precision: float = 0.0
    recall: float = 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean, in [0, 1]; 0 where nothing is shared."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def units(text: str) -> tuple[str, ...]:
    """The units of ``text`` in order: the tokeniser ``char+num+latin``, punctuation out."""
    return tuple(unit.replace(",", "") for unit in _UNIT.findall(text.translate(_PLAIN)))


def places(text: str) -> list[tuple[str, int, int]]:
    """The units of ``text`` with the characters [start, end) that each of them covers."""
    found = _UNIT.finditer(text.translate(_PLAIN))
    return [(m[0].replace(",", ""), *m.span()) for m in found]


def ngrams(candidate: Sequence[str], reference: Sequence[str], n: int) -> Overlap:
    """ROUGE-n between two sequences of units; ``n`` from 1."""
    said, given = _grams(candidate, n), _grams(reference, n)
    return _overlap((said & given).total(), said.total(), given.total())


def subsequence(candidate: Sequence[str], reference: Sequence[str]) -> Overlap:
    """ROUGE-L: the longest common subsequence of two sequences of units."""
    return _overlap(lcs(candidate, reference), len(candidate), len(reference))


def lcs(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence; one step on a big integer per unit of ``b``.

    Bit-parallel after Hyyrö, "Bit-parallel LCS-length computation revisited" (2004): bit i of
    ``row`` is 0 where a common subsequence grows at ``a[i]``.
    """
    places: dict[str, int] = {}
    for i, unit in enumerate(a):
        places[unit] = places.get(unit, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    for unit in b:
        hits = row & places.get(unit, 0)
        row = ((row + hits) | (row - hits)) & full
    return len(a) - row.bit_count()


def rouge(candidate: str, references: Sequence[str]) -> dict[str, float]:
    """F1 of ``rouge-1``, ``rouge-2`` and ``rouge-L``, in [0, 1], each of its best reference."""
    said = units(candidate)
    best = {"rouge-1": 0.0, "rouge-2": 0.0, "rouge-L": 0.0}
    for given in map(units, references):
        scores = (ngrams(said, given, 1), ngrams(said, given, 2), subsequence(said, given))
        for name, score in zip(best, scores, strict=True):
            best[name] = max(best[name], score.f1)
    return best


def _grams(sequence: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(sequence[i : i + n]) for i in range(len(sequence) - n + 1))


def _overlap(common: int, said: int, given: int) -> Overlap:
    return Overlap(common / said, common / given) if common else Overlap()
