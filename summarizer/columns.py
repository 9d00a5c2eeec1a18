"""The width at which the lines of a page were broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PUNCTUATED = re.compile(r"[，。；、,;]")


def column_width(lines: Sequence[str]) -> int:
    """The width at which every line of this page was broken, in half-width columns; 0 if none.

    A page was broken at a width if half of its ``lines`` (without furniture) reach it, next to
    none pass it, and the lines hold sentences (a list of headlines is as even, and must not be
    joined).
    """
    if len(lines) < 6:
        return 0
    widths = sorted(map(width, lines))
    column = widths[len(widths) * 9 // 10]
    even = sum(column - 4 <= w <= column + 2 for w in widths)
    beyond = sum(w > column + 2 for w in widths)
    punctuated = sum(1 for line in lines if _PUNCTUATED.search(line))
    fits = even * 2 >= len(lines) and beyond * 20 <= len(lines)
    fits = fits and punctuated * 5 >= len(lines) * 2
    return column if fits and 16 <= column <= 160 else 0


def width(line: str) -> int:
    """Half-width columns: a hanzi takes two (three bytes in UTF-8), an ASCII letter one."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2
