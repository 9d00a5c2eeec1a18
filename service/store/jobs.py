"""Jobs in the database: acceptance, chunks, results, counts.

A chunk's results are stored in one transaction together with the job's counts, and at most
once, by the primary key of the results. A process may die at any moment: a chunk is stored or
it is not, and one that is not is computed again, from the same documents in the same order.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from service.schemas import Job, JobError, JobStatus, Wishes
from service.store.session import Store, new_id
from service.store.tables import documents, jobs, results
from summarizer.exceptions import ReadingError
from summarizer.types import Page

#: Bounds of a chunk. Eight articles fill the engine's batch; a document is never divided.
CHUNK_DOCUMENTS = 8
CHUNK_CHARS = 8000

_ROWS = 500  # rows of one INSERT, and of one page of a file


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a chunk."""

    position: int
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents that go through the model together."""

    options: Wishes
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: JSON lines, or a code and a message."""

    position: int
    lines: str | None = None
    code: str | None = None
    message: str | None = None


class TooManyError(Exception):
    """More documents than a job may have."""


def accept(
    store: Store,
    owner: str,
    options: Wishes,
    pages: Iterable[Page | ReadingError],
    *,
    most: int,
    longest: int,
    complete: Callable[[sa.Connection, Job], None],
) -> Job:
    """Store a job of ``pages`` in one transaction; ``complete`` runs inside it.

    What cannot be read, and what is longer than ``longest`` 字, becomes an error of the job.
    Raises TooManyError above ``most`` documents, and stores nothing.
    """
    job_id = new_id()
    row = {
        "id": job_id,
        "owner": owner,
        "options": options.model_dump_json(),
        "total": 0,
        "chunks": 0,
        "done": 0,
        "failed": 0,
        "created_at": time.time(),
    }
    with store.write() as connection:
        connection.execute(sa.insert(jobs).values(row))
        chunks = _Chunks()
        total = failed = 0
        numbered = enumerate(pages)
        while block := list(islice(numbered, _ROWS)):
            rows, wrong = [], []
            for position, page in block:
                entry = {"job_id": job_id, "position": position, "chunk": None, "text": None}
                error = _error(page, longest)
                if error is None:
                    assert isinstance(page, Page)
                    text = page.text.replace("\0", "")
                    rows.append(
                        entry | {"source": page.source, "text": text, "chunk": chunks.of(text)}
                    )
                else:
                    source = page.source if isinstance(page, Page) else ""
                    rows.append(entry | {"source": source.replace("\0", "")})
                    wrong.append(
                        {
                            "job_id": job_id,
                            "position": position,
                            "code": "unreadable",
                            "message": error,
                        }
                    )
            total, failed = total + len(rows), failed + len(wrong)
            if total > most:
                raise TooManyError
            connection.execute(sa.insert(documents), rows)
            if wrong:
                connection.execute(sa.insert(results), wrong)
        row |= {"total": total, "failed": failed, "chunks": chunks.count}
        if failed == total:
            row["finished_at"] = time.time()
        connection.execute(sa.update(jobs).where(jobs.c.id == job_id).values(row))
        job = _job({"finished_at": None, "cancelled_at": None, "dispatched_at": None} | row)
        complete(connection, job)
    return job


class _Chunks:
    """Deals documents out, in order."""

    def __init__(self) -> None:
        self.count = 0
        self._documents = 0
        self._chars = 0

    def of(self, text: str) -> int:
        full = self._documents == CHUNK_DOCUMENTS or self._chars + len(text) > CHUNK_CHARS
        if self.count == 0 or full:
            self.count += 1
            self._documents = self._chars = 0
        self._documents += 1
        self._chars += len(text)
        return self.count - 1


def _error(page: Page | ReadingError, longest: int) -> str | None:
    if isinstance(page, ReadingError):
        return str(page).replace("\0", "")
    if len(page.text) > longest:
        return f"{len(page.text)}字，超过{longest}字，请拆开"
    return None


def get(store: Store, job_id: str, owner: str | None) -> Job | None:
    """A job with its counts; ``owner`` None sees everybody's."""
    query = sa.select(jobs).where(jobs.c.id == job_id)
    if owner is not None:
        query = query.where(jobs.c.owner == owner)
    with store.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
        return _job(dict(row)) if row else None


def latest(store: Store, owner: str | None, limit: int) -> list[Job]:
    """The newest jobs first."""
    query = sa.select(jobs).order_by(jobs.c.id.desc()).limit(limit)
    if owner is not None:
        query = query.where(jobs.c.owner == owner)
    with store.read() as connection:
        return [_job(dict(row)) for row in connection.execute(query).mappings()]


def cancel(store: Store, job_id: str) -> bool:
    """End a job that is not finished; what is done stays. False where it was over already."""
    with store.write() as connection:
        now = time.time()
        found = connection.execute(
            sa.update(jobs)
            .where(jobs.c.id == job_id, jobs.c.finished_at.is_(None))
            .values(cancelled_at=now, finished_at=now)
        )
        return found.rowcount == 1


def chunks(store: Store, job_id: str) -> int:
    """How many chunks wait to be enqueued: none of a job that is over or gone."""
    with store.read() as connection:
        query = sa.select(jobs.c.chunks).where(jobs.c.id == job_id, jobs.c.finished_at.is_(None))
        return connection.execute(query).scalar_one_or_none() or 0


