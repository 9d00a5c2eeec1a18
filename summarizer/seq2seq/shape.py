"""Sizes of a pointer-generator, and which tensors follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Salience:
    """Post-norm transformer layers on the encoder's states, then one logit per source token."""

    layers: int
    heads: int
    ffn: int


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: BART's, plus the salience head where there is one."""

    vocab: int
    d_model: int
    encoder_layers: int
    decoder_layers: int
    encoder_heads: int
    decoder_heads: int
    encoder_ffn: int
    decoder_ffn: int
    positions: int
    salience: Salience | None = None

    def tensors(self) -> dict[str, tuple[int, ...]]:
        """Name and shape of every tensor of ``model.safetensors``; tied copies are left out."""
        d = self.d_model
        found: dict[str, tuple[int, ...]] = {
            "model.shared.weight": (self.vocab, d),
            "final_logits_bias": (1, self.vocab),
        }
        found |= _linear("copy.query", d, d) | _linear("copy.key", d, d)
        found |= _linear("copy.gate", 2 * d, 1)
        for side, layers, ffn in (
            ("encoder", self.encoder_layers, self.encoder_ffn),
            ("decoder", self.decoder_layers, self.decoder_ffn),
        ):
            found[f"model.{side}.embed_positions.weight"] = (self.positions + 2, d)
            found |= _norm(f"model.{side}.layernorm_embedding", d)
            for n in range(layers):
                found |= _layer(f"model.{side}.layers.{n}", d, ffn, cross=side == "decoder")
        if self.salience is not None:
            for n in range(self.salience.layers):
                found |= _layer(f"salience.layers.{n}", d, self.salience.ffn, cross=False)
            found |= _linear("salience.out", d, 1)
        return found


def _linear(name: str, inner: int, outer: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (outer, inner), f"{name}.bias": (outer,)}


def _norm(name: str, d: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (d,), f"{name}.bias": (d,)}


def _layer(name: str, d: int, ffn: int, *, cross: bool) -> dict[str, tuple[int, ...]]:
    found = _linear(f"{name}.fc1", d, ffn) | _linear(f"{name}.fc2", ffn, d)
    found |= _norm(f"{name}.final_layer_norm", d)
    for attention in ("self_attn", "encoder_attn") if cross else ("self_attn",):
        found |= _norm(f"{name}.{attention}_layer_norm", d)
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            found |= _linear(f"{name}.{attention}.{part}", d, d)
    return found


def shape_of(config: Mapping[str, Any]) -> Shape:
    """The sizes in a ``config.json``; raises KeyError or ValueError for what we cannot run."""
    fixed = {"model_type": "bart", "activation_function": "gelu", "pad_token_id": 0}
    for key, value in fixed.items():
        if config.get(key) != value:
            raise ValueError(f"{key} is {config.get(key)!r}, supported is {value!r}")
    if config.get("scale_embedding") or not config.get("tie_word_embeddings", True):
        raise ValueError("scaled or untied embeddings are not supported")
    shape = Shape(
        vocab=int(config["vocab_size"]),
        d_model=int(config["d_model"]),
        encoder_layers=int(config["encoder_layers"]),
        decoder_layers=int(config["decoder_layers"]),
        encoder_heads=int(config["encoder_attention_heads"]),
        decoder_heads=int(config["decoder_attention_heads"]),
        encoder_ffn=int(config["encoder_ffn_dim"]),
        decoder_ffn=int(config["decoder_ffn_dim"]),
        positions=int(config["max_position_embeddings"]),
    )
    for heads in (shape.encoder_heads, shape.decoder_heads):
        if heads < 1 or shape.d_model % heads:
            raise ValueError(f"d_model {shape.d_model} cannot be shared by {heads} heads")
    return shape
