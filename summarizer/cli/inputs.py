"""What the commands read: the files they were given, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.exceptions import ReadingError
from summarizer.reading import read_all, read_bytes
from summarizer.types import Page


def pages(files: Sequence[Path]) -> Iterator[Page | ReadingError]:
    """The pages of ``files``; "-" or nothing is standard input. A failure is an item too."""
    if files and tuple(files) != (Path("-"),):
        yield from read_all(files)
        return
    try:
        yield from read_bytes(sys.stdin.buffer.read(), "-")
    except ReadingError as error:
        yield error
