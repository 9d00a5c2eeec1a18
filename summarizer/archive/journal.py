"""What a run has done so far, in one SQLite file: it survives ``kill -9`` and power cuts.

Every method is one transaction. Rows and errors are appended to files of their own, which are
cut back to their committed lengths when a run goes on; the journal is the truth about both.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.archive.places import Found
from summarizer.archive.types import Core, Plan, Source
from summarizer.exceptions import ArchiveError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    seq INTEGER PRIMARY KEY, path BLOB NOT NULL, size INTEGER NOT NULL, stamp TEXT NOT NULL,
    UNIQUE (path, stamp));
CREATE TABLE IF NOT EXISTS plans (round INTEGER PRIMARY KEY, plan BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS written (
    round INTEGER, chunk INTEGER, seconds REAL NOT NULL, cores BLOB NOT NULL,
    PRIMARY KEY (round, chunk));
CREATE TABLE IF NOT EXISTS seen (sha256 BLOB PRIMARY KEY, place INTEGER) WITHOUT ROWID;
"""


class Position(NamedTuple):
    """Where reading goes on."""

    seq: int = 0  # the source
    items: int = 0  # documents of it that are planned; 0 when it is done with
    documents: int = 0  # of the whole run so far
    done: int = 0  # bytes of input before it


class Committed(NamedTuple):
    """What the output holds."""

    rows: int = 0
    row_bytes: int = 0
    error_bytes: int = 0
    done: int = 0  # bytes of input that lie behind
    stats: dict[str, Any] = {}  # noqa: RUF012  never changed in place


