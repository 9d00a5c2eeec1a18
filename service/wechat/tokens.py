"""The access token: one per account, shared by all processes through the database.

``stable_token`` gives the same token to whoever asks while it is good; a forced refresh, of
which a day has twenty, is for a token that calls refuse although WeChat still hands it out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import wechat_tokens as table

#: Asks WeChat: force -> (token, seconds that it is good for).
Fetch = Callable[[bool], tuple[str, float]]

#: A token is given up so long before it ends, in seconds (WeChat renews five minutes ahead).
AHEAD = 200
#: WeChat ignores a forced refresh within 30 s of the last.
APART = 30


class Tokens:
    """The token of one account."""

    def __init__(self, store: Store, appid: str, fetch: Fetch) -> None:
        self._store = store
        self._appid = appid
        self._fetch = fetch

    def get(self) -> str:
        """A token that should be good."""
        row = self._row()
        if row is not None and row.expires_at - AHEAD > time.time():
            return str(row.token)
        return self._renew(force=False)

    def replace(self, bad: str) -> str:
        """Another token than ``bad``, which a call refused."""
        row = self._row()
        if row is not None and row.token != bad and row.expires_at - AHEAD > time.time():
            return str(row.token)  # another process was faster
        fresh = self._renew(force=False)
        if fresh != bad:
            return fresh
        if not self._may_force():
            time.sleep(1)
            return self._renew(force=False)
        return self._renew(force=True)

    def _renew(self, *, force: bool) -> str:
        token, seconds = self._fetch(force)
        values = {"token": token, "expires_at": time.time() + seconds}
        with self._store.write() as connection:
            row = {"appid": self._appid, "forced_at": 0.0, **values}
            if not self._store.insert_new(connection, table, row):
                connection.execute(
                    sa.update(table).where(table.c.appid == self._appid).values(values)
                )
        return token

    def _may_force(self) -> bool:
        """Whether this process is the one to force; several at once would undo each other."""
        now = time.time()
        with self._store.write() as connection:
            mine = connection.execute(
                sa.update(table)
                .where(table.c.appid == self._appid, table.c.forced_at < now - APART)
                .values(forced_at=now)
            )
            return mine.rowcount == 1

    def _row(self) -> sa.Row[tuple[object, ...]] | None:
        with self._store.read() as connection:
            return connection.execute(
                sa.select(table).where(table.c.appid == self._appid)
            ).one_or_none()
