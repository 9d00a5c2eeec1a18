"""Is a difference real? Intervals and paired tests by resampling, seeded and vectorised.

Statistics of one column are a matrix ``[items, width]``; see :mod:`eval.metrics.base`. A
resample is a vector of how often each item was drawn, so that all resamples of a column are
one matrix product. Efron and Tibshirani (1993) for the percentile interval; Koehn (2004) for
the paired bootstrap; Noreen (1989), Riezler and Maxwell (2005) for approximate randomisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.metrics.base import Column, Floats

#: Resamples, and the seed that makes two runs equal.
RESAMPLES = 2000
TRIALS = 10_000
SEED = 20240513

#: Two-sided: the interval holds 95 % of the resamples.
LEVEL = 0.95

_CHUNK = 100  # resamples multiplied at once: bounds memory for large data sets


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A: the difference, its interval, and two p-values for "there is none"."""

    delta: float
    low: float
    high: float
    bootstrap_p: float
    randomisation_p: float

    def better(self, column: Column) -> bool | None:
        """Whether B is better; None where neither direction is, or nothing moved."""
        if column.higher is None or not self.delta:
            return None
        return (self.delta > 0) == column.higher


@lru_cache(maxsize=4)
def draws(items: int, seed: int = SEED, resamples: int = RESAMPLES) -> NDArray[np.uint16]:
    """``[resamples, items]``: how often each item is in each resample (rows sum to ``items``)."""
    dice = np.random.default_rng([seed, items])
    chances = np.full(items, 1 / items)
    found = np.empty((resamples, items), dtype=np.uint16)
    for start in range(0, resamples, _CHUNK):
        part = found[start : start + _CHUNK]
        part[:] = dice.multinomial(items, chances, size=len(part))
    return found


@lru_cache(maxsize=4)
def swaps(items: int, seed: int = SEED, trials: int = TRIALS) -> NDArray[np.bool_]:
    """``[trials, items]``: whether the two systems' outputs for an item change places."""
    dice = np.random.default_rng([seed, items, 1])
    return dice.random((trials, items), dtype=np.float32) < 0.5


def value(column: Column, statistics: Floats) -> float:
    """The score over all items; NaN where the column applies to none."""
    if not len(statistics):
        return float("nan")
    return float(column.aggregate(statistics.sum(axis=0)))


def interval(column: Column, statistics: Floats, *, seed: int = SEED) -> tuple[float, float]:
    """The percentile bootstrap interval at ``LEVEL``; NaN where there is no score."""
    if not len(statistics):
        return float("nan"), float("nan")
    return _percentiles(column.aggregate(_sums(statistics, seed)))


def compare(column: Column, a: Floats, b: Floats, *, seed: int = SEED) -> Difference:
    """B against A on the same items in the same order."""
    if a.shape != b.shape:
        raise ValueError(f"not the same items: {a.shape} and {b.shape}")
    if not len(a):
        nan = float("nan")
        return Difference(nan, nan, nan, nan, nan)
    delta = value(column, b) - value(column, a)
    resampled = column.aggregate(_sums(b, seed)) - column.aggregate(_sums(a, seed))
    low, high = _percentiles(resampled)
    return Difference(
        delta, low, high, _bootstrap_p(resampled, delta), _randomisation_p(column, a, b, seed)
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected for their number (Holm 1979), in the order given."""
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = highest
    return adjusted


def _sums(statistics: Floats, seed: int) -> Floats:
    counts = draws(len(statistics), seed)
    parts = [
        counts[start : start + _CHUNK].astype(np.float64) @ statistics
        for start in range(0, len(counts), _CHUNK)
    ]
    return np.concatenate(parts)


def _percentiles(scores: Floats) -> tuple[float, float]:
    known = scores[~np.isnan(scores)]
    if not len(known):
        return float("nan"), float("nan")
    tail = 50 * (1 - LEVEL)
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)


def _bootstrap_p(resampled: Floats, delta: float) -> float:
    """Share of resamples as far from their centre as ``delta`` is from 0, two-sided."""
    known = resampled[~np.isnan(resampled)]
    if not len(known) or np.isnan(delta):
        return float("nan")
    far = np.abs(known - known.mean()) >= abs(delta) - 1e-12
    return float((far.sum() + 1) / (len(known) + 1))


def _randomisation_p(column: Column, a: Floats, b: Floats, seed: int) -> float:
    """Share of random exchanges between the systems that differ as much as they do."""
    observed = abs(value(column, b) - value(column, a))
    if np.isnan(observed):
        return float("nan")
    step = b - a
    total_a, total_b = a.sum(axis=0), b.sum(axis=0)
    flips = swaps(len(a), seed)
    hits = trials = 0
    for start in range(0, len(flips), _CHUNK):
        moved = flips[start : start + _CHUNK].astype(np.float64) @ step
        found = np.abs(column.aggregate(total_b - moved) - column.aggregate(total_a + moved))
        known = found[~np.isnan(found)]
        hits += int((known >= observed - 1e-12).sum())
        trials += len(known)
    return (hits + 1) / (trials + 1)
