"""JSON Lines: one page per record ``{"id": …, "text": …}``; a bad line does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from summarizer.exceptions import ReadingError
from summarizer.reading.encoding import decode, readable, whole
from summarizer.types import Page

#: A longer line is no record of one page, in bytes.
LONGEST_LINE = 16 * 2**20

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def pages_of(data: bytes, name: str) -> Iterator[Page | ReadingError]:
    """The records in ``data``."""
    return pages(BytesIO(data), name)


def pages(file: IO[bytes], name: str) -> Iterator[Page | ReadingError]:
    """The records of ``file``, line by line: a file of any size needs the memory of one line."""
    number = 0
    found = False
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1 and line.startswith(_UTF16):
            yield from _utf16(line + file.read(), name)
            return
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield ReadingError(f"{name}:{number}：一行超过{LONGEST_LINE >> 20}MB")
            found = True
            continue
        if line.strip():
            found = True
            yield _record(line, f"{name}:{number}")
    if not found:
        yield ReadingError(f"{name}：文件是空的")


def _utf16(data: bytes, name: str) -> Iterator[Page | ReadingError]:
    try:
        text, _ = decode(data, name)
    except ReadingError as error:
        yield error
        return
    yield from pages(BytesIO(text.encode("utf-8")), name)


def _record(line: bytes, where: str) -> Page | ReadingError:
    try:
        text, warnings = decode(line, where)
        record = json.loads(text)
    except ReadingError as error:
        return error
    except (ValueError, RecursionError):
        return ReadingError(f'{where}：不是 JSON，每行应是 {{"id": …, "text": …}}')
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return ReadingError(f'{where}：缺少字符串 "text"，每行应是 {{"id": …, "text": …}}')
    if not readable(record["text"]):
        return ReadingError(f"{where}：text 里没有文字")
    name = record.get("id")
    source = whole(str(name)) if isinstance(name, str | int) and name != "" else where
    return Page(source=source, text=whole(record["text"]), warnings=warnings)
