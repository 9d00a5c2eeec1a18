"""The reference engine: the same search over the same network in torch, fp32, no tricks.

Every other engine is measured against this one. It imports torch and transformers; import it
inside functions.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.generation import PointerGenerator
from summarizer.seq2seq.pointer import CACHE, PointerBart
from summarizer.seq2seq.stepping import Batch, Floats, Ints, Step, Stepper
from summarizer.seq2seq.tokenize import Vocabulary


class TorchPointerEngine(PointerGenerator):
    """A pointer-generator in torch."""

    def __init__(self, checkpoint: Checkpoint, vocabulary: Vocabulary, model: PointerBart) -> None:
        super().__init__("torch-fp32", checkpoint, vocabulary)
        self.model = model

    @classmethod
    def load(cls, folder: Path, threads: int | None = None) -> Self:
        """The checkpoint in ``folder``. ``threads`` is set for the whole process; None leaves it.

        Raises CheckpointError for a folder that is missing or damaged.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        checkpoint = Checkpoint.open(folder)
        return cls(checkpoint, Vocabulary.load(checkpoint), PointerBart.load(folder))

    def _stepper(self) -> Stepper:
        return TorchStepper(self.model)

    @torch.inference_mode()
    def _salience(self, ids: Ints, lengths: NDArray[np.int32]) -> Floats:
        mask = _mask(ids, lengths)
        states = self.model.encode(torch.from_numpy(ids), mask)
        found: Floats = torch.sigmoid(self.model.salience_logits(states, mask)).numpy()
        return found


def _mask(ids: Ints, lengths: NDArray[np.int32]) -> Tensor:
    return torch.from_numpy((np.arange(ids.shape[1]) < lengths[:, None]).astype(np.int64))


class TorchStepper:
    """The network in the middle of one search; beams are rows, each with its own cache."""

    def __init__(self, model: PointerBart) -> None:
        self.model = model
        self._cache: Any = EncoderDecoderCache(DynamicCache(), DynamicCache())
        self._per_article: dict[str, Tensor] = {}

    @torch.inference_mode()
    def start(self, batch: Batch, k: int) -> Step:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        ids, mask = torch.from_numpy(batch.ids), _mask(batch.ids, batch.lengths)
        states = self.model.encode(ids, mask)
        self._k = k
        self._vocabulary = torch.from_numpy(batch.vocabulary)
        self._table = self.model.lm_head.weight[self._vocabulary]
        self._table_bias = self.model.final_logits_bias[0, self._vocabulary]
        self._per_article = {
            "mask": mask,
            "states": states,
            "pointable": torch.from_numpy(batch.pointable),
            "copy_keys": self.model.copy.key(states),
            "at": torch.from_numpy(batch.at),
            "scope": torch.from_numpy(batch.scope),
            "slots": torch.from_numpy(batch.slots),
            "entry": torch.from_numpy(batch.entry),
        }
        return self._run(torch.tensor(batch.prefix).expand(len(ids), 1, -1))

    @torch.inference_mode()
    def step(self, tokens: Ints, parents: Ints) -> Step:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        each = np.arange(len(parents))[:, None]
        self._cache.reorder_cache(torch.from_numpy((each * self._beams + parents).ravel()))
        return self._run(torch.from_numpy(tokens)[..., None])

    @torch.inference_mode()
    def keep(self, articles: Ints) -> None:
        """See :class:`~summarizer.seq2seq.beam.Stepper`."""
        rows = (articles[:, None] * self._beams + np.arange(self._beams)).ravel()
        self._cache.reorder_cache(torch.from_numpy(rows))
        chosen = torch.from_numpy(articles)
        self._per_article = {name: t[chosen] for name, t in self._per_article.items()}

    def _run(self, tokens: Tensor) -> Step:
        """Feed ``tokens`` [B, K, T] and give what follows the last of them."""
        count, beams, _ = tokens.shape
        self._beams = beams
        rows = {name: t.repeat_interleave(beams, 0) for name, t in self._per_article.items()}
        outputs = self.model.model.decoder(
            input_ids=tokens.flatten(0, 1),
            encoder_hidden_states=rows["states"],
            encoder_attention_mask=rows["mask"],
            use_cache=True,
            **{CACHE: self._cache},
        )
        hidden = outputs.last_hidden_state[:, -1:]
        attention, gate = self.model.copy(
            hidden, rows["states"], rows["pointable"], rows["copy_keys"]
        )
        logits = functional.linear(hidden[:, 0], self._table, self._table_bias)
        logits = logits.masked_fill(~rows["scope"], -math.inf)
        allowed = (1 - gate) * logits.softmax(-1)
        share = gate[..., None] * attention
        written = allowed.gather(1, rows["at"])
        word_p = written.scatter_add(1, rows["slots"], share[:, 0] * rows["entry"])[:, None]
        p, places = allowed.topk(self._k)
        found = (p, self._vocabulary[places], *word_p.topk(self._k), word_p, share)
        shaped = [t.view(count, beams, -1).numpy() for t in found]
        return Step(*shaped)
