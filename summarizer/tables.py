"""Tables in the text of a page: rows of cells, a blank between them, one row a line.

A row is no sentence and no headline: its cells stay apart, nothing is joined to it, and the writer
does not read it, for whom it would be the beginning of the next sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Cells of a row at least, and 字 of a cell at most.
_LEAST_CELLS, _LONGEST_CELL = 3, 20

_SENTENCE = re.compile("[，。；：！？,;:!?]")
_NUMBER = r"[+\-]?\d(?:[\d.,]*\d)?[%％℃]?"  # 8. is an item's number
_FIGURE = re.compile(rf"{_NUMBER}(?:[~～—–\-]{_NUMBER})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: A figure before one of these belongs to running text that was set wide: 共 3 个 乡镇.
_UNIT = re.compile(r"[年月日时分秒天周个名位次项条件辆台套座艘吨升米亩元岁届期批余多万亿千百%％]")


def rows(lines: Sequence[str]) -> set[int]:
    """Which of ``lines`` are rows: neighbours of as many cells, a figure in one of them."""
    found: set[int] = set()
    start = 0
    while start < len(lines):
        cells = _cells(lines[start])
        end = start + 1
        while cells and end < len(lines) and len(_cells(lines[end])) == len(cells):
            end += 1
        if end - start > 1 and any(_has_figure(_cells(line)) for line in lines[start:end]):
            found.update(range(start, end))
        start = end
    return found


def _cells(line: str) -> list[str]:
    """The cells of what may be a row; none of any other line."""
    cells = line.split(" ")
    short = len(cells) >= _LEAST_CELLS and all(0 < len(c) <= _LONGEST_CELL for c in cells)
    return cells if short and not _SENTENCE.search(line) else []


def _has_figure(cells: Sequence[str]) -> bool:
    return any(
        _FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) and not _UNIT.match(following)
        for cell, following in zip(cells, [*cells[1:], "\n"], strict=True)
    )
