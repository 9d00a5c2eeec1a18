"""The salience of the model in training, and how good a brief it selects."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from summarizer import extractive
from summarizer.rouge import rouge
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.seq2seq.torch_engine import TorchPointerEngine
from summarizer.training.losses import Read
from summarizer.training.rows import Row


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


def selection(salience: Sequence[NDArray[np.float32]], rows: Sequence[Row], length: int) -> float:
    """Mean ROUGE-L (F1, 0-100, units of :mod:`summarizer.rouge`) of selected clauses as briefs.

    Each is the extractive fallback at ``length`` 字, compared with the row's brief.
    """
    scores = []
    for weights, row in zip(salience, rows, strict=True):
        found = extractive.brief(row.text, length, salience=weights)
        scores.append(rouge(found.text if found else "", [row.brief or ""])["rouge-L"])
    return 100 * float(np.mean(scores))
