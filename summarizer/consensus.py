"""Which of several briefs is the safest bet: the one that keeps what a brief would keep.

Two estimates of a candidate's overlap with an editor's brief: its expected F1, from the probability
of each character of the article to be kept, and its overlap with all that the model finds likely
(minimum Bayes risk, Kumar and Byrne 2004, https://aclanthology.org/N04-1022/, with ROUGE-L as the
gain). A beam's best hypothesis may be the only one of its kind.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.rouge import subsequence, units
from summarizer.types import Candidate

#: Candidates weigh as exp(SHARPNESS * score), score being log probability per token. Chosen on
#: written_briefs.dev among 0, 1, 3 and 10 (docs/training.md).
SHARPNESS: Final = 3.0
#: What expected F1 counts beside the mean overlap, chosen on kept-apart articles
#: (docs/training.md).
EXPECTED: Final = 10.0


def ranked(
    candidates: Sequence[Candidate], salience: NDArray[np.float32] | None = None
) -> list[Candidate]:
    """``candidates`` by what they are expected to have in common with a brief, the best first.

    ``salience`` is the probability of each character of the article to be kept, None where that
    is not known. Equals keep their order.
    """
    gains = _overlaps(candidates)
    if salience is not None:
        total = float(salience.sum())
        for i, candidate in enumerate(candidates):
            gains[i] += EXPECTED * _expected(candidate, salience, total)
    # Rounded, so that equals are equal in whatever order their terms were added.
    order = sorted(range(len(candidates)), key=lambda i: -round(gains[i], 9))
    return [candidates[i] for i in order]


def _expected(candidate: Candidate, salience: NDArray[np.float32], total: float) -> float:
    """2 E[kept in both] / (E[kept by an editor] + kept here)."""
    copied = sorted({place for place in candidate.copied if place >= 0})
    return 2 * float(salience[copied].sum()) / max(1.0, total + len(copied))


def _overlaps(candidates: Sequence[Candidate]) -> list[float]:
    """Per candidate the mean ROUGE-L with all, each weighed by how likely it is."""
    if len(candidates) < 3:  # each of two is as much like the other
        return [0.0] * len(candidates)
    top = max(c.score for c in candidates)
    weights = [math.exp(SHARPNESS * (c.score - top)) for c in candidates]
    said = [units(c.text) for c in candidates]
    gains = list(weights)
    for i, one in enumerate(said):
        for j in range(i):
            alike = subsequence(one, said[j]).f1
            gains[i] += weights[j] * alike
            gains[j] += weights[i] * alike
    return [gain / sum(weights) for gain in gains]
