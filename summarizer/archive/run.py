"""A run from its first look at the inputs to the published files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from summarizer.archive import manifest
from summarizer.archive.committing import Output, cannot_write
from summarizer.archive.journal import Journal
from summarizer.archive.places import Found, exists, is_remote, walk
from summarizer.archive.planning import Ahead, chunks, plans
from summarizer.archive.publishing import Places, publish, publish_parts
from summarizer.archive.stats import Stats
from summarizer.archive.types import Chunk, Plan, Setup, Workers
from summarizer.exceptions import ArchiveError

#: Documents of a round, unless a caller says otherwise.
ROUND = 1000

JOURNAL, LOCK = "journal.sqlite", "lock"


@dataclass(frozen=True)
class Job:
    """What is asked for. ``limit`` bounds the documents, ``round_size`` is documents per round."""

    inputs: Sequence[str]
    places: Places
    setup: Setup
    round_size: int = ROUND
    limit: int | None = None
    with_text: bool = False
    restart: bool = False


class Progress(Protocol):
    """Who is told how a run gets on."""

    def note(self, line: str) -> None:
        """Something a person should read."""
        ...

    def at(self, articles: int, share: float) -> None:
        """``articles`` are written, ``share`` of the input is done (0 to 1)."""
        ...


@dataclass
class Outcome:
    """What a run came to. ``articles``, ``failed`` and ``seconds`` are of this session alone."""

    stats: Stats
    articles: int = 0
    failed: int = 0
    seconds: float = 0.0
    already: bool = False


@dataclass
class _Round:
    plan: Plan
    chunks: int
    left: int


@dataclass
class Run:
    """A job with its journal open: made by :func:`opened`."""

    job: Job
    journal: Journal
    workers: Workers
    progress: Progress
    _open: dict[int, _Round] = field(default_factory=dict)

    def list_inputs(self) -> None:
        """List the inputs, once and for all; of files that came later there is only a note."""
        if not self.journal.get("listed"):
            self.journal.list_sources(self._walk(given) for given in self.job.inputs)
            self.journal.put("listed", True)
            return
        try:
            later = sum(not self.journal.knows(found) for found in self.found())
        except ArchiveError:  # an input has gone since: its documents will say so
            return
        if later:
            self.progress.note(
                f"{later} files are new or changed since this run began and no part of it; "
                "use jianbao watch, or --restart to begin anew"
            )

    def found(self) -> Iterator[Found]:
        """The files that the inputs stand for now, but for those that this run writes."""
        for given in self.job.inputs:
            yield from self._walk(given)

    def drain(self) -> Outcome:
        """Write and commit everything that is listed and not committed."""
        job, journal = self.job, self.journal
        began = time.monotonic()
        places = job.places
        output = Output(journal, places.rows, places.errors, job.with_text)
        ahead = Ahead(plans(journal, self.workers, job.setup.fields, job.round_size, job.limit))
        outcome = Outcome(Stats())
        before = Stats.model_validate(journal.committed().stats).failed
        try:
            clock = _Clock()
            total = journal.totals()[1]

            def commit() -> None:
                while self._open:
                    first = next(iter(self._open.values()))
                    if first.left:
                        return
                    output.commit(first.plan, clock.lap())
                    publish_parts(places, journal, output.now, last=False)
                    del self._open[first.plan.number]

            for written in self.workers.write(self._feed(ahead, commit)):
                chunk = written.chunk
                journal.keep(chunk.round, chunk.number, written.cores, written.seconds)
                at = self._open[chunk.round]
                at.left -= 1
                outcome.articles += len(chunk.texts)
                self.progress.at(outcome.articles, self._share(at, total))
                commit()
            commit()
        finally:
            ahead.close()
            output.close()
            self._open.clear()
        outcome.stats = Stats.model_validate(output.now.stats)
        outcome.failed = outcome.stats.failed - before
        outcome.seconds = time.monotonic() - began
        return outcome

    def finish(self) -> None:
        """Publish the files; the journal keeps only that it is over."""
        self.journal.put("complete", True)
        publish(self.job.places, self.journal)
        self.journal.finish()

    def _feed(self, ahead: Ahead, commit: Callable[[], None]) -> Iterator[Chunk]:
        for plan in ahead:
            kept = self.journal.kept(plan.number)
            whole = list(chunks(plan))
            todo = [chunk for chunk in whole if chunk.number not in kept]
            self._open[plan.number] = _Round(plan, len(whole), len(todo))
            commit()  # a round of nothing but duplicates and failures has no chunk to wait for
            yield from todo

    def _share(self, at: _Round, total: int) -> float:
        """The share of the input that is done, by bytes, or by documents where they are limited."""
        before = self.journal.committed()
        part = 1 - at.left / max(1, at.chunks)
        if self.job.limit:
            done = Stats.model_validate(before.stats).documents
            return (done + part * (at.plan.documents - done)) / self.job.limit
        return (before.done + part * (at.plan.done - before.done)) / max(1, total)

    def _walk(self, given: str) -> Iterator[Found]:
        places = self.job.places
        own = {os.path.abspath(p) for p in (places.out, places.final_errors) if not is_remote(p)}  # noqa: PTH100
        work = os.path.abspath(places.work)  # noqa: PTH100
        for found in walk(given):
            if not is_remote(found.path):
                path = os.path.abspath(found.path)  # noqa: PTH100
                if path in own or path.startswith((work + os.sep, f"{places.out}{os.sep}")):
                    continue
            yield found


class _Clock:
    """Seconds between one commit and the next."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def lap(self) -> float:
        now = time.monotonic()
        elapsed, self._last = now - self._last, now
        return elapsed


