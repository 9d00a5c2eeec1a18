"""Examples as token ids, kept flat, and the stream of batches drawn from them."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.training.recipe import Job

#: Changed with what examples hold or how they are made, so that kept ones are made anew.
FORMAT = 2

#: A target token costs about as much as three source tokens.
TARGET_COST = 3

#: Lengths are sorted with this much noise, so that epochs do not repeat their batches.
_NOISE = 20


@dataclass(frozen=True, slots=True)
class Example:
    """``source`` are ids with specials. ``target`` are the reference's ids with the end token,

    or for salience one label per source token in [0, 1], negative where there is none.
    ``bucket`` is the reference's length class. ``places`` are, per token of the target, the
    encoder position it is copied from, 0 where it is written or any of its like will do; empty
    where nothing is known of them and everything may be written.
    """

    source: NDArray[np.int32]
    target: NDArray[np.float32] | NDArray[np.int32]
    bucket: int = 0
    places: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))


@dataclass(frozen=True)
class Examples:
    """All examples of one job on one data set."""

    job: Job
    items: tuple[Example, ...]

    def __len__(self) -> int:
        return len(self.items)

    def costs(self) -> NDArray[np.int64]:
        """Per example what it weighs in a batch's budget."""
        writes = self.job != "salience"
        return np.array(
            [len(e.source) + TARGET_COST * len(e.target) * writes for e in self.items], np.int64
        )

    def save(self, path: Path) -> None:
        """Write to ``path`` in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        kind = np.float32 if self.job == "salience" else np.int32
        with part.open("wb") as file:
            np.savez(
                file,
                job=np.array(self.job),
                sources=_joined([e.source for e in self.items], np.int32),
                source_sizes=np.array([len(e.source) for e in self.items], np.int64),
                targets=_joined([e.target for e in self.items], kind),
                target_sizes=np.array([len(e.target) for e in self.items], np.int64),
                buckets=np.array([e.bucket for e in self.items], np.int8),
                places=_joined([e.places for e in self.items], np.int32),
                place_sizes=np.array([len(e.places) for e in self.items], np.int64),
            )
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> Examples:
        """Read what :meth:`save` wrote."""
        with np.load(path) as found:
            sources = np.split(found["sources"], np.cumsum(found["source_sizes"])[:-1])
            targets = np.split(found["targets"], np.cumsum(found["target_sizes"])[:-1])
            places = np.split(found["places"], np.cumsum(found["place_sizes"])[:-1])
            buckets = found["buckets"].tolist()
            job: Job = str(found["job"])  # type: ignore[assignment]
        if not buckets:
            return cls(job, ())
        rows = zip(sources, targets, buckets, places, strict=True)
        return cls(job, tuple(Example(*row) for row in rows))


def kept_on_disk(path: Path, build: Callable[[], Examples]) -> Examples:
    """The examples at ``path``, built first where they are missing."""
    if not path.is_file():
        build().save(path)
    return Examples.load(path)


def _joined(rows: Iterable[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *rows]).astype(kind)


class Stream:
    """Endless batches: examples of similar length within ``budget``, batches in random order.

    What an epoch holds follows from the seed and its number alone, so that ``position``, epoch
    and batch, is all that a resumed run needs.
    """

    def __init__(self, costs: NDArray[np.int64], budget: int, seed: str) -> None:
        if not len(costs):
            raise ValueError("a stream needs examples")
        self._costs, self._budget, self._seed = costs, budget, seed
        self._epoch = self._next = 0
        self._batches = self._drawn()

    @property
    def position(self) -> tuple[int, int]:
        """Epoch and number of the next batch."""
        return self._epoch, self._next

    def seek(self, position: Sequence[int]) -> None:
        """Go on from a ``position`` saved before."""
        epoch, self._next = position
        if epoch != self._epoch:
            self._epoch = epoch
            self._batches = self._drawn()

    def draw(self) -> list[int]:
        """Indices of the next batch."""
        if self._next >= len(self._batches):
            self._epoch, self._next = self._epoch + 1, 0
            self._batches = self._drawn()
        self._next += 1
        return self._batches[self._next - 1]

    def _drawn(self) -> list[list[int]]:
        rng = random.Random(f"{self._seed}/{self._epoch}")
        noisy = [c + rng.random() * _NOISE for c in self._costs.tolist()]
        batches = in_batches(
            sorted(range(len(noisy)), key=noisy.__getitem__), self._costs, self._budget
        )
        rng.shuffle(batches)
        return batches


def in_batches(order: Sequence[int], costs: NDArray[np.int64], budget: int) -> list[list[int]]:
    """Cut ``order`` into batches whose padded cost is at most ``budget``, or of one example."""
    batches: list[list[int]] = []
    longest = 0
    for i in order:
        cost = int(costs[i])
        if batches and max(longest, cost) * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(i)
            longest = max(longest, cost)
        else:
            batches.append([i])
            longest = cost
    return batches
