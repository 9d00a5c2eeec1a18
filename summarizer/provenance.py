"""Where the words of an output come from: clause by clause, in the article and on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer.facts.align import Alignment
from summarizer.types import CharMap, Provenance, Span, Task, mapped

#: A clause with the mark that ends it and the quotation or bracket that closes after it.
_CLAUSE: Final = re.compile(r"[^，。；：！？ \n]+[，。；：！？ \n]*[”’）》]*")
#: Source pieces nearer than this many characters are one span.
GAP: Final = 3


def trace(
    output: str,
    article_text: str,
    origin: CharMap,
    task: Task,
    copied: Sequence[int] = (),
) -> tuple[Provenance, ...]:
    """The source spans of each output clause, in the order of the clauses.

    ``origin`` leads from ``article_text`` to its page. ``copied`` is the engine's own record
    (per output character an article position, or -1); where it is silent the alignment of the
    two texts tells. A clause without any place in the article has no entry.
    """
    aligned = Alignment(output, article_text).places if article_text else (-1,) * len(output)
    known = copied if len(copied) == len(output) else (-1,) * len(output)
    places = [a if a >= 0 else b for a, b in zip(known, aligned, strict=True)]
    traces: list[Provenance] = []
    for match in _CLAUSE.finditer(output):
        article = _spans(places[match.start() : match.end()])
        if article:
            traces.append(
                Provenance(
                    task=task,
                    output=Span(start=match.start(), end=match.end()),
                    article=article,
                    page=mapped(article, origin),
                )
            )
    return tuple(traces)


def _spans(places: Sequence[int]) -> tuple[Span, ...]:
    """Positions as spans in source order, near ones joined; stray single characters left out."""
    wanted = sorted({p for p in places if p >= 0})
    runs: list[list[int]] = []
    for p in wanted:
        if runs and p <= runs[-1][1] + GAP:
            runs[-1][1] = p + 1
        else:
            runs.append([p, p + 1])
    long = [run for run in runs if run[1] - run[0] > 1] or runs
    return tuple(Span(start=start, end=end) for start, end in long)
