"""Files here and, through fsspec, on object stores and shared file systems.

A path with ``://`` in it (``s3://bucket/2024/*.txt``) is remote and needs the ``archive`` extra.
Paths are text as :func:`os.fsdecode` gives it: names that are no UTF-8 survive.
"""

from __future__ import annotations

import glob
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from summarizer.exceptions import ArchiveError
from summarizer.seq2seq.optional import require


class Found(NamedTuple):
    """A file: its path, its size in bytes and a stamp that changes when its content does."""

    path: str
    size: int
    stamp: str


def is_remote(path: str) -> bool:
    """Whether ``path`` names a file system of its own, such as ``s3://``."""
    return "://" in path


def open_binary(path: str) -> IO[bytes]:
    """``path`` for reading. Raises OSError."""
    if is_remote(path):
        fs, inside = _remote(path)
        return cast(IO[bytes], fs.open(inside, "rb"))
    return Path(path).open("rb")


def look(path: str) -> Found:
    """Size and stamp of one file. Raises OSError."""
    if is_remote(path):
        fs, inside = _remote(path)
        return _remote_found(path, fs.info(inside))
    return _local_found(path, os.stat(path))  # noqa: PTH116  os.fsdecode'd names, a million times


def walk(given: str) -> Iterator[Found]:
    """The files that ``given`` stands for: a file, all of a folder, or what a glob matches.

    In no particular order. Hidden files (``.name``) and office lock files (``~$name``) of
    folders are left out, links to folders are not followed. Raises ArchiveError where there
    is nothing, or nothing that may be read.
    """
    try:
        found = _walk_remote(given) if is_remote(given) else _walk_local(given)
        first = next(found, None)
        if first is not None:
            yield first
            yield from found
            return
    except OSError as error:
        raise ArchiveError(f"{given}: {error.strerror or error}; check the path") from None
    if not is_remote(given) and Path(given).is_dir():
        return  # an empty folder holds nothing, which is no mistake
    raise ArchiveError(f"{given}: no such file or folder, and no file matches; check the path")


def put(local: Path, target: str) -> None:
    """Move ``local`` to ``target`` so that ``target`` is there whole or not at all.

    Raises OSError.
    """
    if is_remote(target):
        fs, inside = _remote(target)
        fs.makedirs(inside.rsplit("/", 1)[0], exist_ok=True)
        fs.put_file(str(local), inside + ".part")
        fs.mv(inside + ".part", inside)
        local.unlink()
        return
    place = Path(target)
    if local.stat().st_dev != place.parent.stat().st_dev:
        part = place.with_name(place.name + ".part")
        shutil.copyfile(local, part)
        sync(part)
        part.replace(place)
        local.unlink()
    else:
        local.replace(place)
    sync(place.parent)


def exists(path: str) -> bool:
    """Whether there is something at ``path``."""
    if is_remote(path):
        fs, inside = _remote(path)
        return bool(fs.exists(inside))
    return os.path.lexists(path)


def sync(path: Path) -> None:
    """Have what was written to the file or folder ``path`` on the disk itself."""
    if os.name == "nt" and path.is_dir():  # folders cannot be opened there
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _skipped(name: str) -> bool:
    return name.startswith((".", "~$"))


def _local_found(path: str, status: os.stat_result) -> Found:
    return Found(path, status.st_size, f"{status.st_size}:{status.st_mtime_ns}")


def _walk_local(given: str) -> Iterator[Found]:
    if os.path.exists(given):  # noqa: PTH110  null characters in names
        roots: Iterator[str] = iter([given])
    else:
        matches = glob.iglob(given, recursive=True)  # noqa: PTH207  names as they come
        roots = (p for p in matches if not _skipped(Path(p).name))
    for root in roots:
        status = os.stat(root)  # noqa: PTH116
        if stat.S_ISDIR(status.st_mode):
            yield from _walk_folder(root)
        else:
            yield _local_found(root, status)


def _walk_folder(folder: str) -> Iterator[Found]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if _skipped(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif not entry.is_dir():
                    try:
                        yield _local_found(entry.path, entry.stat())
                    except OSError:  # a dangling link: reading it will say so
                        yield Found(entry.path, 0, "")


def _walk_remote(given: str) -> Iterator[Found]:
    fs, inside = _remote(given)
    scheme = given.split("://", 1)[0]
    magic = any(mark in inside for mark in "*?[")
    details = fs.glob(inside, detail=True) if magic else fs.find(inside, detail=True)
    for name, info in details.items():
        # Some file systems begin their names with a slash, as memory:// does.
        if info.get("type") != "directory" and not _skipped(name.rsplit("/", 1)[-1]):
            yield _remote_found(
                f"{scheme}://{name.lstrip('/') if scheme == 'memory' else name}", info
            )


def _remote_found(path: str, info: dict[str, Any]) -> Found:
    size = int(info.get("size") or 0)
    # Only what listing a folder and asking for one file tell alike.
    marks = ("ETag", "etag", "md5Hash", "mtime")
    mark = next((info[name] for name in marks if info.get(name) is not None), "")
    return Found(path, size, f"{size}:{mark}")


def _remote(path: str) -> tuple[Any, str]:
    require("fsspec", "archive")
    import fsspec

    try:
        fs, inside = fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise ArchiveError(f"{path}: {' '.join(str(error).split())}") from None
    return fs, str(inside)
