"""The gate: noise passes, a real loss does not, a loss nobody sees is none."""

from __future__ import annotations

import numpy as np
import pytest

from eval.data import Dataset, Item, Reference
from eval.gate import judge
from eval.metrics.base import Column, Floats, Signature
from eval.run import Cell, Result
from eval.systems.base import Output
from summarizer.types import Task

ITEMS = 32


def result(old: Floats, new: Floats, name: str = "rouge-L", *, higher: bool = True) -> Result:
    """Two systems, ``old`` and ``new``, with one score per item in one gated column."""
    column = Column(name, name, Signature(name, ()), higher)
    item = Item("x", "text", (Reference(None, "brief"),), "", "x:1")
    items = (item,) * len(old)
    cells = {
        (system, Task.BRIEF): Cell(
            (Output("text"),) * len(old), {name: np.stack([scores, np.ones(len(old))], axis=1)}
        )
        for system, scores in (("old", old), ("new", new))
    }
    dataset = Dataset("set", items)
    return Result(dataset, ("old", "new"), (column,), {}, {Task.BRIEF: items}, cells)


def lost(found: Result) -> bool:
    (verdict,) = judge(found, "old", "new")
    return verdict.lost


def test_the_same_outputs_are_no_loss() -> None:
    scores = np.linspace(0.2, 0.8, ITEMS)
    assert not lost(result(scores, scores))


def test_noise_is_seldom_a_loss() -> None:
    dice = np.random.default_rng(7)
    red = 0
    for _ in range(100):
        scores = dice.uniform(0.2, 0.8, ITEMS)
        red += lost(result(scores, scores + dice.normal(0, 0.1, ITEMS)))
    assert red <= 5  # half of alpha, as only one direction is a loss


@pytest.mark.parametrize(("step", "red"), [(-0.08, True), (-0.03, False), (0.08, False)])
def test_a_clear_loss_is_one_and_a_gain_is_none(step: float, red: bool) -> None:
    dice = np.random.default_rng(11)
    scores = dice.uniform(0.3, 0.7, ITEMS)
    moved = scores + step + dice.normal(0, 0.12, ITEMS)
    assert lost(result(scores, moved)) is red


def test_a_loss_that_is_sure_but_tiny_is_none() -> None:
    scores = np.linspace(0.2, 0.8, ITEMS)
    assert not lost(result(scores, scores - 0.005))
    assert lost(result(scores, scores - 0.02))


def test_more_failures_are_a_loss_where_lower_is_better() -> None:
    clean, failing = np.zeros(ITEMS), np.repeat([1.0, 0.0], [8, ITEMS - 8])
    assert lost(result(clean, failing, "facts-failed", higher=False))
    assert not lost(result(failing, clean, "facts-failed", higher=False))
