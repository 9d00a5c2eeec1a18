"""Prompts to hypotheses for any pointer-generator: what its engines share but the arithmetic."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from itertools import groupby, pairwise
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import EngineError, OptionError
from summarizer.seq2seq.beam import LEAST, Ending, search
from summarizer.seq2seq.ceiling import end_within
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.constraints import Rules
from summarizer.seq2seq.engine import Decoding, Hypothesis, Prompt
from summarizer.seq2seq.stepping import Stepper
from summarizer.seq2seq.tokenize import Encoded, Vocabulary
from summarizer.types import Task

#: Beams in one step, over all articles of a batch: more no longer fit the processor's cache.
ROWS = 32

#: Windows of the encoder in one batch, for salience.
WINDOWS = 8


_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class PointerGenerator(ABC):
    """An :class:`~summarizer.seq2seq.engine.Engine` around a network that takes steps.

    ``workers`` batches are searched at the same time, one thread each: a step is many small
    products, which threads finish no sooner together than one alone.
    """

    copies = True
    workers = 1

    def __init__(self, name: str, checkpoint: Checkpoint, vocabulary: Vocabulary) -> None:
        contract = checkpoint.contract
        self.name = name
        self.fingerprint = checkpoint.fingerprint
        self.has_salience = contract.salience is not None
        self.window = contract.window
        self.budgets: Mapping[Task, int] = contract.budgets
        self.buckets: Mapping[Task, tuple[int, ...]] = contract.buckets
        self.vocabulary = vocabulary
        self._positions = checkpoint.shape.positions

    @abstractmethod
    def _stepper(self) -> Stepper:
        """A network ready to start a search; the one before it is done with."""

    @abstractmethod
    def _salience(self, ids: NDArray[np.int64], lengths: NDArray[np.int32]) -> NDArray[np.float32]:
        """Probabilities [B, S] for encoder inputs [B, S], padded with 0 after ``lengths`` [B]."""

    def generate(
        self, prompts: Sequence[Prompt], decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """See :class:`~summarizer.seq2seq.engine.Engine`. A blank prompt has no hypotheses."""
        rules = {
            i: Rules(prompt, self._read(prompt), self.vocabulary, decoding)
            for i, prompt in enumerate(prompts)
            if prompt.text.strip()
        }
        found: list[tuple[Hypothesis, ...]] = [() for _ in prompts]
        batches = _batches(rules, max(1, ROWS // decoding.beam), self.workers)
        for batch, written in zip(batches, self._each(self._search, batches), strict=True):
            for (i, _), hypotheses in zip(batch, written, strict=True):
                found[i] = hypotheses
        return found

    def _search(self, batch: Sequence[tuple[int, Rules]]) -> list[tuple[Hypothesis, ...]]:
        rules = [r for _, r in batch]
        prompt = rules[0].prompt
        limit = self._positions - len(self.vocabulary.prefix(prompt.task, prompt.bucket))
        endings = search(self._stepper(), rules, limit)
        return [_hypotheses(r, ended) for r, ended in zip(rules, endings, strict=True)]

    def _each(self, work: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
        """``work`` on each of ``items``, so many at a time as there are workers."""
        if self.workers == 1 or len(items) < 2:
            return [work(item) for item in items]
        with ThreadPoolExecutor(self.workers) as pool:
            return list(pool.map(work, items))

    def lanes(self) -> Sequence[Self]:
        """See :class:`~summarizer.seq2seq.engine.Engine`."""
        found = [copy(self) for _ in range(self.workers)]
        for lane in found:
            lane.workers = 1
        return found

    def count_tokens(self, text: str) -> int:
        """See :class:`~summarizer.seq2seq.engine.Engine`."""
        return self.vocabulary.count(text)

    def salience(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """See :class:`~summarizer.seq2seq.engine.Engine`; line breaks have probability 0.

        Windows overlap by half. Where they do, a token's probability is the mean weighted by
        its distance from each window's nearer edge: what stands at an edge lacks context.
        """
        if not self.has_salience:
            raise EngineError(f"{self.name}: this checkpoint has no salience head")
        encoded = [self.vocabulary.encode(text) for text in texts]
        total = [np.zeros(len(e)) for e in encoded]
        weight = [np.zeros(len(e)) for e in encoded]
        work = [(i, at) for i, e in enumerate(encoded) for at in self._windows(len(e))]
        room = self.window - 2
        work.sort(key=lambda w: min(room, len(encoded[w[0]]) - w[1]))
        size = max(1, min(WINDOWS, math.ceil(len(work) / self.workers)))
        parts = [work[first : first + size] for first in range(0, len(work), size)]

        def read(part: list[tuple[int, int]]) -> NDArray[np.float32]:
            inputs = [self._specials(encoded[i].ids[at : at + room]) for i, at in part]
            lengths = np.array([len(ids) for ids in inputs], np.int32)
            ids = np.zeros((len(part), int(lengths.max())), np.int64)
            for row, window in zip(ids, inputs, strict=True):
                row[: len(window)] = window
            return self._salience(ids, lengths)

        for part, found in zip(parts, self._each(read, parts), strict=True):
            for (i, at), p in zip(part, found, strict=True):
                n = min(room, len(encoded[i]) - at)
                near = np.minimum(np.arange(1, n + 1), np.arange(n, 0, -1))
                total[i][at : at + n] += near * p[1 : n + 1]
                weight[i][at : at + n] += near
        return [
            _per_character(e, (t / np.maximum(w, 1)).astype(np.float32))
            for e, t, w in zip(encoded, total, weight, strict=True)
        ]

    def _windows(self, tokens: int) -> list[int]:
        room = self.window - 2
        stops = range(0, max(1, tokens - room // 2), max(1, room // 2))
        return list(stops) if tokens else []

    def _specials(self, ids: Sequence[int]) -> list[int]:
        return [self.vocabulary.bos, *ids, self.vocabulary.eos]

    def _read(self, prompt: Prompt) -> Encoded:
        encoded = self.vocabulary.encode(prompt.text)
        if len(encoded) > self.window - 2:
            raise OptionError(
                f"prompt of {len(encoded)} tokens, the window holds {self.window - 2}; "
                "select the evidence first"
            )
        classes = len(self.vocabulary.lengths)
        if prompt.bucket is not None and not 0 <= prompt.bucket < classes:
            raise OptionError(f"length bucket {prompt.bucket}, the model has 0 to {classes - 1}")
        return encoded


def _batches(rules: Mapping[int, Rules], size: int, workers: int) -> list[list[tuple[int, Rules]]]:
    """Prompts of one task and bucket and of similar length together, at most ``size``.

    Fewer, where else some of the workers had nothing to do.
    """

    def kind(item: tuple[int, Rules]) -> tuple[str, int]:
        prompt = item[1].prompt
        return prompt.task, -1 if prompt.bucket is None else prompt.bucket

    order = sorted(rules.items(), key=lambda item: (*kind(item), len(item[1].source)))
    batches: list[list[tuple[int, Rules]]] = []
    for _, group in groupby(order, key=kind):
        alike = list(group)
        count = max(math.ceil(len(alike) / size), min(workers, len(alike)))
        stops = [len(alike) * k // count for k in range(count + 1)]
        batches += [alike[a:b] for a, b in pairwise(stops)]
    return batches


def _hypotheses(rules: Rules, endings: Sequence[Ending]) -> tuple[Hypothesis, ...]:
    """Distinct printable outputs, best first; never none for a text that is not blank."""
    prompt = rules.prompt
    found: dict[str, Hypothesis] = {}
    for ending in endings:
        path = ending.node.path()
        places = [rules.source.spans[n.position - 1] if n.position > 0 else None for n in path]
        text, copied = rules.vocabulary.decode([n.token for n in path], places)
        printed = end_within(text, prompt.task, prompt.max_chars, finished=ending.finished)
        if printed and printed not in found:
            same = [a if x == y else -1 for x, y, a in zip(printed, text, copied, strict=False)]
            same += [-1] * (len(printed) - len(same))
            found[printed] = Hypothesis(printed, ending.score, tuple(same))
        if len(found) == rules.decoding.candidates:
            break
    return tuple(found.values()) or (_lead(rules),)


def _lead(rules: Rules) -> Hypothesis:
    """The source's own beginning, where the search found nothing that can be printed."""
    prompt = rules.prompt
    start = len(prompt.text) - len(prompt.text.lstrip())
    line = prompt.text[start:].split("\n", 1)[0].rstrip()
    text = end_within(line, prompt.task, prompt.max_chars) or line[: prompt.max_chars]
    # The text is a beginning of the line, but for its last mark.
    copied = tuple(start + i if text[i] == line[i : i + 1] else -1 for i in range(len(text)))
    return Hypothesis(text, math.log(LEAST), copied)


def _per_character(encoded: Encoded, values: NDArray[np.float32]) -> NDArray[np.float32]:
    found = np.zeros(len(encoded.text), np.float32)
    for (start, end), value in zip(encoded.spans, values, strict=True):
        if encoded.text[start:end] != "\n":
            found[start:end] = value
    return found
