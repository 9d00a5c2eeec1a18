"""Dropout that draws a byte an element."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from summarizer.training.dropping import ByBytes, dropout


@pytest.mark.parametrize("p", [0.1, 0.25, 0.5])
def test_a_share_is_dropped_and_the_rest_makes_up_for_it(p: float) -> None:
    torch.manual_seed(0)
    ones = torch.ones(333, 101, requires_grad=True)
    found = dropout(ones, p)
    assert float((found == 0).float().mean()) == pytest.approx(p, abs=0.01)
    assert float(found.detach().mean()) == pytest.approx(1.0, abs=0.01)
    torch.autograd.backward(found.sum())
    assert ones.grad is not None
    assert torch.equal(ones.grad, found.detach())


def test_every_place_of_a_number_is_dropped_as_often() -> None:
    torch.manual_seed(0)
    kept = dropout(torch.ones(20_000, 8), 0.5) > 0
    assert kept.float().mean(0).tolist() == pytest.approx([0.5] * 8, abs=0.02)


def test_nothing_is_dropped_at_rest_or_at_no_rate() -> None:
    ones = torch.ones(4, 4)
    assert dropout(ones, 0.5, training=False) is ones
    assert dropout(ones, 0.0) is ones
    assert dropout(torch.ones(0), 0.5).shape == (0,)


def test_within_the_context_torchs_own_is_replaced_and_can_be_repeated() -> None:
    ones = torch.ones(100, 8)
    with ByBytes():
        torch.manual_seed(1)
        found = F.dropout(ones, 0.25, True)
        torch.manual_seed(1)
        assert torch.equal(F.dropout(ones, 0.25, True), found)
    torch.manual_seed(1)
    assert torch.equal(dropout(ones, 0.25), found)
    assert not torch.equal(F.dropout(ones, 0.25, True), found)
