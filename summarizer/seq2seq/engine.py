"""What every writer of summaries offers, whatever runs underneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarizer.types import Span, Task


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one hypothesis set is written from.

    ``text`` is the evidence (cleaned, paragraphs separated by newlines). ``bucket`` 0-3 asks
    for a length class of the checkpoint's contract, None leaves it to the model. No
    hypothesis is longer than ``max_chars`` 字; one that would be is ended at its last whole
    sentence or clause. None ends before it has ``min_chars`` unless it cannot go on.
    ``atomic`` marks names and figures of ``text``: a hypothesis that starts to copy one copies
    it to its end. ``worth`` is, per character of ``text``, the probability that a brief keeps
    it: what is copied from there is worth so much more.
    """

    text: str
    task: Task
    bucket: int | None = None
    max_chars: int = 190
    min_chars: int = 0
    atomic: tuple[Span, ...] = ()
    worth: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoding:
    """Beam-search settings. ``length_penalty`` 0 compares sums, 1 means per token."""

    beam: int = 4
    candidates: int = 4
    length_penalty: float = 1.0
    coverage_penalty: float = 0.2
    joint_penalty: float = 2.0  # for every place where words meet that are apart in the source
    worth: float = 3.0  # added per token copied from what is sure to be worth it (Prompt.worth)
    no_repeat: int = 4  # no n-gram of this many tokens twice unless the source repeats it; 0 = off
    constrained: bool = True  # digits, Latin letters and bytes only by copying; atomic spans


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output. ``copied``: per character the position in ``Prompt.text``, -1 if written."""

    text: str
    score: float
    copied: tuple[int, ...] = field(default=())


class Engine(Protocol):
    """A loaded model. Engines are not thread-safe; give each thread its own or a queue."""

    name: str  # for reports, such as "onnx-int8"
    fingerprint: str  # hash of the weights and the contract, for caches and Summary.model
    copies: bool  # whether Hypothesis.copied is filled
    has_salience: bool
    window: int  # encoder window in tokens, specials included
    budgets: Mapping[Task, int]  # evidence in 字 that the writer was trained to read
    buckets: Mapping[Task, tuple[int, ...]]  # inclusive upper bounds in 字; () without classes

    def generate(
        self, prompts: Sequence[Prompt], decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """Up to ``decoding.candidates`` hypotheses per prompt, best first, in prompt order.

        A prompt longer than the window raises OptionError: selection comes before writing,
        and nothing is truncated in silence.
        """
        ...

    def lanes(self) -> Sequence[Engine]:
        """Engines over the same weights, each for a thread of its own; at least one.

        Together they have this engine's threads. A lane's outputs do not depend on how many
        there are.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without the specials, to be compared with ``window - 2``."""
        ...

    def salience(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Per text, one probability per character that a brief keeps it.

        Long texts are read in overlapping windows; no character is left out.

        Raises EngineError where ``has_salience`` is False.
        """
        ...
