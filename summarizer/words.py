"""Where the words of a text begin and end, so that no word is torn when it is copied."""

from __future__ import annotations

import re

from summarizer.types import Span

#: What may be dropped from the end of a division's name: 湖南省 and 湖南 are one place.
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,}[省市区县]")


def words(text: str) -> tuple[Span, ...]:
    """The words of ``text`` of two characters or more, in order (jieba's dictionary and model).

    The last character of a division's name (湖南省) is no part of its word.
    """
    import rjieba

    spans: list[Span] = []
    start = 0
    for word in rjieba.cut(text):
        end = start + len(word)
        kept = end - 1 if len(word) > 2 and _DIVISION.fullmatch(word) else end
        if kept - start > 1 and word.strip():
            spans.append(Span(start=start, end=kept))
        start = end
    return tuple(spans)
