"""Documents become rounds: read by the workers, deduplicated, cut into chunks of like length."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence

from summarizer.archive.documents import documents
from summarizer.archive.journal import Journal, Position
from summarizer.archive.types import Bulletin, Chunk, Document, Fields, Plan, Reading, Workers

#: A round ends with the document that brings it to so many bytes of content, too.
ROUND_BYTES = 16 * 2**20

#: Documents that one worker reads at a time, and content that is enough for it.
BATCH, BATCH_BYTES = 16, 2**20

#: Articles that go through the model together.
CHUNK = 32


def plans(
    journal: Journal, workers: Workers, fields: Fields, size: int, limit: int | None
) -> Iterator[Plan]:
    """The rounds not committed yet: those already in the journal, then new ones of ``size``.

    A new round is in the journal before it is given out. ``limit`` bounds the documents of the
    whole run.
    """
    yield from journal.plans()
    waiting = _Stream(journal, fields)
    while group := waiting.take(size, limit):
        readings = [
            reading
            for batch in workers.read(_batches([document for document, _ in group]))
            for reading in batch
        ]
        yield _planned(journal, readings, group[-1][1])


def chunks(plan: Plan) -> Iterator[Chunk]:
    """The chunks of a round; they follow from its plan alone."""
    bulletins = plan.bulletins()
    texts = [bulletins[place].text for place in plan.fresh]
    for number, first in enumerate(range(0, len(texts), CHUNK)):
        yield Chunk(plan.number, number, tuple(texts[first : first + CHUNK]))


class Ahead:
    """``plans`` made one round ahead of who draws them, in a thread; to be closed."""

    def __init__(self, made: Iterator[Plan]) -> None:
        self._made = made
        self._queue: queue.Queue[Plan | BaseException | None] = queue.Queue(1)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Plan]:
        while (found := self._queue.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found

    def close(self) -> None:
        """Make no more rounds."""
        self._stopped.set()
        while self._thread.is_alive():
            try:
                self._queue.get(timeout=0.1)
            except queue.Empty:
                continue

    def _run(self) -> None:
        try:
            for plan in self._made:
                if self._stopped.is_set():
                    return
                self._queue.put(plan)
            self._queue.put(None)
        except BaseException as error:
            if not self._stopped.is_set():
                self._queue.put(error)


class _Stream:
    """All documents of a run from where its journal stands, each with the position after it."""

    def __init__(self, journal: Journal, fields: Fields) -> None:
        self._at = journal.position()
        self._documents = _documents(journal, fields, self._at)

    def take(self, size: int, limit: int | None) -> list[tuple[Document, Position]]:
        """The documents of the next round; none when there are no more."""
        if limit is not None:
            size = min(size, limit - self._at.documents)
        group: list[tuple[Document, Position]] = []
        content = 0
        while len(group) < size and content < ROUND_BYTES:
            found = next(self._documents, None)
            if found is None:
                break
            content += len(found[0].data)
            self._at = found[1]
            group.append(found)
        return group


def _documents(
    journal: Journal, fields: Fields, start: Position
) -> Iterator[tuple[Document, Position]]:
    """``start.items`` 0 means that source ``start.seq`` is done with, else it is gone on with."""
    count, skip = start.documents, start.items
    after = start.seq - 1 if skip else start.seq
    base = journal.bytes_until(after)
    for source in journal.sources(after):
        items = skip
        for document, last in _with_last(documents(source, fields, skip)):
            items += 1
            count += 1
            done = source.size if last else int(document.done * source.size)
            yield document, Position(source.seq, 0 if last else items, count, base + done)
        skip = 0
        base += source.size


def _with_last(found: Iterator[Document]) -> Iterator[tuple[Document, bool]]:
    held = next(found, None)
    while held is not None:
        following = next(found, None)
        yield held, following is None
        held = following


def _batches(group: Sequence[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    content = 0
    for document in group:
        batch.append(document)
        content += len(document.data)
        if len(batch) == BATCH or content >= BATCH_BYTES:
            yield batch
            batch, content = [], 0
    if batch:
        yield batch


def _planned(journal: Journal, readings: list[Reading], after: Position) -> Plan:
    bulletins: list[Bulletin] = [b for reading in readings for b in reading.bulletins]
    with journal.planning():
        new = journal.claim(b.sha256 for b in bulletins)
        fresh = [place for place, is_new in enumerate(new) if is_new]
        # Like lengths together; the longest first, so that workers end at about the same time.
        fresh.sort(key=lambda place: -len(bulletins[place].text))
        plan = Plan(
            number=journal.rounds(),
            readings=tuple(readings),
            fresh=tuple(fresh),
            done=after.done,
            documents=after.documents,
        )
        journal.plan(plan, after)
    return plan
