"""Requests that may be sent twice: the second gets the first one's answer.

After draft-ietf-httpapi-idempotency-key-header-06: same key and request -> same answer; the
key with another request -> 422; the first one not done yet -> 409.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa

from service.problems import ProblemError
from service.store.session import Store
from service.store.tables import idempotency, workers

#: Answers are kept for a day.
KEPT = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do the work of one request."""

    owner: str
    key: str

    def complete(self, connection: sa.Connection, status: int, body: str) -> None:
        """Keep the answer, in the transaction that does the work."""
        connection.execute(
            sa.update(idempotency)
            .where(idempotency.c.owner == self.owner, idempotency.c.key == self.key)
            .values(status=status, body=body)
        )


def claim(store: Store, owner: str, key: str, digest: str, worker: str) -> Claim | Answer:
    """Claim ``key`` of ``owner`` for the request hashed to ``digest``, or find its answer.

    A claim of a process that died is taken over. Raises ProblemError 409 or 422.
    """
    where = (idempotency.c.owner == owner, idempotency.c.key == key)
    row = {
        "owner": owner,
        "key": key,
        "digest": digest,
        "worker": worker,
        "created_at": time.time(),
    }
    with store.write() as connection:
        connection.execute(
            sa.delete(idempotency).where(idempotency.c.created_at < time.time() - KEPT)
        )
        if store.insert_new(connection, idempotency, row):
            return Claim(owner, key)
        found = connection.execute(sa.select(idempotency).where(*where).with_for_update()).one()
        if found.digest != digest:
            raise ProblemError("key-reused", "Idempotency-Key was sent with another request before")
        if found.status is not None:
            return Answer(found.status, found.body)
        alive = connection.execute(
            sa.select(workers.c.id).where(workers.c.id == found.worker)
        ).one_or_none()
        if alive is not None:
            raise ProblemError("in-progress", headers={"Retry-After": "1"})
        connection.execute(sa.update(idempotency).where(*where).values(worker=worker))
        return Claim(owner, key)


def release(store: Store, held: Claim) -> None:
    """Give up a claim whose work failed: the request may be sent again."""
    with store.write() as connection:
        connection.execute(
            sa.delete(idempotency).where(
                idempotency.c.owner == held.owner,
                idempotency.c.key == held.key,
                idempotency.c.status.is_(None),
            )
        )
