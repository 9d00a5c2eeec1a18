"""Resampling: coverage of intervals, size and power of tests, seeds."""

from __future__ import annotations

import numpy as np
import pytest

from eval.bootstrap import RESAMPLES, compare, draws, holm, interval, value
from eval.metrics.base import Column, Floats, Signature
from eval.metrics.chrf_bleu import bleu

RISING = Column("rouge-L", "ROUGE-L", Signature("rouge-L", ()))
FALLING = Column("facts-failed", "有误", Signature("facts-failed", ()), higher=False)


def shares(values: Floats) -> Floats:
    return np.stack([values, np.ones_like(values)], axis=1)


def noise(seed: int, n: int = 80) -> Floats:
    return np.random.default_rng(seed).normal(0.5, 0.1, n)


def test_draws_are_resamples_and_seeded() -> None:
    found = draws(37)
    assert found.shape == (RESAMPLES, 37)
    assert (found.sum(axis=1) == 37).all()
    draws.cache_clear()
    assert (draws(37) == found).all()
    assert (draws(37, seed=1) != found).any()


def test_interval_is_that_of_the_mean() -> None:
    values = noise(0, 400)
    low, high = interval(RISING, shares(values))
    error = values.std() / 20
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.15 * error)


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    hits = 0
    for seed in range(200):
        low, high = interval(RISING, shares(noise(seed)))
        hits += low <= 0.5 <= high
    assert 180 <= hits <= 199


def test_items_without_a_value_are_left_out() -> None:
    statistics = shares(noise(1))
    gaps = np.vstack([statistics, np.zeros((40, 2))])
    assert value(RISING, gaps) == value(RISING, statistics)
    nothing = np.zeros((5, 2))
    assert np.isnan(value(RISING, nothing))
    assert np.isnan(interval(RISING, nothing)).all()
    assert np.isnan(compare(RISING, nothing, nothing).randomisation_p)
    assert np.isnan(value(RISING, nothing[:0]))
    assert np.isnan(compare(RISING, nothing[:0], nothing[:0]).delta)


def test_equal_systems_do_not_differ() -> None:
    a = shares(noise(2))
    found = compare(RISING, a, a)
    assert (found.delta, found.low, found.high) == (0, 0, 0)
    assert found.bootstrap_p == found.randomisation_p == 1
    assert found.better(RISING) is None


def test_a_real_difference_is_found_and_has_a_direction() -> None:
    a = noise(3)
    found = compare(RISING, shares(a), shares(a + 0.02 + 0.02 * noise(4)))
    assert found.bootstrap_p < 0.01
    assert found.randomisation_p < 0.01
    assert 0 < found.low < found.delta < found.high
    assert found.better(RISING)
    assert found.better(FALLING) is False


def test_noise_is_seldom_called_a_difference() -> None:
    p = [compare(RISING, shares(noise(s)), shares(noise(s + 1000))) for s in range(60)]
    assert sum(d.bootstrap_p < 0.05 for d in p) <= 9
    assert sum(d.randomisation_p < 0.05 for d in p) <= 9
    assert sum(d.randomisation_p < 0.5 for d in p) >= 15


def test_two_runs_are_identical() -> None:
    a, b = shares(noise(5)), shares(noise(6))
    assert compare(RISING, a, b) == compare(RISING, a, b)
    assert compare(RISING, a, b, seed=1) != compare(RISING, a, b)


def test_corpus_scores_are_resampled_as_such() -> None:
    column = Column("BLEU", "BLEU", Signature("BLEU", ()), width=10, aggregate=bleu)
    dice = np.random.default_rng(7)
    total = np.tile([20.0, 19, 18, 17], (30, 1))
    right = np.floor(total * dice.uniform(0.2, 0.6, (30, 1)))
    statistics = np.hstack([right, total, total[:, :1], total[:, :1]])
    low, high = interval(column, statistics)
    assert low < value(column, statistics) < high
    worse = statistics.copy()
    worse[:, :4] = np.floor(worse[:, :4] * 0.5)
    found = compare(column, statistics, worse)
    assert found.delta < 0
    assert found.randomisation_p < 0.01


def test_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match="not the same items"):
        compare(RISING, np.zeros((2, 2)), np.zeros((3, 2)))


def test_holm_corrects_for_the_number_of_tests() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []
