"""Clauses left out of what is read, others each time: the same pair is never read twice alike.

A few thousand briefs are soon learnt by heart. What a brief takes from its text does not change
when clauses that it takes nothing from are missing.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.examples import Example

_ENDS = "，。；：！？\n"


def clause_ends(vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Per token [V] whether a clause ends with it."""
    return np.array([bool(s) and s[-1] in _ENDS for s in vocabulary.surface])


def omit(example: Example, share: float, ends: NDArray[np.bool_], rng: random.Random) -> Example:
    """``example`` without ``share`` of its clauses, each drawn by ``rng``.

    A clause that the target copies from stays. Labels of salience go with their tokens, so that
    as many of a hundred are marked as before. Targets that are not pointed (``places`` empty, for
    gaps and noise) are made of all that is read: nothing is left out there.
    """
    pointed = len(example.places) > 0
    labelled = example.target.dtype == np.float32
    if not pointed and not labelled:
        return example
    size = len(example.source)
    clauses = np.zeros(size, np.int64)
    clauses[2:-1] = np.cumsum(ends[example.source[1:-2]])
    count = int(clauses[-2]) + 1 if size > 2 else 0
    stays = np.array([rng.random() >= share for _ in range(count)], np.bool_)
    if pointed:
        stays[clauses[example.places[example.places > 0]]] = True
    if not count or stays.all() or not stays.any():
        return example
    left = stays[clauses]
    left[0] = left[-1] = True  # the text's own marks
    if labelled:
        return replace(example, source=example.source[left], target=example.target[left])
    moved = np.cumsum(left, dtype=np.int32) - 1
    places = np.where(example.places > 0, moved[example.places], 0).astype(np.int32)
    return replace(example, source=example.source[left], places=places)