def dispatched(store: Store, job_id: str) -> None:
    """Note that every chunk of the job is in the queue."""
    with store.write() as connection:
        connection.execute(
            sa.update(jobs).where(jobs.c.id == job_id).values(dispatched_at=time.time())
        )


def undispatched(store: Store, seconds: float) -> list[str]:
    """Jobs accepted more than ``seconds`` ago whose chunks are not all in the queue."""
    with store.read() as connection:
        query = sa.select(jobs.c.id).where(
            jobs.c.dispatched_at.is_(None),
            jobs.c.finished_at.is_(None),
            jobs.c.created_at < time.time() - seconds,
        )
        return list(connection.execute(query).scalars())


def load(store: Store, job_id: str, chunk: int) -> Chunk | None:
    """What is to be done of a chunk; None if it is done, or the job is over."""
    with store.read() as connection:
        job = connection.execute(sa.select(jobs).where(jobs.c.id == job_id)).one_or_none()
        if job is None or job.finished_at is not None:
            return None
        rows = connection.execute(
            sa.select(documents.c.position, documents.c.source, documents.c.text)
            .outerjoin(
                results,
                sa.and_(
                    results.c.job_id == documents.c.job_id,
                    results.c.position == documents.c.position,
                ),
            )
            .where(
                documents.c.job_id == job_id,
                documents.c.chunk == chunk,
                results.c.position.is_(None),
            )
            .order_by(documents.c.position)
        )
        found = tuple(Document(row.position, row.source, row.text) for row in rows)
    return Chunk(Wishes.model_validate_json(job.options), found) if found else None


def save(store: Store, job_id: str, outcomes: Sequence[Outcome]) -> int:
    """Store what came of a chunk, the counts with it; how many documents were new."""
    with store.write() as connection:
        job = connection.execute(
            sa.select(jobs).where(jobs.c.id == job_id).with_for_update()
        ).one_or_none()
        if job is None or job.finished_at is not None:
            return 0
        new = [o for o in outcomes if store.insert_new(connection, results, _row(job_id, o))]
        failed = sum(outcome.code is not None for outcome in new)
        counts: dict[str, float] = {
            "done": job.done + len(new) - failed,
            "failed": job.failed + failed,
        }
        if counts["done"] + counts["failed"] == job.total:
            counts["finished_at"] = time.time()
        connection.execute(sa.update(jobs).where(jobs.c.id == job_id).values(counts))
        return len(new)


def result_lines(store: Store, job_id: str) -> Iterator[str]:
    """The results file in input order, in pieces of whole lines: it may be long."""
    for row in _pages(store, job_id, results.c.lines.is_not(None)):
        yield row.lines


def error_lines(store: Store, job_id: str) -> Iterator[str]:
    """The errors file in input order, line by line."""
    for row in _pages(store, job_id, results.c.code.is_not(None)):
        error = JobError(
            position=row.position, source=row.source, code=row.code, message=row.message
        )
        yield json.dumps(error.model_dump(), ensure_ascii=False) + "\n"


def purge(store: Store, seconds: float) -> list[str]:
    """Delete jobs that ended more than ``seconds`` ago; their ids."""
    with store.write() as connection:
        old = sa.select(jobs.c.id).where(jobs.c.finished_at < time.time() - seconds).limit(20)
        ids = list(connection.execute(old).scalars())
        connection.execute(sa.delete(jobs).where(jobs.c.id.in_(ids)))
        return ids


def _pages(
    store: Store, job_id: str, which: sa.ColumnElement[bool]
) -> Iterator[sa.Row[tuple[object, ...]]]:
    """Rows by pages: no transaction stays open while a slow reader downloads."""
    after = -1
    while True:
        with store.read() as connection:
            rows = connection.execute(
                sa.select(results, documents.c.source)
                .join(
                    documents,
                    sa.and_(
                        documents.c.job_id == results.c.job_id,
                        documents.c.position == results.c.position,
                    ),
                )
                .where(results.c.job_id == job_id, results.c.position > after, which)
                .order_by(results.c.position)
                .limit(_ROWS)
            ).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].position


def _row(job_id: str, outcome: Outcome) -> dict[str, object]:
    return {
        "job_id": job_id,
        "position": outcome.position,
        "lines": outcome.lines,
        "code": outcome.code,
        "message": outcome.message,
    }


def _job(row: Mapping[str, Any]) -> Job:
    total, through = row["total"], row["done"] + row["failed"]
    if row["cancelled_at"] is not None:
        status = JobStatus.CANCELLED
    elif row["finished_at"] is not None:
        status = JobStatus.FINISHED
    elif through:
        status = JobStatus.RUNNING
    else:
        status = JobStatus.QUEUED
    return Job(
        id=str(row["id"]),
        status=status,
        total=total,
        done=row["done"],
        failed=row["failed"],
        progress=round(through / total, 4) if total else 1.0,
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        finished_at=(
            datetime.fromtimestamp(row["finished_at"], UTC)
            if row["finished_at"] is not None
            else None
        ),
        options=Wishes.model_validate_json(str(row["options"])),
    )
