"""The finished files: whole under their names, or not there yet.

JSON Lines are the journal's own rows, renamed. Parquet is made from them. With shards each part
is published as soon as its last row is committed; ``_SUCCESS`` says that all of them are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from summarizer.archive.committing import cannot_write
from summarizer.archive.journal import Committed, Journal
from summarizer.archive.places import is_remote, put, sync
from summarizer.archive.rows import parquet_schema
from summarizer.exceptions import OptionError
from summarizer.seq2seq.optional import require

FORMS = (".jsonl", ".parquet")

#: Rows of a Parquet row group, and of what is in memory while it is made.
_GROUP = 5000


@dataclass(frozen=True)
class Places:
    """Where a run keeps and leaves its files. ``shard`` is rows per part, None for one file."""

    out: str
    work: Path
    shard: int | None = None
    live: bool = False  # rows appear under the final names as they are committed

    @classmethod
    def of(
        cls, out: str, work: Path | None = None, shard: int | None = None, live: bool = False
    ) -> Places:
        """The places for ``out``. Raises OptionError, or EngineError for a missing package."""
        if not out.endswith(FORMS):
            raise OptionError(f"out: {out!r} must end with {' or '.join(FORMS)}")
        if live and (is_remote(out) or not out.endswith(".jsonl")):
            raise OptionError(f"out: {out!r}: watch appends to a local .jsonl file")
        if shard is not None and shard < 1:
            raise OptionError(f"shard: {shard} is not a positive number of rows")
        if out.endswith(".parquet"):
            require("pyarrow", "archive")
        if work is None:
            if is_remote(out):
                raise OptionError("out: name a local folder for the journal with --work")
            work = Path(f"{out}.jianbao")
        return cls(out, work, shard, live)

    @property
    def form(self) -> str:
        """The ending of ``out``."""
        return next(form for form in FORMS if self.out.endswith(form))

    @property
    def rows(self) -> Path:
        """Committed rows."""
        return Path(self.out) if self.live else self.work / "rows.jsonl"

    @property
    def errors(self) -> Path:
        """Committed lines of the error file."""
        return Path(self.final_errors) if self.live else self.work / "errors.jsonl"

    @property
    def final_errors(self) -> str:
        """The error file."""
        return f"{self.out.removesuffix(self.form)}.errors.jsonl"

    def part(self, number: int) -> str:
        """The name of a shard."""
        return f"{self.out}/part-{number:05d}{self.form}"


def publish_parts(places: Places, journal: Journal, now: Committed, *, last: bool) -> None:
    """Publish the shards that are full, or with ``last`` what is left too."""
    if places.shard is None:
        return
    number, rows, offset = journal.get("parts") or (0, 0, 0)
    while now.rows - rows >= places.shard or (last and (now.rows > rows or not number)):
        count = min(places.shard, now.rows - rows)
        part = places.work / f"part{places.form}"
        with places.rows.open("rb") as file:
            file.seek(offset)
            lines = islice(file, count)
            if places.form == ".parquet":
                _write_parquet(lines, part)
            else:
                with part.open("wb") as target:
                    target.writelines(lines)
                sync(part)
            offset = _tell(places.rows, offset, count)
        _put(part, places.part(number))
        number, rows = number + 1, rows + count
        journal.put("parts", (number, rows, offset))


def publish(places: Places, journal: Journal) -> None:
    """All rounds are committed: put the files where they belong. May be repeated."""
    now = journal.committed()
    if places.errors.exists():
        _put(places.errors, places.final_errors)
    if places.shard is not None:
        publish_parts(places, journal, now, last=True)
        done = places.work / "_SUCCESS"
        done.touch()
        _put(done, f"{places.out}/_SUCCESS")
        places.rows.unlink(missing_ok=True)
    elif places.form == ".parquet":
        if places.rows.exists():
            part = places.work / "part.parquet"
            with places.rows.open("rb") as file:
                _write_parquet(file, part)
            _put(part, places.out)
            places.rows.unlink()
    elif places.rows.exists():
        _put(places.rows, places.out)


def _put(local: Path, target: str) -> None:
    try:
        if not is_remote(target):
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        put(local, target)
    except OSError as error:
        raise cannot_write(target, error) from None


def _tell(path: Path, offset: int, count: int) -> int:
    with path.open("rb") as file:
        file.seek(offset)
        return offset + sum(len(line) for line in islice(file, count))


def _write_parquet(lines: Iterator[bytes], target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    schema: pa.Schema | None = None
    writer = None
    try:
        while group := [json.loads(line) for line in islice(lines, _GROUP)]:
            if writer is None:
                schema = parquet_schema("text" in group[0])
                writer = pa.parquet.ParquetWriter(target, schema, compression="zstd")
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
        if writer is None:
            writer = pa.parquet.ParquetWriter(target, parquet_schema(False), compression="zstd")
    finally:
        if writer is not None:
            writer.close()
    sync(target)
