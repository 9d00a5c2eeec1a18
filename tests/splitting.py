"""What the tests of splitting share: the articles of a page, and what of it went unrecorded."""

from __future__ import annotations

from summarizer.pages import split
from summarizer.types import Article, Page


def articles(page: str) -> tuple[Article, ...]:
    """The articles of ``page``, of which no character may get lost in silence."""
    found = split(Page(source="p", text=page))
    assert not found or not lost(page, found)
    return found


def lost(page: str, found: tuple[Article, ...]) -> list[str]:
    """The characters that are in no text, no title and no edit."""
    seen: set[int] = set()
    for article in found:
        seen.update(article.origin.positions())
        for span in (*article.title_spans, *(edit.span for edit in article.edits)):
            seen.update(range(span.start, span.end))
    return [c for i, c in enumerate(page) if i not in seen and not c.isspace()]
