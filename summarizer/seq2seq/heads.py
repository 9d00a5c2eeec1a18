"""What jianbao adds to BART: the head that copies and the head that says what a brief keeps.

This module imports torch and transformers; import it inside functions.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from transformers import BartConfig
from transformers.models.bart.modeling_bart import BartEncoderLayer

from summarizer.seq2seq.checkpoint import Salience

#: Score of a source position that cannot be copied.
MASKED = -1e4


class CopyHead(nn.Module):
    """Pointer attention and the gate between copying and writing."""

    def __init__(self, d_model: int) -> None:
        super().__init__()
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.gate = nn.Linear(2 * d_model, 1)
        self.reset()

    @torch.no_grad()
    def reset(self) -> None:
        """Start from plain dot products and a gate that leans to copying."""
        for linear in (self.query, self.key):
            nn.init.eye_(linear.weight)
            nn.init.zeros_(linear.bias)
        nn.init.normal_(self.gate.weight, std=0.02)
        nn.init.constant_(self.gate.bias, 0.5)

    def forward(
        self, hidden: Tensor, states: Tensor, copyable: Tensor, keys: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Attention [B, T, S] and gate [B, T] for decoder states [B, T, D].

        ``states`` [B, S, D] are the encoder's; ``copyable`` [B, S] is True at text tokens;
        ``keys`` are ``key(states)`` where the caller has them already.
        """
        keys = self.key(states) if keys is None else keys
        scores = self.query(hidden) @ keys.transpose(1, 2)
        scores = scores / math.sqrt(hidden.shape[-1])
        attention = scores.masked_fill(~copyable[:, None], MASKED).softmax(-1)
        context = attention @ states
        gate = torch.sigmoid(self.gate(torch.cat([hidden, context], -1)))[..., 0]
        return attention, gate


class SalienceHead(nn.Module):
    """Per source token the logit that a brief keeps it."""

    def __init__(self, config: BartConfig, shape: Salience) -> None:
        super().__init__()
        values = config.to_dict() | {
            "encoder_attention_heads": shape.heads,
            "encoder_ffn_dim": shape.ffn,
        }
        inner = BartConfig(**values)
        inner._attn_implementation = config._attn_implementation
        self.layers = nn.ModuleList([BartEncoderLayer(inner) for _ in range(shape.layers)])
        self.out = nn.Linear(config.d_model, 1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Logits [B, S] for encoder states [B, S, D]; ``mask`` [B, S] is nonzero at tokens."""
        bias = torch.zeros(mask.shape, dtype=states.dtype, device=states.device)
        bias = bias.masked_fill(mask == 0, torch.finfo(states.dtype).min)[:, None, None]
        for layer in self.layers:
            states = layer(states, bias)
        logits: Tensor = self.out(states)[..., 0]
        return logits
