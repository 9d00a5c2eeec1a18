"""Results and errors of a job as tables for a spreadsheet (Excel, WPS)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.pages.wording import METHODS
from service.schemas import JobError
from summarizer.types import Summary, Task

#: Without it Excel takes the file for GBK.
_BOM: Final = "\ufeff"

#: A cell that begins so would be a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def results(pieces: Iterable[str]) -> Iterator[str]:
    """A line per article from pieces of whole JSON lines, each a Summary."""
    yield _BOM + _line(("来源", "篇次", "原题", "标题", "标题来历", "简讯", "简讯来历", "提示"))
    for piece in pieces:
        for text in piece.splitlines():
            found = Summary.model_validate_json(text)
            method = {task: METHODS[found.method[task]] for task in found.method}
            yield _line(
                (
                    found.source,
                    str(found.index + 1),
                    found.title or "",
                    found.headline or "",
                    method.get(Task.HEADLINE, ""),
                    found.brief or "",
                    method.get(Task.BRIEF, ""),
                    "；".join(found.warnings),
                )
            )


def errors(pieces: Iterable[str]) -> Iterator[str]:
    """A line per document without a result."""
    yield _BOM + _line(("序号", "来源", "原因"))
    for piece in pieces:
        found = JobError(**json.loads(piece))
        yield _line((str(found.position + 1), found.source, found.message))


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    safe = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
    csv.writer(buffer).writerow(safe)
    return buffer.getvalue()
