"""Cover pictures that an account keeps for good: each picture is uploaded once."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import wechat_covers as table


def find(store: Store, appid: str, picture: bytes) -> str | None:
    """The media_id of ``picture``, where it was uploaded before."""
    query = sa.select(table.c.media_id).where(
        table.c.appid == appid, table.c.digest == _digest(picture)
    )
    with store.read() as connection:
        return connection.execute(query).scalar_one_or_none()


def keep(store: Store, appid: str, picture: bytes, media_id: str) -> None:
    """Remember where ``picture`` is."""
    row = {"appid": appid, "digest": _digest(picture), "media_id": media_id}
    with store.write() as connection:
        store.insert_new(connection, table, row)


def forget(store: Store, appid: str, picture: bytes) -> None:
    """Somebody deleted it over there."""
    with store.write() as connection:
        connection.execute(
            sa.delete(table).where(table.c.appid == appid, table.c.digest == _digest(picture))
        )


def _digest(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()