def batch(job: Job, workers: Workers, progress: Progress) -> Outcome:
    """Do the whole job, or what is left of it.

    Raises ArchiveError, one line, where it cannot go on; the same call then goes on where it
    stopped.
    """
    _require_inputs(job)
    with opened(job, workers, progress) as run:
        journal = run.journal
        if journal.get("finished"):
            if not exists(job.places.out):
                raise ArchiveError(
                    f"{job.places.out}: was finished and is gone; run with --restart"
                )
            return Outcome(Stats.model_validate(journal.committed().stats), already=True)
        if journal.get("complete"):
            outcome = Outcome(Stats.model_validate(journal.committed().stats))
        else:
            run.list_inputs()
            outcome = run.drain()
        run.finish()
        return outcome


def _require_inputs(job: Job) -> None:
    """Raise ArchiveError for a local input that is not there, before anything is made or cleared.

    Of a run that goes on the inputs are listed already; one that has gone since is told then.
    """
    if (job.places.work / JOURNAL).exists() and not job.restart:
        return
    for given in job.inputs:
        if not is_remote(given):  # to list a store takes long, and is done once
            next(walk(given), None)


@contextmanager
def opened(job: Job, workers: Workers, progress: Progress) -> Iterator[Run]:
    """The journal of ``job``, locked and compared with what it was begun with."""
    places = job.places
    now = _manifest(job, workers.model())  # a model or rules that are not there leave no folder
    try:
        places.work.mkdir(parents=True, exist_ok=True)
        lock = (places.work / LOCK).open("a+")
    except OSError as error:
        raise cannot_write(places.work, error) from None
    with lock:
        _hold(lock.fileno(), places.work)
        new = not (places.work / JOURNAL).exists()
        if job.restart:
            _clear(places)
        elif new and exists(places.out):
            raise ArchiveError(
                f"{places.out}: exists, and no run of ours is known; give another --out, or "
                "--restart to replace it"
            )
        journal = Journal(places.work / JOURNAL)
        try:
            before = journal.get("manifest")
            if before is None:
                journal.put("manifest", now)
            else:
                manifest.compare(before, now, places.work)
            yield Run(job, journal, workers, progress)
        finally:
            journal.close()


def _clear(places: Places) -> None:
    """Forget a run; what it published under a single name is replaced when the new one ends."""
    stale = [places.rows, places.errors, *places.work.glob(f"{JOURNAL}*")]
    if places.shard is not None and not is_remote(places.out):
        folder = Path(places.out)
        stale += [*folder.glob(f"part-*{places.form}"), folder / "_SUCCESS"]
    try:
        for path in stale:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(places.work, error) from None


def _manifest(job: Job, model: str) -> manifest.Manifest:
    relative = any(not is_remote(i) and not Path(i).is_absolute() for i in job.inputs)
    found = manifest.manifest(
        job.inputs,
        job.setup,
        model,
        round_size=job.round_size,
        limit=job.limit,
        with_text=job.with_text,
        shard=job.places.shard,
    )
    return {**found, "folder": str(Path.cwd()) if relative else None}


def _hold(handle: int, work: Path) -> None:
    """Lock the work folder for this process; the system lets go of it however we end."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ArchiveError(
            f"{work}: another run is at work there; wait for it, or give another --out"
        ) from None
