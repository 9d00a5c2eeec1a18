"""Worker processes: what hangs or dies is replaced, and the rest is done."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from summarizer.archive.local import LocalWorkers
from summarizer.archive.places import look
from summarizer.archive.types import Chunk, Document, Fields, Setup, Where
from summarizer.exceptions import CheckpointError
from tests import bulletins
from tests.archive.inline import FAST

SETUP = Setup(options=FAST, fields=Fields())


@pytest.fixture
def workers() -> Iterator[LocalWorkers]:
    made = LocalWorkers(SETUP, 1, patience=120)
    yield made
    made.close()


def processes() -> list[psutil.Process]:
    children = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    return [p for p in children if "spawn_main" in " ".join(p.cmdline())]


def file(path: Path) -> Document:
    return Document(Where(path=str(path)), "file", b"", look(str(path)).stamp, 1.0)


def test_a_killed_worker_is_replaced_and_its_chunk_done(workers: LocalWorkers) -> None:
    chunks = [Chunk(0, n, (bulletins.SHORT, bulletins.STATISTICS)) for n in range(3)]
    found = []
    for written in workers.write(chunks):
        found.append(written)
        for process in processes():
            process.send_signal(signal.SIGKILL)
    assert [w.chunk.number for w in found] == [0, 1, 2]
    assert all(w.cores == found[0].cores for w in found)
    assert "headline" in found[0].cores[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_document_that_hangs_a_worker_fails_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hangs.txt")  # opening it waits for a writer that never comes
    (tmp_path / "good.txt").write_text(bulletins.SHORT, "utf-8")
    batch = [file(tmp_path / "hangs.txt"), file(tmp_path / "good.txt")]
    workers = LocalWorkers(SETUP, 1, patience=4)
    try:
        ((bad, good),) = workers.read([batch])
    finally:
        workers.close()
    assert "超时" in bad.failures[0].reason
    assert good.bulletins[0].text == bulletins.SHORT


def test_what_loading_the_model_raises_comes_through(tmp_path: Path) -> None:
    workers = LocalWorkers(SETUP.model_copy(update={"model": str(tmp_path / "none")}), 1)
    try:
        with pytest.raises(CheckpointError, match="no such folder"):
            workers.model()
    finally:
        workers.close()
    assert not processes()
