"""The losses: salience by binary cross-entropy, writing by the mixture's log-likelihood, the

order of candidates by the margins between their log-likelihoods per token (BRIO: Liu et al. 2022,
https://aclanthology.org/2022.acl-long.207/).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from summarizer.seq2seq.pointer import PointerBart
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.examples import Example
from summarizer.training.features import pad
from summarizer.training.recipe import Job
from summarizer.types import Task

#: Encoder states [B, S, D], mask and ids [B, S] of sources.
Read = Callable[[Sequence[np.ndarray]], tuple[Tensor, Tensor, Tensor]]

_TASKS: dict[Job, Task] = {
    "headline": Task.HEADLINE,
    "brief": Task.BRIEF,
    "prefer-headline": Task.HEADLINE,
    "prefer-brief": Task.BRIEF,
    "gaps": Task.BRIEF,
    "denoise": Task.BRIEF,
}

#: By how much log P per token a candidate should be above the next, and what a unit of what is
#: missing costs beside the log-likelihood of references.
MARGIN, DISORDER = 0.02, 5.0


def loss(
    model: PointerBart,
    vocabulary: Vocabulary,
    read: Read,
    job: Job,
    batch: Sequence[Example],
    *,
    smoothing: float = 0.0,
    length_token: float = 0.0,
    rng: random.Random | None = None,
) -> tuple[Tensor, int]:
    """Mean loss over the labels of ``batch``, and their number.

    ``smoothing`` weighs the vocabulary's cross-entropy against the uniform distribution;
    ``length_token`` is the probability that a prompt names its length class, drawn by ``rng``.
    """
    states, mask, ids = read([e.source for e in batch])
    if job == "salience":
        return _salience(model, states, mask, batch)
    if job in ("prefer-headline", "prefer-brief"):
        prefix = vocabulary.prefix(_TASKS[job], None)
        return _preference(model, vocabulary, (states, mask, ids), prefix, batch)
    draw = rng or random.Random(0)
    prefixes = [
        vocabulary.prefix(_TASKS[job], e.bucket if draw.random() < length_token else None)
        for e in batch
    ]
    inputs, labels = _shifted(prefixes, batch)
    places = glue = None
    if len(batch[0].places):
        places, glue = _pointed(prefixes, batch), vocabulary.written
    pieces = model.pieces(states, mask, ids, inputs, labels, places=places, written=glue)
    found = -pieces.log_prob.mean()
    if smoothing:
        found = found + smoothing * pieces.smoothing.mean()
    return found, int((labels != -100).sum())


def _shifted(prefixes: Sequence[list[int]], batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Decoder inputs and labels [B, T]; nothing is asked for within the prompt."""
    inputs, labels = [], []
    for prefix, example in zip(prefixes, batch, strict=True):
        target = example.target.astype(np.int32)
        inputs.append(np.concatenate([np.array(prefix, np.int32), target[:-1]]))
        labels.append(np.concatenate([np.full(len(prefix) - 1, -100, np.int32), target]))
    return pad(inputs)[0], pad(labels, -100)[0]


def _pointed(prefixes: Sequence[list[int]], batch: Sequence[Example]) -> Tensor:
    """The places [B, T] that go with the labels."""
    rows = [
        np.concatenate([np.zeros(len(prefix) - 1, np.int32), example.places])
        for prefix, example in zip(prefixes, batch, strict=True)
    ]
    return pad(rows)[0]


def _preference(
    model: PointerBart,
    vocabulary: Vocabulary,
    source: tuple[Tensor, Tensor, Tensor],
    prefix: list[int],
    batch: Sequence[Example],
) -> tuple[Tensor, int]:
    """What is missing from the margins between each pair of candidates, and the texts' number."""
    apart = [_candidates(example, vocabulary.eos) for example in batch]
    flat = [candidate for group in apart for candidate in group]
    row = torch.tensor([i for i, group in enumerate(apart) for _ in group])
    inputs, labels = _shifted([prefix] * len(flat), flat)
    states, mask, ids = (t[row] for t in source)
    places = _pointed([prefix] * len(flat), flat)
    pieces = model.pieces(
        states, mask, ids, inputs, labels, places=places, written=vocabulary.written
    )
    asked = labels != -100
    owner = torch.arange(len(flat))[:, None].expand(labels.shape)[asked]
    scores = torch.zeros(len(flat)).index_add(0, owner, pieces.log_prob) / asked.sum(1)
    ahead = torch.arange(len(flat))[None] - torch.arange(len(flat))[:, None]
    pairs = (row[:, None] == row[None]) & (ahead > 0)
    missing = (MARGIN * ahead - (scores[:, None] - scores[None]))[pairs].clamp_min(0)
    return DISORDER * missing.mean(), len(batch)


def _candidates(example: Example, end: int) -> list[Example]:
    """The candidates of an example, each with its places."""
    cuts = np.flatnonzero(example.target == end)[:-1] + 1
    targets = np.split(example.target.astype(np.int32), cuts)
    parts = zip(targets, np.split(example.places, cuts), strict=True)
    return [replace(example, target=target, places=places) for target, places in parts]


def _salience(
    model: PointerBart, states: Tensor, mask: Tensor, batch: Sequence[Example]
) -> tuple[Tensor, int]:
    logits = model.salience_logits(states, mask).float()
    labels = torch.full(mask.shape, -1.0)
    for i, example in enumerate(batch):
        labels[i, : len(example.target)] = torch.from_numpy(example.target.astype(np.float32))
    asked = labels >= 0
    found = F.binary_cross_entropy_with_logits(logits[asked], labels[asked])
    return found, int(asked.sum())
