"""A page becomes articles: headlines, datelines and bylines are taken off, bodies stay whole.

The page is cleaned first. Its paragraphs are then grouped into blocks, each some headings and
bylines above some paragraphs of text, and every block either begins an article or goes on with
the one before: :mod:`summarizer.blocks` tells which.
"""

from __future__ import annotations

from summarizer import headings
from summarizer.blocks import Block, Element, Part, blocks
from summarizer.broadcast import is_tag
from summarizer.cleaning import Cleaned, clean
from summarizer.drafting import ArticleDraft
from summarizer.labels import is_advert, is_label
from summarizer.starts import Starts, title_lines
from summarizer.types import Article, Page, Span


def split(page: Page) -> tuple[Article, ...]:
    """The articles of ``page`` in page order; none if it holds nothing but furniture.

    Every character of the page that is in no article's text is in one of its ``edits`` or under
    its ``title_spans``. What stands between two articles is recorded with the first.
    """
    cleaned = clean(page.text)
    drafts = _drafts(cleaned)
    if not drafts:
        return ()
    positions = cleaned.origin.positions()
    articles: list[Article] = []
    at = 0  # edits before this one belong to earlier articles
    for index, draft in enumerate(drafts):
        end = drafts[index + 1].page_start(positions) if index + 1 < len(drafts) else None
        first = at
        while at < len(cleaned.edits) and (end is None or cleaned.edits[at].span.start < end):
            at += 1
        articles.append(draft.article(page.source, index, cleaned, positions, first, at))
    return tuple(articles)


def _drafts(cleaned: Cleaned) -> list[ArticleDraft]:
    """Articles in the making; bodies that hold no word are none."""
    found = blocks(cleaned.text)
    starts = Starts(found)
    drafts: list[ArticleDraft] = []
    for block in found:
        last = drafts[-1] if drafts else None
        begins = starts.begins(
            block,
            so_far=last.length if last else 0,
            dated=bool(last and last.dateline),
            signed=bool(last and last.signed),
        )
        if last is None or (begins and block.texts):
            drafts.append(_begin(block, last, rundown=starts.rundown))
        else:
            _go_on(block, last)
    return _with_text(drafts, cleaned.text)


def _begin(block: Block, previous: ArticleDraft | None, *, rundown: bool) -> ArticleDraft:
    """The article that ``block`` begins; bylines above its headline go to the one before."""
    top = list(block.top)
    if previous:
        while top and top[0].part is not Part.HEADING:
            previous.add_byline(top.pop(0))
    draft = ArticleDraft((top or block.texts)[0].span.start)
    title = title_lines(block)
    draft.add_title(title)
    for element in top:
        if element.part is not Part.HEADING:
            draft.add_byline(element)
        elif is_tag(element.text):
            draft.move("heading mark", element.span.start, element.span.end)
        elif is_label(element.text) and element not in title:
            draft.move("label", element.span.start, element.span.end)
        elif headings.is_cue(element.text) or (title and element.span.start < title[0].span.start):
            draft.move("contents", element.span.start, element.span.end)
        elif element not in title:
            draft.add_text(element)
    for k, element in enumerate(block.texts):
        skip = 0
        if k == 0 and block.inline_title:
            tag = block.inline_title
            draft.add_title(
                [
                    Element(
                        Part.HEADING,
                        tag.group(),
                        Span(start=element.span.start, end=element.span.start + tag.end()),
                    )
                ]
            )
            skip = tag.end()
        elif k == 0 and rundown and not title and headings.is_numbered(element.text):
            skip = headings.bare_start(element.text)
        draft.add_text(element, skip)
    return draft


def _go_on(block: Block, draft: ArticleDraft) -> None:
    """``block`` belongs to ``draft``: sub-headings and speakers stay in the text."""
    for k, element in enumerate(block.top):
        signs = element.part in (Part.BYLINE, Part.CAPTION) or (
            element.part is Part.NAMES
            and (not block.texts or any(e.part is Part.HEADING for e in block.top[k:]))
        )
        if signs:
            draft.add_byline(element)
        elif not block.texts:
            draft.move("no text", element.span.start, element.span.end)
        elif is_advert(element.text):
            draft.move("label", element.span.start, element.span.end)
        else:
            draft.add_text(element)
    for element in block.texts:
        draft.add_text(element)


def _with_text(drafts: list[ArticleDraft], text: str) -> list[ArticleDraft]:
    """Only the drafts whose body holds words; what the others held is recorded with a neighbour.

    A page that is nothing but headings is one article made of them.
    """
    kept = [d for d in drafts if d.has_words(text)]
    if not kept and drafts and any(d.title for d in drafts):
        whole = drafts[0]
        for other in drafts[1:]:
            whole.take(other)
        lines = [
            *whole.title,
            *(s for rule, s, _ in whole.moved if rule in ("contents", "no text")),
        ]
        whole.body = sorted((*whole.body, *lines), key=lambda span: span.start)
        whole.title = []
        whole.moved = [m for m in whole.moved if m[0] not in ("contents", "no text")]
        return [whole] if whole.has_words(text) else []
    for draft in drafts:
        if kept and draft not in kept:
            before = [d for d in kept if d.start < draft.start]
            neighbour = before[-1] if before else kept[0]
            neighbour.take(draft)
            neighbour.start = min(neighbour.start, draft.start)
    return kept
