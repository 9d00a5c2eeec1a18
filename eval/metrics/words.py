"""ROUGE on words as rjieba cuts them: for comparison with papers that segment."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec

from eval.fingerprint import installed
from eval.metrics.base import Case, Column, Metric, Signature, Statistics, of_mean
from summarizer.rouge import ngrams, subsequence

_WORD = re.compile(r"[^\W_]")


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, punctuation left out, Latin in lower case."""
    import rjieba

    return tuple(word.lower() for word in rjieba.cut(text) if _WORD.search(word))


class WordRouge(Metric):
    """F1 with the best reference, on words. Needs rjieba."""

    name = "rouge-words"
    code = ("summarizer.rouge",)

    @property
    def columns(self) -> tuple[Column, ...]:
        cutter = f"tok:rjieba-{installed('rjieba')}"
        fields = ("unit:word", cutter, "punct:out", "case:lower", "refs:best", "f1")
        names = ("rouge-1-words", "rouge-2-words", "rouge-L-words")
        labels = ("ROUGE-1 词", "ROUGE-2 词", "ROUGE-L 词")
        return tuple(
            Column(name, label, Signature(name, fields), main=False)
            for name, label in zip(names, labels, strict=True)
        )

    def absent(self) -> str | None:
        if find_spec("rjieba") is None:
            return "rjieba is not installed: pip install 'jianbao[eval]'"
        return None

    def measure(self, case: Case) -> Statistics:
        said = words(case.output)
        best = [0.0, 0.0, 0.0]
        for reference in case.references:
            given = words(reference)
            found = (ngrams(said, given, 1), ngrams(said, given, 2), subsequence(said, given))
            best = [max(b, f.f1) for b, f in zip(best, found, strict=True)]
        names = (column.name for column in self.columns)
        return {name: of_mean(f1) for name, f1 in zip(names, best, strict=True)}
