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
    found = False
    for number, line in lines(file, name):
        found = True
        yield line if isinstance(line, ReadingError) else record(line, f"{name}:{number}")
    if not found:
        yield ReadingError(f"{name}：文件是空的")


def lines(file: IO[bytes], name: str) -> Iterator[tuple[int, bytes | ReadingError]]:
    """The lines of ``file`` that are not blank, with their numbers from 1, not parsed yet."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1 and line.startswith(_UTF16):
            yield from _utf16(line + file.read(), name)
            return
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield number, ReadingError(f"{name}:{number}：一行超过{LONGEST_LINE >> 20}MB")
        elif line.strip():
            yield number, line


def _utf16(data: bytes, name: str) -> Iterator[tuple[int, bytes | ReadingError]]:
    try:
        text, _ = decode(data, name)
    except ReadingError as error:
        yield 1, error
        return
    yield from lines(BytesIO(text.encode("utf-8")), name)


def record(
    line: bytes, where: str, text_field: str = "text", id_field: str = "id"
) -> Page | ReadingError:
    """The page in one line; its source is the record's id, or ``where`` if it has none."""
    form = f'{{"{id_field}": …, "{text_field}": …}}'
    try:
        text, warnings = decode(line, where)
        found = json.loads(text)
    except ReadingError as error:
        return error
    except (ValueError, RecursionError):
        return ReadingError(f"{where}：不是 JSON，每行应是 {form}")
    if not isinstance(found, dict) or not isinstance(found.get(text_field), str):
        return ReadingError(f'{where}：缺少字符串 "{text_field}"，每行应是 {form}')
    if not readable(found[text_field]):
        return ReadingError(f"{where}：{text_field} 里没有文字")
    name = found.get(id_field)
    source = whole(str(name)) if isinstance(name, str | int) and name != "" else where
    return Page(source=source, text=whole(found[text_field]), warnings=warnings)
