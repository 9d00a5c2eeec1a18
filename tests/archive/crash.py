"""``kill -9`` at random moments: the files come out byte for byte as if undisturbed.

Run as a script for the long version, from the root of the repository:

    python -m tests.archive.crash --kills 30 --documents 1500
    python -m tests.archive.crash --kills 10 --documents 300 --engine ray
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.archive.corpus import texts, write_folder, write_jsonl


@dataclass(frozen=True)
class Report:
    """What came out."""

    kills: int
    lives: int
    runs: int  # that came to an end, each compared
    rows: int
    errors: int
    identical: bool
    seconds: float


def inputs(folder: Path, documents: int) -> list[str]:
    """Every kind of input, with duplicates across kinds, and faults."""
    part = max(4, documents // 4)
    plain = write_folder(folder / "in" / "files", part, short=True)
    (plain / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (plain / "empty.txt").write_bytes(b"")
    write_jsonl(folder / "in" / "a.jsonl", part, short=True, first=part)
    some = list(texts(part, short=True, first=2 * part))
    with zipfile.ZipFile(folder / "in" / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(some):
            archive.writestr(f"县报/{number}.txt", text)
    again = [*texts(part // 2, short=True), *texts(part // 2, short=True, first=3 * part)]
    with tarfile.open(folder / "in" / "c.tar.gz", "w:gz") as archive:
        for number, text in enumerate(again):
            place = folder / "member.txt"
            place.write_text(text, "utf-8")
            archive.add(place, f"{number}.txt")
            place.unlink()
    return [str(folder / "in")]


def command(given: Sequence[str], out: Path, engine: str) -> list[str]:
    """The command that is killed and repeated."""
    fast = ["--task", "headline", "--beam", "1", "--round", "100", "--workers", "2"]
    start = [sys.executable, "-c", "from summarizer.cli import main; main()", "batch"]
    return [*start, *given, "--out", str(out), "--engine", engine, *fast]


def crash(folder: Path, *, kills: int, documents: int, engine: str, seed: int = 0) -> Report:
    """Run once undisturbed, then again until so many lives have been cut short.

    A life ends when it has stored a few more chunks, wherever in the next one the clock says;
    one in five ends while it starts. A run that is done all the same is judged, and another is
    begun. So it does not depend on how fast the machine is.
    """
    began = time.monotonic()
    given = inputs(folder, documents)
    calm = folder / "calm.jsonl"
    _finish(command(given, calm, engine))
    chance = random.Random(seed)
    done = lives = runs = 0
    same = True
    while done < kills or not runs:
        hit = folder / f"hit{runs}.jsonl"
        line = command(given, hit, engine)
        while done < kills:
            lives += 1
            if not _killed(line, hit, chance):
                break
            done += 1
        _finish(line)
        runs += 1
        same &= all(
            a.read_bytes() == b.read_bytes() for a, b in zip(_files(calm), _files(hit), strict=True)
        )
    counts = [path.read_bytes().count(b"\n") for path in _files(calm)]
    return Report(done, lives, runs, *counts, same, time.monotonic() - began)


def _files(out: Path) -> tuple[Path, Path]:
    return out, out.with_suffix(".errors.jsonl")


def _killed(line: Sequence[str], out: Path, chance: random.Random) -> bool:
    """Whether the command was still at work when it was to die, and was killed."""
    process = subprocess.Popen(line, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    journal = out.with_name(f"{out.name}.jianbao") / "journal.sqlite"
    if chance.random() < 0.2:
        _ended(process, chance.uniform(0, 6))
    else:
        commits = chance.randint(1, 6)
        until = time.monotonic() + 600
        while not journal.exists() and not _ended(process, 0.01):
            assert time.monotonic() < until, "there is no journal after ten minutes"
        if process.poll() is not None:
            return False
        seen: set[int] = set()
        with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as watched:
            while len(seen) <= commits and not _ended(process, 0.01):
                assert time.monotonic() < until, "nothing was stored in ten minutes"
                seen.add(_version(watched))
        _ended(process, chance.uniform(0, 1))
    if process.poll() is not None:
        return False
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def _version(journal: sqlite3.Connection) -> int:
    """A number that changes when another process has committed."""
    found: int = journal.execute("PRAGMA data_version").fetchone()[0]
    return found


def _ended(process: subprocess.Popen[bytes], within: float) -> bool:
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True


def _finish(line: Sequence[str]) -> None:
    found = subprocess.run(line, capture_output=True, text=True, timeout=3600, check=False)
    if found.returncode not in (0, 1):
        raise RuntimeError(found.stderr)


def main() -> None:
    """The long version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--engine", choices=["local", "ray"], default="local")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    os.chdir(Path(__file__).parents[2])
    folder = Path(tempfile.mkdtemp(prefix="jianbao-crash-"))
    try:
        print(crash(folder, **vars(given)))  # noqa: T201
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
