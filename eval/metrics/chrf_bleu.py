"""chrF and BLEU as sacrebleu counts them."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from typing import Any

import numpy as np

from eval.fingerprint import installed
from eval.metrics.base import Case, Column, Floats, Metric, Signature, Statistics, of_mean

ORDER = 4


def bleu(sums: Floats) -> Floats:
    """Corpus BLEU in [0, 1] from summed counts: matches and totals of 1- to 4-grams, lengths.

    The formula of ``sacrebleu.BLEU.compute_bleu`` (exponential smoothing, effective order),
    over any leading axes at once.
    """
    correct, total = sums[..., :ORDER], sums[..., ORDER : 2 * ORDER]
    said, given = sums[..., 2 * ORDER], sums[..., 2 * ORDER + 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        misses = np.cumsum((correct == 0) & (total > 0), axis=-1)
        smoothed = np.where(correct > 0, correct, 0.5**misses)
        logs = np.where(total > 0, np.log(smoothed / total), 0.0)
        orders = np.cumprod(total > 0, axis=-1)
        level = (logs * orders).sum(axis=-1) / np.maximum(orders.sum(axis=-1), 1)
        brevity = np.where(said < given, np.exp(1 - given / said), 1.0)
        score = np.where(correct.any(axis=-1) & (said > 0), brevity * np.exp(level), 0.0)
    return np.where(given > 0, score, np.nan)


class Sacrebleu(Metric):
    """chrF per output, averaged; BLEU over the corpus. Needs sacrebleu."""

    name = "sacrebleu"
    code = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        by = f"sacrebleu:{installed('sacrebleu')}"
        chrf = ("avg:item", "nc:6", "nw:0", "beta:2", "space:no", "refs:best", by)
        corpus = ("avg:corpus", "tok:zh", "smooth:exp", "refs:all", by)
        return (
            Column("chrF", "chrF", Signature("chrF", chrf)),
            Column("BLEU", "BLEU", Signature("BLEU", corpus), width=2 * ORDER + 2, aggregate=bleu),
        )

    def absent(self) -> str | None:
        if find_spec("sacrebleu") is None:
            return "sacrebleu is not installed: pip install 'jianbao[eval]'"
        return None

    @cached_property
    def _scorers(self) -> tuple[Any, Any]:
        from sacrebleu.metrics import BLEU, CHRF

        return CHRF(), BLEU(tokenize="zh", effective_order=True)

    def measure(self, case: Case) -> Statistics:
        chrf, counter = self._scorers
        references = list(case.references)
        found = counter.sentence_score(case.output, references)
        counts = (*found.counts, *found.totals, found.sys_len, found.ref_len)
        return {
            "chrF": of_mean(chrf.sentence_score(case.output, references).score / 100),
            "BLEU": tuple(float(n) for n in counts),
        }
