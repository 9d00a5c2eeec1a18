"""Jobs as rows: looked at, listed, cancelled, put in the queue, deleted when they are old."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from service.schemas import Job, JobStatus, Wishes
from service.store.session import Store
from service.store.tables import jobs


def get(store: Store, job_id: str, owner: str | None) -> Job | None:
    """A job with its counts; ``owner`` None sees everybody's."""
    query = sa.select(jobs).where(jobs.c.id == job_id)
    if owner is not None:
        query = query.where(jobs.c.owner == owner)
    with store.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
        return job_of(dict(row)) if row else None


def latest(store: Store, owner: str | None, limit: int) -> list[Job]:
    """The newest jobs first."""
    query = sa.select(jobs).order_by(jobs.c.id.desc()).limit(limit)
    if owner is not None:
        query = query.where(jobs.c.owner == owner)
    with store.read() as connection:
        return [job_of(dict(row)) for row in connection.execute(query).mappings()]


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


def purge(store: Store, seconds: float) -> list[str]:
    """Delete jobs that ended more than ``seconds`` ago; their ids."""
    with store.write() as connection:
        old = sa.select(jobs.c.id).where(jobs.c.finished_at < time.time() - seconds).limit(20)
        ids = list(connection.execute(old).scalars())
        connection.execute(sa.delete(jobs).where(jobs.c.id.in_(ids)))
        return ids


def job_of(row: Mapping[str, Any]) -> Job:
    """A row as it goes over the wire."""
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
