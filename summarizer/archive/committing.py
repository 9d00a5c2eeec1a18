"""Rounds become rows: appended in order, synced, then noted in the journal.

A run that dies between the two leaves a tail that the journal does not know of; the next one
cuts it off and appends the very same bytes again.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from summarizer.archive import rows
from summarizer.archive.journal import Committed, Journal
from summarizer.archive.planning import CHUNK
from summarizer.archive.stats import Stats
from summarizer.archive.types import Bulletin, Core, Failure, Plan
from summarizer.exceptions import ArchiveError

_LIKE_FIRST = "与先前写作失败的稿件相同"


class Output:
    """The files of rows and of errors, open at their committed ends."""

    def __init__(self, journal: Journal, row_file: Path, error_file: Path, with_text: bool) -> None:
        self._journal = journal
        self._with_text = with_text
        self._now = journal.committed()
        with _clear_errors(row_file):
            self._rows = _open_at(row_file, self._now.row_bytes)
        with _clear_errors(error_file):
            self._errors = _open_at(error_file, self._now.error_bytes)
        self._paths = row_file, error_file

    @property
    def now(self) -> Committed:
        """What is committed."""
        return self._now

    def commit(self, plan: Plan, elapsed: float) -> None:
        """Append the round's rows and failures; ``elapsed`` seconds since the commit before."""
        bulletins = plan.bulletins()
        cores, seconds = self._cores(plan, bulletins)
        stats = Stats.model_validate(self._now.stats)
        number, offset = self._now.rows, self._now.row_bytes
        content: list[bytes] = []
        failures: list[Failure] = []
        firsts: dict[str, int] = {}  # row numbers of this round's fresh articles
        places: list[tuple[str, int]] = []
        fresh = set(plan.fresh)
        at = 0
        for reading in plan.readings:
            failures += reading.failures
            spent = reading.seconds
            for place in range(at, at + len(reading.bulletins)):
                bulletin = bulletins[place]
                spent += seconds.get(place, 0.0)
                first: int | None = None
                if place in fresh:
                    core = cores[bulletin.sha256]
                elif bulletin.sha256 in cores:
                    core, first = cores[bulletin.sha256], firsts.get(bulletin.sha256)
                else:
                    core, first = self._before(bulletin.sha256)
                if "failure" in core:
                    reason = core["failure"] if place in fresh else _LIKE_FIRST
                    failures.append(
                        Failure(
                            where=bulletin.where,
                            stage="write",
                            reason=reason,
                            index=bulletin.index,
                        )
                    )
                    continue
                row = rows.row(number, bulletin, reading.warnings, core, first, self._with_text)
                content.append(rows.line(row))
                stats.count_row(row)
                if place in fresh:
                    firsts[bulletin.sha256] = number
                    places.append((bulletin.sha256, offset))
                number += 1
                offset += len(content[-1])
            at += len(reading.bulletins)
            stats.count_reading(reading, spent)
        stats.count_failures(failures)
        stats.seconds += elapsed
        errors = b"".join(rows.line(rows.failure_row(failure)) for failure in failures)
        self._append(b"".join(content), errors)
        self._now = Committed(
            rows=number,
            row_bytes=offset,
            error_bytes=self._now.error_bytes + len(errors),
            done=plan.done,
            stats=stats.model_dump(mode="json"),
        )
        self._journal.commit(plan.number, self._now, places)

    def close(self) -> None:
        """Close the files, each of them cut to what is committed."""
        for file, size in (
            (self._rows, self._now.row_bytes),
            (self._errors, self._now.error_bytes),
        ):
            if file.closed:
                continue
            os.ftruncate(file.fileno(), size)
            file.close()

    def _cores(
        self, plan: Plan, bulletins: list[Bulletin]
    ) -> tuple[dict[str, Core], dict[int, float]]:
        """What was written for the round's fresh articles, and the seconds each took.

        A chunk's time is shared out by length: articles of a batch are not timed one by one.
        """
        cores: dict[str, Core] = {}
        seconds: dict[int, float] = {}
        for chunk, written, spent in self._journal.cores(plan.number):
            places = plan.fresh[chunk * CHUNK : (chunk + 1) * CHUNK]
            total = sum(len(bulletins[place].text) for place in places) or 1
            for place, core in zip(places, written, strict=True):
                cores[bulletins[place].sha256] = core
                seconds[place] = spent * len(bulletins[place].text) / total
        return cores, seconds

    def _before(self, digest: str) -> tuple[Core, int | None]:
        """The row of an earlier round's article, read back from the output."""
        place = self._journal.place(digest)
        if place is None:
            return {"failure": _LIKE_FIRST}, None
        self._rows.seek(place)
        found: Core = json.loads(self._rows.readline())
        return found, int(found["row"])

    def _append(self, content: bytes, errors: bytes) -> None:
        files = (
            (self._rows, content, self._now.row_bytes, self._paths[0]),
            (self._errors, errors, self._now.error_bytes, self._paths[1]),
        )
        for file, data, end, path in files:
            if data:
                with _clear_errors(path):
                    file.seek(end)
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path | str, error: OSError) -> ArchiveError:
    """The one line for a place that cannot be written."""
    what = error.strerror or str(error)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    hint = "free some space and run the same command again" if full else "check the place"
    return ArchiveError(f"{path}: cannot be written: {what}; {hint}")


def _open_at(path: Path, size: int) -> BinaryIO:
    path.touch()
    if path.stat().st_size < size:
        raise ArchiveError(
            f"{path}: shorter than the journal says ({path.stat().st_size} of {size} bytes); "
            "it was changed from outside; run with --restart"
        )
    file = path.open("r+b")
    file.truncate(size)
    return file
