"""Reading: files, uploads and standard input become pages; what cannot be read is said.

A file is one page, a JSON Lines file one page per record. The format goes by the name's ending,
and by the first bytes where the name has none of ours (standard input, uploads).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from summarizer.exceptions import ReadingError
from summarizer.reading import jsonl
from summarizer.reading.encoding import decode, readable, whole
from summarizer.reading.formats import FORMATS, format_of
from summarizer.types import Page

__all__ = ["FORMATS", "MOST_BYTES", "read", "read_all", "read_bytes"]

#: A larger file is no newspaper page. JSON Lines files may be of any size.
MOST_BYTES = 64 * 2**20


def read(path: Path) -> Iterator[Page]:
    """The pages of one file: one, or for jsonl one per record.

    Raises ReadingError, one line that names the file (and the line of a jsonl file), at the
    first that cannot be read.
    """
    for found in _items(path):
        if isinstance(found, ReadingError):
            raise found
        yield found


def read_all(paths: Iterable[Path]) -> Iterator[Page | ReadingError]:
    """The pages of many files; what cannot be read is an item too, and the others are read."""
    for path in paths:
        yield from _items(path)


def read_bytes(data: bytes, name: str) -> Iterator[Page]:
    """The pages in ``data``, which came under ``name`` ("-" for standard input).

    Raises ReadingError as :func:`read` does.
    """
    for found in _pages(data, _printable(name)):
        if isinstance(found, ReadingError):
            raise found
        yield found


def _items(path: Path) -> Iterator[Page | ReadingError]:
    name = _printable(str(path))
    try:
        with path.open("rb") as file:
            yield from _stream(file, name)
    except FileNotFoundError:
        yield ReadingError(f"{name}：没有这个文件，请检查路径")
    except IsADirectoryError:
        yield ReadingError(f"{name}：是文件夹，请给出其中的文件")
    except PermissionError:
        yield ReadingError(f"{name}：没有读取权限")
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        yield ReadingError(f"{name}：读不出来（{getattr(error, 'strerror', None) or error}）")


def _stream(file: IO[bytes], name: str) -> Iterator[Page | ReadingError]:
    if format_of(name, b"") == ".jsonl":
        yield from jsonl.pages(file, name)
        return
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield ReadingError(f"{name}：超过{MOST_BYTES >> 20}MB，请拆开后再读")
        return
    yield from _pages(data, name)


def _pages(data: bytes, name: str) -> Iterator[Page | ReadingError]:
    try:
        if not data.strip():
            raise ReadingError(f"{name}：文件是空的")
        form = format_of(name, data)
        if form == ".jsonl":
            yield from jsonl.pages_of(data, name)
            return
        text, warnings = _text(data, name, form)
        text = whole(text)
        if not readable(text):
            raise ReadingError(f"{name}：没有文字")
    except ReadingError as error:
        yield error
        return
    yield Page(source=name, text=text, warnings=warnings)


def _text(data: bytes, name: str, form: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings. The parsers of documents are loaded only when one is met."""
    if form == ".pdf":
        from summarizer.reading.pdf import pdf_text

        return pdf_text(data, name)
    if form == ".docx":
        from summarizer.reading.word import docx_text

        return docx_text(data, name)
    if form == ".html":
        from summarizer.reading.web import html_text

        return html_text(data, name)
    text, warnings = decode(data, name)
    if form == ".md":
        from summarizer.reading.markdown import plain

        return plain(text), warnings
    return text, warnings


def _printable(name: str) -> str:
    """A file name that can be shown: undecodable bytes in it are replaced."""
    return name.encode("utf-8", "replace").decode("utf-8")