class Journal:
    """The journal at ``path``, made if it is not there. Safe to use from several threads.

    Raises ArchiveError where it cannot be written; so does every method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA cache_size = -16384")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def get(self, name: str) -> Any:
        """The value kept under ``name``; None if there is none."""
        with self._reading() as db:
            found = db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return json.loads(found[0]) if found else None

    def put(self, name: str, value: Any) -> None:
        """Keep ``value``, anything JSON can hold, under ``name``."""
        with self._writing() as db:
            _set(db, name, value)

    # Inputs

    def list_sources(self, groups: Iterable[Iterable[Found]]) -> int:
        """Add the files of each group, sorted by path within it; how many were not there yet.

        Sorting is left to SQLite, which has the disk for it: a folder may hold millions.
        """
        with self._writing() as db:
            db.execute("CREATE TEMP TABLE found (part, path, size, stamp)")
            rows = (
                (part, os.fsencode(f.path), f.size, f.stamp)
                for part, group in enumerate(groups)
                for f in group
            )
            db.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)
            before = db.total_changes
            db.execute(
                "INSERT OR IGNORE INTO sources (path, size, stamp) "
                "SELECT path, size, stamp FROM found ORDER BY part, path"
            )
            added = db.total_changes - before
            db.execute("DROP TABLE found")
        return added

    def knows(self, found: Found) -> bool:
        """Whether the file is among the sources as it is now."""
        query = "SELECT 1 FROM sources WHERE path = ? AND stamp = ?"
        with self._reading() as db:
            row = db.execute(query, (os.fsencode(found.path), found.stamp)).fetchone()
        return row is not None

    def sources(self, after: int) -> Iterator[Source]:
        """The sources with a greater ``seq``, in order."""
        query = "SELECT seq, path, size, stamp FROM sources WHERE seq > ? ORDER BY seq LIMIT 500"
        while True:
            with self._reading() as db:
                rows = db.execute(query, (after,)).fetchall()
            if not rows:
                return
            for seq, path, size, stamp in rows:
                yield Source(seq, os.fsdecode(path), size, stamp)
            after = rows[-1][0]

    def totals(self) -> tuple[int, int]:
        """Number of sources and their bytes."""
        with self._reading() as db:
            count, size = db.execute("SELECT count(*), total(size) FROM sources").fetchone()
        return int(count), int(size)

    def bytes_until(self, seq: int) -> int:
        """Bytes of the sources up to ``seq``."""
        query = "SELECT total(size) FROM sources WHERE seq <= ?"
        with self._reading() as db:
            return int(db.execute(query, (seq,)).fetchone()[0])

    # Rounds

    def position(self) -> Position:
        """Where reading goes on."""
        return Position(*(self.get("position") or ()))

    def rounds(self) -> int:
        """The rounds that were planned so far: the number of the next one."""
        return int(self.get("rounds") or 0)

    def claim(self, digests: Iterable[str]) -> list[bool]:
        """Per text's digest, whether nothing before it has the same. Only within :meth:`plan`."""
        found: list[bool] = []
        for digest in digests:
            before = self._db.total_changes
            key = bytes.fromhex(digest)[:16]
            self._db.execute("INSERT OR IGNORE INTO seen (sha256) VALUES (?)", (key,))
            found.append(self._db.total_changes > before)
        return found

    @contextmanager
    def planning(self) -> Iterator[None]:
        """A transaction around :meth:`claim` and :meth:`plan`."""
        with self._writing():
            yield

    def plan(self, plan: Plan, after: Position) -> None:
        """Keep a round that has been read, and where reading goes on. Within :meth:`planning`."""
        blob = zlib.compress(plan.model_dump_json().encode("utf-8"), 1)
        self._db.execute("INSERT INTO plans VALUES (?, ?)", (plan.number, blob))
        _set(self._db, "rounds", plan.number + 1)
        _set(self._db, "position", after)

    def plans(self) -> Iterator[Plan]:
        """The rounds that were read and not committed, in order."""
        with self._reading() as db:
            numbers = db.execute("SELECT round FROM plans ORDER BY round").fetchall()
        for (number,) in numbers:
            with self._reading() as db:
                query = "SELECT plan FROM plans WHERE round = ?"
                blob = db.execute(query, (number,)).fetchone()[0]
            yield Plan.model_validate_json(zlib.decompress(blob))

    def keep(self, number: int, chunk: int, cores: list[Core], seconds: float) -> None:
        """Keep what was written for a chunk."""
        content = json.dumps(cores, ensure_ascii=False).encode("utf-8")
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)",
                (number, chunk, seconds, zlib.compress(content, 1)),
            )

    def kept(self, number: int) -> frozenset[int]:
        """The chunks of a round that are written."""
        with self._reading() as db:
            rows = db.execute("SELECT chunk FROM written WHERE round = ?", (number,)).fetchall()
        return frozenset(chunk for (chunk,) in rows)

    def cores(self, number: int) -> Iterator[tuple[int, list[Core], float]]:
        """The written chunks of a round: number, one core per text, seconds."""
        query = "SELECT chunk, cores, seconds FROM written WHERE round = ? ORDER BY chunk"
        with self._reading() as db:
            rows = db.execute(query, (number,)).fetchall()
        for chunk, blob, seconds in rows:
            yield chunk, json.loads(zlib.decompress(blob)), seconds

    def place(self, digest: str) -> int | None:
        """Where in the rows the first article with this digest stands; None if it failed."""
        key = bytes.fromhex(digest)[:16]
        with self._reading() as db:
            row = db.execute("SELECT place FROM seen WHERE sha256 = ?", (key,)).fetchone()
        return row[0] if row else None

    def committed(self) -> Committed:
        """What the output holds."""
        return Committed(*(self.get("committed") or ()))

    def commit(self, number: int, now: Committed, places: Iterable[tuple[str, int]]) -> None:
        """Note that round ``number`` is in the output; ``places`` are of its fresh articles.

        The output must be on disk.
        """
        with self._writing() as db:
            db.executemany(
                "UPDATE seen SET place = ? WHERE sha256 = ?",
                ((place, bytes.fromhex(digest)[:16]) for digest, place in places),
            )
            db.execute("DELETE FROM plans WHERE round = ?", (number,))
            db.execute("DELETE FROM written WHERE round = ?", (number,))
            _set(db, "committed", now)

    def finish(self) -> None:
        """The run is over: only its state is kept."""
        with self._writing() as db:
            _set(db, "finished", True)
            for table in ("seen", "sources", "plans", "written"):
                db.execute(f"DELETE FROM {table}")
        with self._lock, suppress(sqlite3.Error):  # a full disk has no room for it
            self._db.execute("VACUUM")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # where SQLite has rolled back by itself
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise self._broken(error) from None

    def _broken(self, error: sqlite3.Error) -> ArchiveError:
        what = str(error)
        if "full" in what or "disk I/O" in what:
            return ArchiveError(
                f"{self._path.parent}: {what}; free some space and run the same command again"
            )
        return ArchiveError(f"{self._path}: the journal cannot be used: {what}")


def _set(db: sqlite3.Connection, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, text))
