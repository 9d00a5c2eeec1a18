"""What the commands read: the files they were given, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.exceptions import ReadingError
from summarizer.reading import jsonl, read_all, read_bytes
from summarizer.reading.formats import format_of
from summarizer.types import Page

#: Standard input among files.
STDIN = Path("-")


def pages(files: Sequence[Path]) -> Iterator[Page | ReadingError]:
    """The pages of ``files``; "-" or nothing is standard input. A failure is an item too."""
    read = False
    for path in files or (STDIN,):
        if path != STDIN:
            yield from read_all((path,))
        elif read:
            yield ReadingError("-：标准输入只能读一次")
        else:
            read = True
            yield from _standard_input()


def _standard_input() -> Iterator[Page | ReadingError]:
    data = sys.stdin.buffer.read()
    if format_of(STDIN.name, data) == ".jsonl":  # a bad record does not stop the others
        yield from jsonl.pages_of(data, "-")
        return
    try:
        yield from read_bytes(data, "-")
    except ReadingError as error:
        yield error
