"""Workers in the test's own process: the real work, the shipped model, no start-up time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from summarizer.archive.publishing import Places
from summarizer.archive.run import Job, Outcome, batch
from summarizer.archive.types import Chunk, Document, Fields, Reading, Setup, Written
from summarizer.archive.work import Work
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.types import Task

FAST = Options(tasks=(Task.HEADLINE,), beam=1, candidates=1)


class Stop(Exception):  # noqa: N818
    """A test's own interruption."""


class Inline:
    """Raises :class:`Stop` after ``stop_after`` chunks."""

    def __init__(self, summarizer: Summarizer, setup: Setup, stop_after: int | None = None) -> None:
        self._work = Work(setup)
        self._work.__dict__["_summarizer"] = summarizer
        self._left = stop_after
        self.texts = 0  # written so far
        self.before_read: Callable[[], None] = lambda: None

    def model(self) -> str:
        return self._work.model()

    def read(self, batches: Iterable[list[Document]]) -> Iterator[list[Reading]]:
        for some in batches:
            self.before_read()
            yield self._work.read(some)

    def write(self, chunks: Iterable[Chunk]) -> Iterator[Written]:
        for chunk in chunks:
            if self._left is not None:
                if not self._left:
                    raise Stop
                self._left -= 1
            self.texts += len(chunk.texts)
            yield Written(chunk, self._work.write(chunk.texts), 0.5)

    def close(self) -> None:
        pass


class Notes:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.shares: list[float] = []

    def note(self, line: str) -> None:
        self.lines.append(line)

    def at(self, articles: int, share: float) -> None:
        self.shares.append(share)


def job(
    out: object, *inputs: object, options: Options = FAST, shard: int | None = None, **more: object
) -> Job:
    """A job with small rounds."""
    fields = Fields.model_validate(more.pop("fields", {}))
    settings: dict[str, object] = {"round_size": 10, **more}
    places = Places.of(str(out), shard=shard)
    return Job([str(i) for i in inputs], places, Setup(options=options, fields=fields), **settings)  # type: ignore[arg-type]


def run(summarizer: Summarizer, given: Job, stop: int | None = None) -> tuple[Outcome, Inline]:
    workers = Inline(summarizer, given.setup, stop)
    return batch(given, workers, Notes()), workers


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def errors(out: Path) -> list[dict[str, Any]]:
    return rows(out.with_suffix(".errors.jsonl"))
