"""What was written and what was measured, kept so that no run does it twice.

SQLite with a transaction per batch, synced to disk: ``kill -9`` or a power cut loses at most the
batch in hand. Keys are hashes of everything that a value depends on, code included; so a stale
value is never met, and several runs may share one file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.systems.base import Output
from summarizer.cachedir import cache_dir
from summarizer.exceptions import DataError
from summarizer.types import Task

#: Changes with the tables below.
FORMAT = 1

_WAIT = 60.0  # seconds that a run waits for another one's transaction

_TABLES = """
CREATE TABLE IF NOT EXISTS outputs (
    system TEXT, item TEXT, task TEXT, value TEXT NOT NULL, PRIMARY KEY (system, item, task)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS measures (
    metric TEXT, item TEXT, value TEXT NOT NULL, PRIMARY KEY (metric, item)
) WITHOUT ROWID;
"""


def default_path() -> Path:
    """The cache of this user."""
    return cache_dir() / "eval.sqlite"


class Cache:
    """Open with :func:`opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def output(self, system: str, item: str, task: Task) -> Output | None:
        """What ``system`` (a fingerprint) wrote for ``item`` (a key), if it did."""
        row = self._connection.execute(
            "SELECT value FROM outputs WHERE system = ? AND item = ? AND task = ?",
            (system, item, task.value),
        ).fetchone()
        return Output(**json.loads(row[0])) if row else None

    def keep_outputs(self, system: str, rows: Iterable[tuple[str, Mapping[Task, Output]]]) -> None:
        """Store a batch; what is there already stays, so that the first answer holds."""
        values = [
            (system, item, task.value, json.dumps(asdict(output), ensure_ascii=False))
            for item, outputs in rows
            for task, output in outputs.items()
        ]
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO outputs VALUES (?,?,?,?)", values)

    def measure(self, metric: str, case: str) -> Any:
        """What ``metric`` (a fingerprint) found on ``case`` (a digest), None if it never did."""
        row = self._connection.execute(
            "SELECT value FROM measures WHERE metric = ? AND item = ?", (metric, case)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def keep_measures(self, rows: Iterable[tuple[str, str, Any]]) -> None:
        """Store a batch of (metric, case, JSON value)."""
        values = [
            (metric, case, json.dumps(found, ensure_ascii=False)) for metric, case, found in rows
        ]
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO measures VALUES (?,?,?)", values)


@contextmanager
def opened(path: Path) -> Iterator[Cache]:
    """The cache in a file, made if it is not there.

    Raises DataError where the file cannot be written, is something else, or of another format.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, FORMAT):
                raise DataError(f"{path}: a cache of format {version}, not {FORMAT}: delete it")
            connection.executescript(f"{_TABLES}PRAGMA user_version = {FORMAT};")
            yield Cache(connection)
        finally:
            connection.close()
    except (OSError, sqlite3.OperationalError) as error:
        raise DataError(f"cache {path} cannot be used: {error}; name another by --cache") from error
    except sqlite3.DatabaseError as error:
        raise DataError(f"cache {path} is damaged ({error}): delete it") from error
