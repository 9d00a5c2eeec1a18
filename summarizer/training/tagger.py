"""The salience of the model in training."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.seq2seq.torch_engine import TorchPointerEngine
from summarizer.training.losses import Read


class Tagger(TorchPointerEngine):
    """The reference engine's salience over encoder states that may have been kept."""

    def __init__(
        self, checkpoint: Checkpoint, vocabulary: Vocabulary, model: PointerBart, read: Read
    ) -> None:
        super().__init__(checkpoint, vocabulary, model)
        self._read_states = read

    @torch.no_grad()
    def _salience(self, ids: NDArray[np.int64], lengths: NDArray[np.int32]) -> NDArray[np.float32]:
        sources = [row[:n].astype(np.int32) for row, n in zip(ids, lengths, strict=True)]
        states, mask, _ = self._read_states(sources)
        found: NDArray[np.float32] = torch.sigmoid(self.model.salience_logits(states, mask)).numpy()
        return found
