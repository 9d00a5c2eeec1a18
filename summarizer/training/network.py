"""Which weights a stage trains, dropout, and the moving average of what is trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask
from transformers.models.bart.modeling_bart import BartAttention, BartDecoderLayer, BartEncoderLayer

from summarizer.seq2seq.pointer import PointerBart
from summarizer.training.recipe import Part, Precision

_PREFIXES: Mapping[Part, tuple[str, ...]] = {
    "encoder": ("model.encoder.",),
    "embedding": ("model.shared.",),
    "decoder": ("model.decoder.",),
    "copy": ("copy.",),
    "bias": ("final_logits_bias",),
    "salience": ("salience.",),
}


def trained(model: PointerBart, parts: Sequence[Part]) -> dict[str, Tensor]:
    """Set ``requires_grad`` for exactly ``parts`` and give what is trained by name."""
    prefixes = tuple(p for part in parts for p in _PREFIXES[part])
    found: dict[str, Tensor] = {}
    tensors = dict(model.named_parameters()) | {"final_logits_bias": model.final_logits_bias}
    for name, tensor in tensors.items():
        wanted = name.startswith(prefixes)
        tensor.requires_grad_(wanted)
        if wanted:
            found[name] = tensor
    return found


def set_dropout(model: PointerBart, rate: float, parts: Sequence[Part]) -> None:
    """Drop out at ``rate`` what layers of the trained parts add to their residual, nowhere else.

    Never the attention's weights: with them torch leaves its fused kernel, and a step takes twice
    as long.
    """
    for part, module in (
        ("encoder", model.model.encoder),
        ("decoder", model.model.decoder),
        ("salience", model.salience),
    ):
        active = rate if part in parts else 0.0
        for layer in module.modules() if module is not None else ():
            if isinstance(layer, BartEncoderLayer | BartDecoderLayer):
                layer.dropout = active
    for module in (model.model.encoder, model.model.decoder):
        module.dropout = 0.0


def mixed(precision: Precision) -> torch.autocast:
    """The context in which the layers' products are taken in ``precision``.

    Weights, sums, norms, the pointer and the optimiser stay in fp32 (Micikevicius et al. 2018,
    https://arxiv.org/abs/1710.03740); bf16 has fp32's range, so no loss scale is needed.
    """
    wanted = precision == "bf16"
    if precision == "auto":
        wanted = bool(torch.cpu.get_capabilities().get("amx_bf16"))
    return torch.autocast("cpu", torch.bfloat16, enabled=wanted)


def _fp32_attention(
    module: torch.nn.Module, query: Tensor, key: Tensor, value: Tensor, *rest: Any, **named: Any
) -> tuple[Tensor, None]:
    """Fused attention in fp32 under autocast: torch 2.13's backward in bf16 takes 2.5 times as

    long on AMX with heads this narrow (32), which made it a third of a step.
    """
    with torch.autocast("cpu", enabled=False):
        found: Tensor = sdpa_attention_forward(
            module, query.float(), key.float(), value.float(), *rest, **named
        )[0]
    return found, None


_ATTENTION = "sdpa_fp32"
AttentionInterface.register(_ATTENTION, _fp32_attention)
AttentionMaskInterface.register(_ATTENTION, sdpa_mask)


def attend_in_fp32(model: PointerBart) -> None:
    """Keep attention in fp32 whatever :func:`mixed` takes the other products in."""
    model.set_attn_implementation(_ATTENTION)
    for module in model.modules():
        if isinstance(module, BartAttention):  # the salience head has a configuration of its own
            module.config._attn_implementation = _ATTENTION


def groups(tensors: Mapping[str, Tensor], decay: float) -> list[dict[str, object]]:
    """Parameter groups for AdamW: matrices decay, vectors (norms, biases) do not."""
    matrices = [t for t in tensors.values() if t.ndim > 1 and t.shape[0] > 1]
    vectors = [t for t in tensors.values() if not (t.ndim > 1 and t.shape[0] > 1)]
    return [
        {"params": matrices, "weight_decay": decay},
        {"params": vectors, "weight_decay": 0.0},
    ]


class Average:
    """Exponential moving average of trained tensors, with its bias at the start corrected.

    The decay grows as (1 + n) / (10 + n) to its full value, so that early averages follow. Every
    ``EVERY`` steps are taken in at once: each time costs as much memory traffic as AdamW.
    """

    EVERY = 4

    def __init__(self, tensors: Mapping[str, Tensor], decay: float) -> None:
        self._tensors = dict(tensors)
        self._decay = decay
        self._count = 0
        self.shadow = {name: t.detach().clone() for name, t in tensors.items()}

    @torch.no_grad()
    def update(self) -> None:
        """Take the tensors as they are now into the average."""
        self._count += 1
        if self._count % self.EVERY:
            return
        decay = min(self._decay, (1 + self._count) / (10 + self._count)) ** self.EVERY
        torch._foreach_lerp_(list(self.shadow.values()), list(self._tensors.values()), 1.0 - decay)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The averages in the model's place."""
        with torch.no_grad():
            own = {name: t.detach().clone() for name, t in self._tensors.items()}
            try:
                for name, tensor in self._tensors.items():
                    tensor.copy_(self.shadow[name])
                yield
            finally:
                for name, tensor in self._tensors.items():
                    tensor.copy_(own[name])

    def state(self) -> dict[str, object]:
        """For :meth:`restore`."""
        return {"count": self._count, "shadow": self.shadow}

    @torch.no_grad()
    def restore(self, state: Mapping[str, object]) -> None:
        """Go on from a saved state."""
        count, shadow = state["count"], state["shadow"]
        assert isinstance(count, int)
        assert isinstance(shadow, dict)
        self._count = count
        for name, tensor in self.shadow.items():
            tensor.copy_(shadow[name])
