"""Which of several briefs is the safest bet: the one most like all that the model finds likely.

Minimum Bayes risk (Kumar and Byrne 2004, https://aclanthology.org/N04-1022/) with ROUGE-L as the
gain: a candidate is worth its mean overlap with all candidates, each weighed by how likely the
model finds it. A beam's best hypothesis may be the only one of its kind.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from summarizer.rouge import subsequence, units
from summarizer.types import Candidate

#: Candidates weigh as exp(SHARPNESS * score), score being log probability per token. Chosen on
#: written_briefs.dev among 0, 1, 3 and 10 (docs/training.md).
SHARPNESS: Final = 3.0


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """``candidates`` by expected ROUGE-L, the best first; equals keep their order."""
    if len(candidates) < 3:  # each of two is as much like the other
        return list(candidates)
    top = max(c.score for c in candidates)
    weights = [math.exp(SHARPNESS * (c.score - top)) for c in candidates]
    said = [units(c.text) for c in candidates]
    gains = [0.0] * len(candidates)
    for i, one in enumerate(said):
        gains[i] += weights[i]
        for j in range(i):
            alike = subsequence(one, said[j]).f1
            gains[i] += weights[j] * alike
            gains[j] += weights[i] * alike
    # Rounded, so that equals are equal in whatever order their terms were added.
    order = sorted(range(len(candidates)), key=lambda i: -round(gains[i], 9))
    return [candidates[i] for i in order]
