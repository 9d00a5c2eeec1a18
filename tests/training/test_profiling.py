"""Where a step's time goes."""

from __future__ import annotations

import torch

from summarizer.training.profiling import products, shares


def test_the_bias_of_a_product_counts_with_it() -> None:
    layer = torch.nn.Linear(64, 64)
    given = torch.randn(200, 64)

    def step() -> None:
        torch.nn.functional.gelu(layer(given)).sum().backward()

    found = shares(step, 3)
    assert abs(sum(found.values()) - 1) < 1e-9
    assert found["addmm"] > 0
    assert found["gelu"] > 0
    assert "copy_" not in found
    assert 0 < products(found) < 1
