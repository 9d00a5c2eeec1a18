"""API keys: made once, shown once, kept as a hash.

A key is ``jb_<id>_<secret>``. The secret has 256 random bits, so a plain SHA-256 of it cannot
be guessed back; passwords' slow hashes would only slow every request.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import api_keys
from summarizer.exceptions import OptionError

_NOBODY = "0" * 64


class Scope(StrEnum):
    """What a key may do. ``admin`` may do everything, on everybody's jobs too."""

    READ = "read"
    SUBMIT = "submit"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept; times in seconds since the epoch."""

    id: str
    name: str
    scopes: frozenset[Scope]
    quota: int | None
    created_at: float
    revoked_at: float | None

    def may(self, scope: Scope) -> bool:
        """Whether the key has ``scope``, or all of them."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


def create(
    store: Store, name: str, scopes: Collection[Scope], quota: int | None = None
) -> tuple[Key, str]:
    """A new key and its text, which cannot be had again."""
    if not scopes:
        raise OptionError("scopes: a key needs at least one of read, submit, admin")
    secret = secrets.token_urlsafe(32)
    key = Key(secrets.token_hex(6), name, frozenset(scopes), quota, time.time(), None)
    with store.write() as connection:
        connection.execute(
            sa.insert(api_keys).values(
                id=key.id,
                name=name,
                digest=_digest(secret),
                scopes=",".join(sorted(key.scopes)),
                quota=quota,
                created_at=key.created_at,
            )
        )
    return key, f"jb_{key.id}_{secret}"


def every(store: Store) -> list[Key]:
    """All keys, the oldest first, revoked ones too."""
    with store.read() as connection:
        rows = connection.execute(sa.select(api_keys).order_by(api_keys.c.created_at))
        return [_key(row) for row in rows]


def revoke(store: Store, key_id: str) -> bool:
    """End a key's life; False where there is no such living key."""
    with store.write() as connection:
        found = connection.execute(
            sa.update(api_keys)
            .where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
            .values(revoked_at=time.time())
        )
        return found.rowcount == 1


def verify(store: Store, text: str) -> Key | None:
    """The living key that ``text`` is, compared in constant time; None if it is none."""
    mark, _, rest = text.partition("_")
    key_id, _, secret = rest.partition("_")
    with store.read() as connection:
        row = connection.execute(sa.select(api_keys).where(api_keys.c.id == key_id)).one_or_none()
    same = hmac.compare_digest(row.digest if row else _NOBODY, _digest(secret))
    if mark != "jb" or row is None or not same or row.revoked_at is not None:
        return None
    return _key(row)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    return Key(
        row.id,
        row.name,
        frozenset(Scope(scope) for scope in row.scopes.split(",")),
        row.quota,
        row.created_at,
        row.revoked_at,
    )
