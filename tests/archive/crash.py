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
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.archive.corpus import texts, write_folder, write_jsonl


@dataclass(frozen=True)
class Report:
    """What came out."""

    kills: int
    lives: int
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
    """Run once undisturbed and once killed ``kills`` times, or until it has finished."""
    began = time.monotonic()
    given = inputs(folder, documents)
    calm, hit = folder / "calm.jsonl", folder / "hit.jsonl"
    started = time.monotonic()
    _finish(command(given, calm, engine))
    whole = time.monotonic() - started
    chance = random.Random(seed)
    done = lives = 0
    while done < kills:
        lives += 1
        # From before the first chunk to deep in the run, wherever that is on this machine.
        if not _killed(command(given, hit, engine), chance.uniform(0.02, 0.6) * whole):
            break
        done += 1
    _finish(command(given, hit, engine))
    files = [(calm, hit), (calm.with_suffix(".errors.jsonl"), hit.with_suffix(".errors.jsonl"))]
    same = all(a.read_bytes() == b.read_bytes() for a, b in files)
    counts = [a.read_bytes().count(b"\n") for a, _ in files]
    return Report(done, lives, counts[0], counts[1], same, time.monotonic() - began)


def _killed(line: Sequence[str], after: float) -> bool:
    """Whether the command was still at work ``after`` seconds, when it was killed."""
    process = subprocess.Popen(line, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


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
