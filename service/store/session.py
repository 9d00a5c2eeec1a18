"""The database: one engine, transactions, migrations; what differs between the two stays here."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, OperationalError

from summarizer.exceptions import OptionError

#: Alembic's own table, named after us: a PostgreSQL database may be shared.
VERSION_TABLE = "jianbao_version"

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in order


def new_id() -> str:
    """26 characters, sorted by time (the layout of a ULID): 48 bits of ms, 20 of ns, 60 of chance.

    Of two approvals in one millisecond the later one counts.
    """
    ms, ns = divmod(time.time_ns(), 1_000_000)
    number = ms << 80 | ns << 60 | secrets.randbits(60)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


class Store:
    """A database with our tables. Connections are pooled; every method may block."""

    def __init__(self, url: str) -> None:
        """``url`` is sqlite:/// or postgresql://. Raises OptionError where it is neither."""
        if url.startswith("postgresql://"):
            url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
        try:
            self.url = sa.make_url(url)
        except ArgumentError:
            raise OptionError("JIANBAO_DATABASE_URL: not the URL of a database") from None
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            self._prepare_file()
        # Parameters hold bulletins: they must not get into messages, hence into logs.
        self.engine = sa.create_engine(
            self.url, hide_parameters=True, pool_pre_ping=not self.sqlite, pool_size=10
        )
        if self.sqlite:
            sa.event.listen(self.engine, "connect", _connected)
            sa.event.listen(self.engine, "begin", _begun)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that writes: all of it or nothing. SQLite lets in one at a time."""
        with self.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def insert_new(
        self, connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]
    ) -> bool:
        """Insert ``row`` unless its primary key is taken; whether it was inserted."""
        insert = sqlite.insert if self.sqlite else postgresql.insert
        statement = insert(table).values(row).on_conflict_do_nothing().returning(sa.literal(1))
        return connection.execute(statement).one_or_none() is not None

    def now(self) -> sa.ColumnElement[float]:
        """The database's clock: processes on several machines agree on it."""
        if self.sqlite:
            return sa.literal_column("(julianday('now') - 2440587.5) * 86400.0", sa.Double())
        return sa.literal_column("extract(epoch from clock_timestamp())::float8", sa.Double())

    def upgrade(self, revision: str = "head") -> None:
        """Bring the tables to ``revision``. Processes that start together take turns."""
        self._migrate(lambda config: command.upgrade(config, revision))

    def downgrade(self, revision: str) -> None:
        """Take the tables back to ``revision`` ("base" drops them all)."""
        self._migrate(lambda config: command.downgrade(config, revision))

    def check(self) -> None:
        """Raise alembic's CommandError where the tables are not those of :mod:`.tables`."""
        self._migrate(command.check)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _migrate(self, run: Any) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
        try:
            with self.write() as connection:
                if not self.sqlite:
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(7316225)"))
                config.attributes["connection"] = connection
                run(config)
        except OperationalError as error:
            where = self.url.render_as_string(hide_password=True)
            reason = str(error.orig).strip().splitlines()[0]
            raise OptionError(f"JIANBAO_DATABASE_URL: {where} cannot be opened: {reason}") from None

    def _prepare_file(self) -> None:
        """The file must be readable by its owner only: it holds bulletins."""
        if not self.url.database:
            raise OptionError("JIANBAO_DATABASE_URL: sqlite:/// needs the path of a file")
        path = Path(self.url.database)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise OptionError(f"JIANBAO_DATABASE_URL: {path}: {error.strerror}") from None


def _connected(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin as _begun says, not as sqlite3 thinks
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an accepted job survives a power cut too
        "busy_timeout=30000",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
