"""Chunks of a job: what is to be done of each, what came of it, and the files made of that.

A chunk's results are stored in one transaction together with the job's counts, and at most
once, by the primary key of the results. A process may die at any moment: a chunk is stored or
it is not, and one that is not is computed again, from the same documents in the same order.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from service.schemas import JobError, Wishes
from service.store.session import Store
from service.store.tables import documents, jobs, results

_ROWS = 500  # rows of one page of a file


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
