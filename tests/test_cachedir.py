"""The cache: built once, whole or not at all, by however many processes."""

import multiprocessing
import os
import sys
import time
from pathlib import Path

import pytest

from summarizer.cachedir import VARIABLE, build_once, cache_dir
from summarizer.exceptions import EngineError


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def _write(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "graph").write_text("built")


def _fail(folder: Path) -> None:
    raise AssertionError("built twice")


def test_the_variable_names_the_folder(cache: Path) -> None:
    assert cache_dir() == cache


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG specification is Linux's")
def test_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_dir() == tmp_path / "jianbao"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_dir() == Path.home() / ".cache" / "jianbao"


def test_built_once(cache: Path) -> None:
    place = build_once("graphs-1", _write)
    assert (place / "sub" / "graph").read_text() == "built"
    assert build_once("graphs-1", _fail) == place
    assert build_once("graphs-2", _write) != place


def test_a_failed_build_leaves_nothing_and_can_be_repeated(cache: Path) -> None:
    def half(folder: Path) -> None:
        _write(folder)
        raise EngineError("no such operator")

    with pytest.raises(EngineError, match="no such operator"):
        build_once("graphs", half)
    assert [p.name for p in cache.iterdir()] == ["graphs.lock"]
    assert (build_once("graphs", _write) / "sub" / "graph").is_file()


def test_what_a_killed_run_left_is_removed(cache: Path) -> None:
    (cache / "graphs.part-xyz").mkdir(parents=True)
    build_once("graphs", _write)
    assert sorted(p.name for p in cache.iterdir()) == ["graphs", "graphs.lock"]


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    with pytest.raises(EngineError, match=f"set {VARIABLE}"):
        build_once("graphs", _write)


def test_a_key_is_a_file_name(cache: Path) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        build_once("../graphs", _write)


def _slow(folder: Path) -> None:
    with (folder.parent / "builds").open("a") as log:
        log.write(f"{os.getpid()}\n")
    time.sleep(0.3)
    _write(folder)


def _racer(root: str) -> None:
    os.environ[VARIABLE] = root
    place = build_once("graphs", _slow)
    assert (place / "sub" / "graph").read_text() == "built"


def test_two_processes_build_once(cache: Path) -> None:
    context = multiprocessing.get_context("spawn")
    racers = [context.Process(target=_racer, args=(str(cache),)) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
    assert [racer.exitcode for racer in racers] == [0, 0, 0]
    assert len((cache / "builds").read_text().split()) == 1
