"""JSON lines read strictly: whatever a file holds, each fault has its line and none passes."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

#: The longest line that is read, in bytes: a page of 1,500 字 with references is about 10 kB.
MAX_LINE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file; line 0 means the file as a whole."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.what}"


def records(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Per non-blank line its number from 1 and its object, or what is wrong with it.

    A fault that ends the reading (no file, broken gzip) comes last. Memory is bounded by
    ``MAX_LINE`` whatever the file holds.
    """
    number = 0
    try:
        with _opened(path) as file:
            for number, line in _lines(file):
                found = line if isinstance(line, str) else _object(line, first=number == 1)
                if found != "":
                    yield number, found
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield number + 1, f"broken gzip data after line {number} ({error}): copy the file again"
    except OSError as error:
        yield 0, f"cannot be read: {error.strerror or error}"


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path, "rb") if packed else path.open("rb"))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        size = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)
            size += len(line)
        limit = MAX_LINE // 1024**2
        yield number, f"line of {size / 1024**2:.0f} MB; at most {limit} MB: one bulletin per line"


def _object(line: bytes, *, first: bool) -> dict[str, Any] | str:
    """The object of a line, "" for a blank one, or the fault."""
    if first:
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "UTF-16; needed is UTF-8: iconv -f UTF-16 -t UTF-8"
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1}{_guess(line)}"
    if not text.strip():
        return ""
    try:
        found = json.loads(text, object_pairs_hook=_unique)
    except RecursionError:
        return "not JSON: nested too deeply"
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg} at character {error.colno}"
    except ValueError as error:
        return str(error)
    if not isinstance(found, dict):
        return f"a JSON {_KINDS.get(type(found), 'value')}; needed is one object per line"
    return found


_KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "boolean"}


def _guess(line: bytes) -> str:
    for encoding in ("gb18030", "big5"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"; it may be {encoding.upper()}: iconv -f {encoding.upper()} -t UTF-8"
    return ""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"field {twice!r} comes twice")
    return found
