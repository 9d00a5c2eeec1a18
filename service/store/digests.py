"""Digests in the database: one per day and edition, with the editor's decisions."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from service.store.session import Store, new_id
from service.store.tables import digests as table
from summarizer.digest.types import Digest, Edits, Story


class DigestState(StrEnum):
    """Made and open to edits; approved and on its way; sent as a draft; published; failed."""

    MADE = "made"
    APPROVED = "approved"
    SENT = "sent"
    RELEASED = "released"
    FAILED = "failed"


#: States in which an editor may still change the digest.
OPEN = (DigestState.MADE, DigestState.FAILED)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row; times in seconds since the epoch. ``version`` grows with every change."""

    id: str
    state: DigestState
    theme: str
    stories: tuple[Story, ...]
    edits: Edits
    digest: Digest
    version: int
    made_at: float
    changed_at: float
    approved_at: float | None
    approved_by: str | None
    error: str | None


def add(store: Store, stories: Sequence[Story], digest: Digest, theme: str) -> Kept:
    """Keep a new digest, or give the one that its day and edition have already."""
    now = time.time()
    row = {
        "id": new_id(),
        "day": digest.day.isoformat(),
        "edition": digest.edition,
        "state": DigestState.MADE.value,
        "theme": theme,
        "stories": _stories(stories),
        "edits": Edits().model_dump_json(),
        "digest": digest.model_dump_json(),
        "version": 1,
        "made_at": now,
        "changed_at": now,
    }
    with store.write() as connection:
        store.insert_new(connection, table, row)
        query = sa.select(table).where(table.c.day == row["day"], table.c.edition == digest.edition)
        return _kept(connection.execute(query).one())


def get(store: Store, digest_id: str) -> Kept | None:
    """One digest."""
    with store.read() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == digest_id)).one_or_none()
        return _kept(row) if row else None


def of_day(store: Store, day: date) -> list[Kept]:
    """The editions of a day, the first first."""
    query = sa.select(table).where(table.c.day == day.isoformat()).order_by(table.c.edition)
    with store.read() as connection:
        return [_kept(row) for row in connection.execute(query)]


def latest(store: Store, limit: int, states: Sequence[DigestState] = ()) -> list[Kept]:
    """The newest days first; only those in ``states`` where some are named."""
    query = sa.select(table).order_by(table.c.day.desc(), table.c.edition.desc()).limit(limit)
    if states:
        query = query.where(table.c.state.in_([state.value for state in states]))
    with store.read() as connection:
        return [_kept(row) for row in connection.execute(query)]


def change(
    store: Store,
    kept: Kept,
    *,
    edits: Edits,
    digest: Digest,
    theme: str,
    stories: Sequence[Story] | None = None,
) -> Kept | None:
    """Store the editor's changes to ``kept``; None where another was faster, or it is closed."""
    values: dict[str, Any] = {
        "edits": edits.model_dump_json(),
        "digest": digest.model_dump_json(),
        "theme": theme,
        "version": kept.version + 1,
        "changed_at": time.time(),
    }
    if stories is not None:
        values["stories"] = _stories(stories)
    return _update(store, kept.id, values, version=kept.version, states=OPEN)


def approve(store: Store, digest_id: str, version: int, who: str) -> Kept | None:
    """Close the digest; None where it was changed meanwhile, or is closed already."""
    values = {
        "state": DigestState.APPROVED.value,
        "approved_at": time.time(),
        "approved_by": who,
        "error": None,
    }
    return _update(store, digest_id, values, version=version, states=OPEN)


def mark(store: Store, digest_id: str, state: DigestState, error: str | None = None) -> None:
    """What came of sending an approved digest."""
    values = {"state": state.value, "error": error}
    _update(store, digest_id, values, states=(DigestState.APPROVED, DigestState.SENT))


def approved(store: Store, seconds: float) -> list[Kept]:
    """Digests that were approved in the last ``seconds`` and are not yet sent."""
    since = time.time() - seconds
    found = latest(store, 50, (DigestState.APPROVED,))
    return [kept for kept in found if (kept.approved_at or 0) >= since]


def _update(
    store: Store,
    digest_id: str,
    values: dict[str, Any],
    *,
    states: Sequence[DigestState],
    version: int | None = None,
) -> Kept | None:
    where = [table.c.id == digest_id, table.c.state.in_([state.value for state in states])]
    if version is not None:
        where.append(table.c.version == version)
    with store.write() as connection:
        done = connection.execute(sa.update(table).where(*where).values(values))
        if done.rowcount != 1:
            return None
        return _kept(connection.execute(sa.select(table).where(table.c.id == digest_id)).one())


def _stories(stories: Sequence[Story]) -> str:
    return json.dumps([story.model_dump(mode="json") for story in stories], ensure_ascii=False)


def _kept(row: Any) -> Kept:
    return Kept(
        id=row.id,
        state=DigestState(row.state),
        theme=row.theme,
        stories=tuple(Story.model_validate(story) for story in json.loads(row.stories)),
        edits=Edits.model_validate_json(row.edits),
        digest=Digest.model_validate_json(row.digest),
        version=row.version,
        made_at=row.made_at,
        changed_at=row.changed_at,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        error=row.error,
    )
