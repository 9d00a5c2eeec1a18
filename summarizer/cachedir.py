"""The user's cache folder: things built once from a checkpoint and used by every later run."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.exceptions import EngineError

#: Names the cache folder, in place of the platform's own.
VARIABLE = "JIANBAO_CACHE"

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


def cache_dir() -> Path:
    """The folder of this user's cache; it need not exist yet.

    ``JIANBAO_CACHE`` if set, else ``jianbao`` in the platform's place: ``$XDG_CACHE_HOME`` or
    ``~/.cache`` (XDG Base Directory Specification 0.8), ``~/Library/Caches``, ``%LOCALAPPDATA%``.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "jianbao"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "jianbao"
    # The specification says to ignore a relative path.
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else home / ".cache") / "jianbao"


def build_once(key: str, build: Callable[[Path], None]) -> Path:
    """The folder ``key`` of the cache, built first if it is not there.

    ``build`` fills an empty folder that it is given. The result appears whole or not at all:
    it is written beside its place, synced to disk and renamed, under a lock that other
    processes wait for and that ends with its holder. What a killed run left is removed.

    Raises EngineError where the cache cannot be written (what ``build`` raises comes
    through), ValueError for a key that is not a plain file name.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"cache key {key!r} is not a plain file name")
    folder = cache_dir()
    place = folder / key
    if place.is_dir():
        return place
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f"{key}.lock"):
            if place.is_dir():  # another process was faster
                return place
            for left in folder.glob(f"{key}.part-*"):
                shutil.rmtree(left, ignore_errors=True)
            part = folder / f"{key}.part-{os.getpid()}"
            part.mkdir()
            try:
                build(part)
                _sync(part)
                part.replace(place)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
            _sync_folder(folder)
    except OSError as error:
        what = error.strerror or str(error)
        raise EngineError(
            f"cache folder {folder} cannot be written: {what}; set {VARIABLE} to one that can"
        ) from error
    return place


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on ``path``; the system releases it if this process dies."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sync(folder: Path) -> None:
    for base, _, names in os.walk(folder):
        for name in names:
            with (Path(base) / name).open("rb+") as file:
                os.fsync(file.fileno())
        _sync_folder(Path(base))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # folders cannot be opened there; renames are journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
