"""One row per article: the stable schema of the output, in JSON Lines and in Parquet.

Columns are only ever added. ``docs/archive.md`` describes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from summarizer._version import __version__
from summarizer.archive.types import Bulletin, Core, Failure
from summarizer.types import CharMap, Span, Summary

if TYPE_CHECKING:
    import pyarrow

#: The fields of :func:`core`, in the order of a row.
_CORE = (
    "headline",
    "brief",
    "method",
    "checks",
    "reasons",
    "read_share",
    "warnings",
    "provenance",
    "model",
)


def core(summary: Summary) -> Core:
    """The fields of a row that follow from the article's text alone.

    ``checks`` names, per task, the kinds that applied and passed: what fails one is not
    printed, and the reason stands under ``reasons``. With checks off nothing was checked.
    """
    passed: dict[str, list[str]] = {task.value: [] for task in summary.method}
    for check in summary.checks:
        if check.passed:
            kinds = passed[check.task.value]
            if check.kind not in kinds:
                kinds.append(check.kind)
    return {
        "headline": summary.headline,
        "brief": summary.brief,
        "method": {task.value: method.value for task, method in summary.method.items()},
        "checks": passed,
        "reasons": {task.value: list(why) for task, why in summary.reasons.items()},
        "read_share": {task.value: share for task, share in summary.read_share.items()},
        "warnings": list(summary.warnings),
        "provenance": [
            {
                "task": part.task.value,
                "output": [part.output.start, part.output.end],
                "article": [[span.start, span.end] for span in part.article],
            }
            for part in summary.provenance
        ],
        "model": summary.model,
    }


def row(
    number: int,
    bulletin: Bulletin,
    unread: Sequence[str],
    written: Core,
    first: int | None,
    with_text: bool,
) -> dict[str, Any]:
    """The row of ``bulletin``. ``unread`` says what of its document could not be read, ``first``
    is the row that it repeats.

    ``written`` is a :func:`core`, or the row of the article that it repeats.
    """
    whole = bulletin.origin.hull(Span(start=0, end=len(bulletin.text)))
    found: dict[str, Any] = {
        "row": number,
        "path": printable(bulletin.where.path),
        "member": bulletin.where.member,
        "record": bulletin.where.record,
        "id": bulletin.where.id,
        "index": bulletin.index,
        "title": bulletin.title,
        "dateline": bulletin.dateline,
        "byline": bulletin.byline,
        "span": [whole.start, whole.end],
        "chars": len(bulletin.text),
        "sha256": bulletin.sha256,
        "duplicate_of": first,
        "unread": list(unread),
        **{name: written[name] for name in _CORE},
        "version": __version__,
    }
    found["provenance"] = [
        {**part, "page": _on_page(part["article"], bulletin.origin)}
        for part in written["provenance"]
    ]
    if with_text:
        found["text"] = bulletin.text
    return found


def failure_row(failure: Failure) -> dict[str, Any]:
    """A line of the error file."""
    where = failure.where
    return {
        "path": printable(where.path),
        "member": where.member,
        "record": where.record,
        "id": where.id,
        "index": failure.index,
        "stage": failure.stage,
        "reason": failure.reason,
    }


def line(found: dict[str, Any]) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def printable(path: str) -> str:
    """``path`` as text that any output can encode."""
    return path.encode("utf-8", "replace").decode("utf-8")


def parquet_schema(with_text: bool) -> pyarrow.Schema:
    """The same columns for Parquet; tasks are struct fields, null where not asked for."""
    import pyarrow as pa

    def tasks(kind: pa.DataType) -> pa.DataType:
        return pa.struct([("headline", kind), ("brief", kind)])

    text, number = pa.string(), pa.int64()
    span = pa.list_(number)
    spans = pa.list_(span)
    part = pa.struct([("task", text), ("output", span), ("article", spans), ("page", spans)])
    columns: list[tuple[str, pa.DataType]] = [
        ("row", number),
        ("path", text),
        ("member", text),
        ("record", number),
        ("id", text),
        ("index", number),
        ("title", text),
        ("dateline", text),
        ("byline", text),
        ("span", span),
        ("chars", number),
        ("sha256", text),
        ("duplicate_of", number),
        ("unread", pa.list_(text)),
        ("headline", text),
        ("brief", text),
        ("method", tasks(text)),
        ("checks", tasks(pa.list_(text))),
        ("reasons", tasks(pa.list_(text))),
        ("read_share", tasks(pa.float64())),
        ("warnings", pa.list_(text)),
        ("provenance", pa.list_(part)),
        ("model", text),
        ("version", text),
    ]
    if with_text:
        columns.append(("text", text))
    return pa.schema(columns)


def _on_page(article: list[list[int]], origin: CharMap) -> list[list[int]]:
    return [
        [piece.start, piece.end]
        for start, end in article
        for piece in origin.spans(Span(start=start, end=end))
    ]
