"""Which processes are alive: each renews its row, and whose row is old is dead."""

from __future__ import annotations

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import workers


def beat(store: Store, worker: str) -> None:
    """Say that ``worker`` is alive."""
    with store.write() as connection:
        if not store.insert_new(connection, workers, {"id": worker, "seen_at": store.now()}):
            connection.execute(
                sa.update(workers).where(workers.c.id == worker).values(seen_at=store.now())
            )


def silent(store: Store, seconds: float) -> list[str]:
    """Processes not heard of for ``seconds``."""
    with store.read() as connection:
        old = sa.select(workers.c.id).where(workers.c.seen_at < store.now() - seconds)
        return list(connection.execute(old).scalars())


def forget(store: Store, worker: str) -> None:
    """Remove a process that ended, or whose work was taken over."""
    with store.write() as connection:
        connection.execute(sa.delete(workers).where(workers.c.id == worker))
