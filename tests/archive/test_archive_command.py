"""``jianbao batch`` and ``watch`` as a person runs them, in processes that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests import bulletins
from tests.archive.corpus import texts, write_jsonl
from tests.archive.crash import crash

START = [sys.executable, "-c", "from summarizer.cli import main; main()"]
FAST = ["--task", "headline", "--beam", "1", "--workers", "1"]


def jianbao(*words: object) -> subprocess.CompletedProcess[str]:
    line = [*START, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a tmpfs with the options it is given."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        line = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        try:
            done = subprocess.run(line, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            done = False
        if not done:
            pytest.skip("mounting a tmpfs needs root")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


def test_two_kills_and_not_a_byte_differs(tmp_path: Path) -> None:
    report = crash(tmp_path, kills=2, documents=120, engine="local")
    assert report.identical
    assert report.rows == 120
    assert report.errors == 2


def test_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 40, short=True)
    found = jianbao("batch", source, "--out", tmp_path / "o.jsonl", "--dry-run", *FAST)
    assert found.returncode == 0, found.stderr
    assert "文件或记录40个" in found.stdout
    assert "稿件约40篇" in found.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_full_disk_is_one_line_and_the_run_goes_on_elsewhere_in_time(
    tmp_path: Path, small_disk: Callable[[str], Path]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 60, short=True)
    disk = small_disk("size=400k")
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    line = ["batch", source, "--out", disk / "o.jsonl", "--round", "20", *FAST]
    found = jianbao(*line)
    assert found.returncode == 2
    assert len(found.stderr.splitlines()) == 1, found.stderr
    assert "free some space and run the same command again" in found.stderr
    ballast.unlink()
    page = tmp_path / "r.html"
    found = jianbao(*line, "--report", page)
    assert found.returncode == 0, found.stderr
    rows = [json.loads(row) for row in (disk / "o.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [f"b{n}" for n in range(60)]
    assert "稿件" in page.read_text("utf-8")


def test_an_output_that_cannot_be_written_is_one_line(
    tmp_path: Path, small_disk: Callable[[str], Path]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 1, short=True)
    found = jianbao("batch", source, "--out", small_disk("ro") / "o.jsonl", *FAST)
    assert found.returncode == 2
    (line,) = found.stderr.splitlines()
    assert "cannot be written: Read-only file system" in line


def test_errors_are_told_by_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(bulletins.SHORT, "utf-8")
    found = jianbao("batch", tmp_path / "*.txt", "--out", tmp_path / "o.jsonl", *FAST)
    assert found.returncode == 1, found.stderr
    assert "未能处理的见" in found.stderr
    missing = jianbao("batch", tmp_path / "none", "--out", tmp_path / "x.jsonl", *FAST)
    assert missing.returncode == 2
    assert "no such file or folder" in missing.stderr
    model = ["--model", tmp_path / "no model"]
    refused = jianbao("batch", tmp_path / "good.txt", "--out", tmp_path / "x.jsonl", *model, *FAST)
    assert refused.returncode == 2
    assert not (tmp_path / "x.jsonl.jianbao").exists()


def test_the_report_has_a_place_before_the_run_begins(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", 1, short=True)
    line = ["batch", source, "--out", tmp_path / "o.jsonl", *FAST, "--report"]
    for bad, said in ((tmp_path, "is a folder"), (source / "r.html", "exists")):
        refused = jianbao(*line, bad)
        assert refused.returncode == 2
        assert said in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
        assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]
    page = tmp_path / "new" / "folder" / "r.html"
    assert jianbao(*line, page).returncode == 0
    assert "稿件" in page.read_text("utf-8")


def test_watch_tells_what_it_could_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "good.txt").write_text(bulletins.SHORT, "utf-8")
    line = ["watch", folder, "--out", tmp_path / "o.jsonl", "--settle", "0", "--once", *FAST]
    found = jianbao(*line)
    assert found.returncode == 1, found.stderr
    assert f"未能处理1条，见 {tmp_path / 'o.errors.jsonl'}" in found.stderr
    again = jianbao(*line)
    assert (again.returncode, again.stderr) == (0, "")


def test_watch_does_what_comes_once_and_survives_a_kill(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    folder, out = tmp_path / "in", tmp_path / "o.jsonl"
    folder.mkdir()
    some = list(texts(4, short=True))
    line = ["watch", str(folder), "--out", str(out), "--settle", "0.3", *FAST]

    def ids() -> list[str]:
        lines = out.read_text("utf-8").splitlines() if out.exists() else []
        return [Path(json.loads(row)["path"]).stem for row in lines]

    def until(expected: Sequence[str], process: subprocess.Popen[bytes]) -> None:
        for _ in range(1200):
            if ids() == expected:
                return
            assert process.poll() is None
            time.sleep(0.1)
        raise AssertionError(f"{ids()} is not {expected}")

    (folder / "a.txt").write_text(some[0], "utf-8")
    process = subprocess.Popen([*START, *line], stderr=subprocess.DEVNULL)
    try:
        until(["a"], process)
        (folder / "b.txt").write_text(some[1], "utf-8")
        until(["a", "b"], process)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    (folder / "c.txt").write_text(some[2], "utf-8")
    with out.open("ab") as file:  # what a killed run may leave
        file.write(b'{"torn')
    assert jianbao(*line, "--once").returncode == 0
    assert ids() == ["a", "b", "c"]
    (folder / "a.txt").write_text(some[3], "utf-8")
    os.utime(folder / "b.txt", ns=(0, 0))
    assert jianbao(*line, "--once").returncode == 0
    assert ids() == ["a", "b", "c", "a", "b"]
    last = json.loads(out.read_text("utf-8").splitlines()[-1])
    assert last["duplicate_of"] == 1
