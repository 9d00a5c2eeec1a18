"""Dropout with an eighth of the random numbers.

torch draws a 32-bit number for each element of each mask, which on two cores takes as long as the
optimiser and the norms of layers together; a byte tells as well whether one in ten is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from torch.overrides import TorchFunctionMode

#: Values of a byte.
_BYTE: Final = 256
_LOWEST: Final = -(2**63)


class ByBytes(TorchFunctionMode):
    """The context in which ``F.dropout`` is :func:`dropout`."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Called by torch for each of its functions."""
        named = dict(kwargs or {})
        if func is F.dropout and not named.pop("inplace", False):
            return dropout(*args, **named)
        return func(*args, **(kwargs or {}))


def dropout(
    input: Tensor,
    p: float = 0.5,
    training: bool = True,
) -> Tensor:
    """``input`` with a share of ``p`` set to 0, rounded to 256ths, and the rest scaled up by it.

    Reads torch's own generator, eight elements a number. One in 256 stays whatever ``p`` is.
    """
    dropped = min(round(_BYTE * p), _BYTE - 1)
    if not training or not dropped or not input.numel():
        return input
    drawn = torch.empty((input.numel() + 7) // 8, dtype=torch.int64).random_(_LOWEST, None)
    kept = drawn.view(torch.uint8)[: input.numel()].view(input.shape) >= dropped
    return input * kept.to(input.dtype).mul_(_BYTE / (_BYTE - dropped))
