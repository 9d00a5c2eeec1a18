"""What was sent where: one row per target and digest, and who is just sending it.

The row is the memory that makes sending happen once: ``sending`` is written before a request
that may make something, and whoever finds it there looks at WeChat before he asks again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import publications as table


class State(StrEnum):
    """How far a publication is. ``sending`` and ``releasing``: a request may be under way."""

    NEW = "new"
    SENDING = "sending"
    SENT = "sent"
    RELEASING = "releasing"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Publication:
    """A row. Times in seconds since the epoch; ``parts`` counts messages that were sent."""

    target: str
    code: str
    state: State
    created_at: float
    attempt_at: float
    parts: int
    media_id: str | None
    publish_id: str | None
    url: str | None
    error: str | None


def claim(store: Store, target: str, code: str, worker: str, lease: float) -> Publication | None:
    """Take the publication for ``lease`` seconds; None where another process has it."""
    with store.write() as connection:
        row = {
            "target": target,
            "code": code,
            "state": State.NEW.value,
            "created_at": time.time(),
            "attempt_at": 0.0,
            "leased_until": 0.0,
            "parts": 0,
        }
        store.insert_new(connection, table, row)
        free = sa.or_(table.c.leased_by == worker, table.c.leased_until < store.now())
        taken = connection.execute(
            sa.update(table)
            .where(_is(target, code), free)
            .values(leased_by=worker, leased_until=store.now() + lease)
        )
        if taken.rowcount != 1:
            return None
        return _read(connection, target, code)


def update(
    store: Store, target: str, code: str, worker: str, lease: float, **values: Any
) -> Publication | None:
    """Change the publication and hold it for ``lease`` seconds more; None where it was lost."""
    plain = {n: v.value if isinstance(v, StrEnum) else v for n, v in values.items()}
    with store.write() as connection:
        done = connection.execute(
            sa.update(table)
            .where(_is(target, code), table.c.leased_by == worker)
            .values(leased_until=store.now() + lease, **plain)
        )
        return _read(connection, target, code) if done.rowcount == 1 else None


def release(store: Store, target: str, code: str, worker: str) -> None:
    """Let others have it."""
    with store.write() as connection:
        connection.execute(
            sa.update(table)
            .where(_is(target, code), table.c.leased_by == worker)
            .values(leased_until=0.0, leased_by=None)
        )


def get(store: Store, target: str, code: str) -> Publication | None:
    """The publication as it stands."""
    with store.read() as connection:
        return _read(connection, target, code)


def _is(target: str, code: str) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.target == target, table.c.code == code)


def _read(connection: sa.Connection, target: str, code: str) -> Publication | None:
    row = connection.execute(sa.select(table).where(_is(target, code))).one_or_none()
    if row is None:
        return None
    return Publication(
        row.target,
        row.code,
        State(row.state),
        row.created_at,
        row.attempt_at,
        row.parts,
        row.media_id,
        row.publish_id,
        row.url,
        row.error,
    )
