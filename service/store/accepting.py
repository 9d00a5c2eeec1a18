"""Acceptance of a job: its documents dealt into chunks and stored, in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice

import sqlalchemy as sa

from service.schemas import Job, Wishes
from service.store.jobs import job_of
from service.store.session import Store, new_id
from service.store.tables import documents, jobs, results
from summarizer.exceptions import ReadingError
from summarizer.types import Page

#: Bounds of a chunk. Eight articles fill the engine's batch; a document is never divided.
CHUNK_DOCUMENTS = 8
CHUNK_CHARS = 8000

_ROWS = 500  # rows of one INSERT


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
        job = job_of({"finished_at": None, "cancelled_at": None, "dispatched_at": None} | row)
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
