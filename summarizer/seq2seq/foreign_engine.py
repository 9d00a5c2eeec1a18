"""What the engines for other people's checkpoints share: everything but the search itself."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import EngineError, OptionError
from summarizer.seq2seq.ceiling import end_within
from summarizer.seq2seq.engine import Decoding, Hypothesis, Prompt
from summarizer.seq2seq.foreign import Foreign
from summarizer.types import Task

#: Prompts searched together; more would pad short ones to the longest for little gain.
BATCH = 8

#: Room for a tokenizer that spends more tokens on the output than on the source.
_SLACK = 1.25


@dataclass(frozen=True, slots=True)
class Output:
    """One beam: ids after the start token, its length-normalised log probability, ended or not."""

    ids: tuple[int, ...]
    score: float
    finished: bool


class ForeignEngine(ABC):
    """An :class:`~summarizer.seq2seq.engine.Engine` around a checkpoint without copy head.

    Of a prompt, ``bucket`` and ``atomic`` mean nothing to such a network; of the decoding,
    ``coverage_penalty``, ``no_repeat`` and ``constrained`` (an n-gram ban that cannot look at
    the source would forbid to name a person twice). The hard ceiling holds.
    """

    copies = False
    has_salience = False

    def __init__(self, name: str, checkpoint: Foreign) -> None:
        self.name = name
        self.checkpoint = checkpoint
        self.fingerprint = checkpoint.fingerprint
        # The protocol compares text tokens with window - 2, whatever the specials are.
        self.window = checkpoint.window - checkpoint.overhead + 2
        self.budgets: Mapping[Task, int] = dict.fromkeys(Task, self.window - 2)
        self.buckets: Mapping[Task, tuple[int, ...]] = dict.fromkeys(Task, ())

    @abstractmethod
    def _search(
        self, batch: Sequence[Sequence[int]], longest: int, decoding: Decoding
    ) -> list[list[Output]]:
        """Beams for each of ``batch`` (encoder ids), at most ``longest`` ids each, best first."""

    def generate(
        self, prompts: Sequence[Prompt], decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """See :class:`~summarizer.seq2seq.engine.Engine`. A blank prompt has no hypotheses."""
        encoded = [self._encode(prompt) for prompt in prompts]
        found: list[tuple[Hypothesis, ...]] = [() for _ in prompts]
        work = [i for i, prompt in enumerate(prompts) if prompt.text.strip()]
        longest = {i: self._longest(prompts[i], encoded[i]) for i in work}
        work.sort(key=lambda i: (longest[i], len(encoded[i])))
        for at in range(0, len(work), BATCH):
            part = work[at : at + BATCH]
            bound = max(longest[i] for i in part)
            beams = self._search([encoded[i] for i in part], bound, decoding)
            for i, outputs in zip(part, beams, strict=True):
                found[i] = self._hypotheses(prompts[i], outputs)[: decoding.candidates]
        return found

    def lanes(self) -> Sequence[Self]:
        """See :class:`~summarizer.seq2seq.engine.Engine`: the library has threads of its own."""
        return [self]

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without specials and prefix."""
        return (
            max(len(self.checkpoint.encode(text, task)) for task in Task) - self.checkpoint.overhead
        )

    def salience(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Raises EngineError: only jianbao's own checkpoints have the head for it."""
        raise EngineError(f"{self.name}: this checkpoint has no salience head")

    def _encode(self, prompt: Prompt) -> list[int]:
        ids = self.checkpoint.encode(prompt.text, prompt.task)
        if len(ids) > self.checkpoint.window:
            raise OptionError(
                f"{self.checkpoint.folder}: a text of {len(ids)} tokens, the model reads "
                f"{self.checkpoint.window}; select the evidence first"
            )
        return ids

    def _longest(self, prompt: Prompt, ids: Sequence[int]) -> int:
        """Decoder steps that surely reach ``max_chars``, judged by the source's tokens per 字."""
        rate = max(1.0, _SLACK * len(ids) / len(prompt.text))
        steps = math.ceil(prompt.max_chars * rate) + 8
        bound = self.checkpoint.positions
        return steps if bound is None else min(steps, bound - 1)

    def _hypotheses(self, prompt: Prompt, outputs: Sequence[Output]) -> tuple[Hypothesis, ...]:
        """Printable hypotheses, best first; of equal texts the better one.

        One that ran into the last step is most often a loop: it comes after those that ended.
        """
        texts: dict[str, float] = {}
        for output in sorted(outputs, key=lambda output: (not output.finished, -output.score)):
            text = self.checkpoint.decode(output.ids, prompt.task, prompt.text)
            ended = end_within(text, prompt.task, prompt.max_chars, finished=output.finished)
            if ended is not None:
                texts.setdefault(ended, output.score)
        return tuple(Hypothesis(text, score) for text, score in texts.items())
