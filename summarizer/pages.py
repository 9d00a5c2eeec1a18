"""A page becomes articles: headlines, datelines and bylines are taken off, bodies stay whole.

The page is cleaned first. Its paragraphs are then grouped into blocks, each some headings and
bylines above some paragraphs of text, and every block either begins an article or goes on with
the one before: :mod:`summarizer.blocks` tells which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer import headings
from summarizer.blocks import Block, Element, Part, blocks
from summarizer.bylines import credited
from summarizer.cleaning import Cleaned, clean
from summarizer.datelines import closing, opening, today
from summarizer.labels import is_advert, is_label
from summarizer.starts import Starts, title_lines
from summarizer.types import Article, CharMap, Edit, Page, Span

_WORD = re.compile(r"\w")

#: More headings than these above one text are a table of contents; the last one is the headline.
MOST_TITLE_LINES = 3


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


def _drafts(cleaned: Cleaned) -> list[_Draft]:
    """Articles in the making; bodies that hold no word are none."""
    found = blocks(cleaned.text)
    starts = Starts(found)
    drafts: list[_Draft] = []
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


def _begin(block: Block, previous: _Draft | None, *, rundown: bool) -> _Draft:
    """The article that ``block`` begins; bylines above its headline go to the one before."""
    top = list(block.top)
    if previous:
        while top and top[0].part is not Part.HEADING:
            previous.add_byline(top.pop(0))
    draft = _Draft((top or block.texts)[0].span.start)
    title = title_lines(block)
    draft.add_title(title)
    for element in top:
        if element.part is not Part.HEADING:
            draft.add_byline(element)
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


def _go_on(block: Block, draft: _Draft) -> None:
    """``block`` belongs to ``draft``: sub-headings and speakers stay in the text."""
    for k, element in enumerate(block.top):
        signs = element.part is Part.BYLINE or (
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


def _with_text(drafts: list[_Draft], text: str) -> list[_Draft]:
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


@dataclass(slots=True)
class _Draft:
    """An article in the making; spans are of the cleaned text."""

    start: int
    title: list[Span] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)
    dateline: str | None = None
    byline: list[str] = field(default_factory=list)
    day: Span | None = None  # the dateline's, which the text calls 今天
    moved: list[tuple[str, Span, str]] = field(default_factory=list)  # rule, what went, for what
    signed: bool = False  # a credit stands at the end of the text so far

    def page_start(self, positions: list[int]) -> int:
        return positions[self.start]

    def add_byline(self, element: Element) -> None:
        """Keep who reported, without brackets, out of the text."""
        self.sign(credited(element.text))
        self.move("byline", element.span.start, element.span.end)

    def sign(self, words: str) -> None:
        """Add to the byline; who stands there already is not repeated."""
        said = {word for line in self.byline for word in line.split(" ")}
        new = set(words.split(" "))
        if new <= said:
            return
        if said < new:
            self.byline = []
        self.byline.append(words)

    def take(self, other: _Draft) -> None:
        """Record what ``other``, which has no text of its own, held."""
        self.moved += other.moved
        for span in (*other.title, *other.body):
            self.move("no text", span.start, span.end)

    def has_words(self, text: str) -> bool:
        """Whether there is a letter, hanzi or digit in the body."""
        return any(_WORD.search(span.of(text)) for span in self.body)

    @property
    def length(self) -> int:
        """The body so far, in 字."""
        return sum(map(len, self.body))

    def move(self, rule: str, start: int, end: int, after: str = "") -> None:
        """Record that ``[start, end)`` is taken off the text, ``after`` put in its place."""
        self.moved.append((rule, Span(start=start, end=end), after))

    def add_title(self, lines: Sequence[Element]) -> None:
        """Headings without mark, number and column; of too many only the last.

        So where the last stands among them twice: the others are the page's contents.
        """
        words = [e.text[headings.title_start(e.text) : headings.title_end(e.text)] for e in lines]
        contents = len(lines) > MOST_TITLE_LINES or words[-1:] and words[-1] in words[:-1]
        for element in lines[:-1] if contents else ():
            self.move("contents", element.span.start, element.span.end)
        for element in lines[-1:] if contents else lines:
            self._add_title_line(element.text, element.span.start)

    def _add_title_line(self, line: str, at: int) -> None:
        start, end = headings.title_start(line), headings.title_end(line)
        if start:
            self.move("heading mark", at, at + start)
        if end < len(line):
            self.move("heading mark", at + end, at + len(line))
        self.title.append(Span(start=at + start, end=at + end))

    def add_text(self, element: Element, skip: int = 0) -> None:
        """Append a paragraph without the dateline and the credits at its ends.

        ``skip`` characters at its start (a number, a mark) go too.
        """
        skip = headings.text_start(element.text, skip)
        if skip:
            self.move("heading mark", element.span.start, element.span.start + skip)
        text, at = element.text[skip:], element.span.start + skip
        start, end = 0, len(text)
        head = opening(text) if not self.body else None
        if head:
            self.dateline = self.dateline or head.dateline
            if head.byline:
                self.sign(head.byline)
            start = head.end
            self.move("dateline", at, at + start)
            now = today(text, head)
            if now:
                self.day = Span(start=at + now[0], end=at + now[1])
                self.move("today", at + start, at + now[2], text[now[0] : now[1]])
                start = now[2]
        credit = closing(text)
        self.signed = start < credit < end
        if self.signed:
            signature = Span(start=at + credit, end=at + end)
            self.add_byline(Element(Part.BYLINE, text[credit:], signature))
            end = credit
        if end > start:
            self.body.append(Span(start=at + start, end=at + end))

    def article(
        self,
        source: str,
        index: int,
        cleaned: Cleaned,
        positions: list[int],
        first: int,
        last: int,
    ) -> Article:
        """The finished value; ``first`` and ``last`` bound its edits in ``cleaned.edits``."""
        text = cleaned.text
        kept = list(range(self.day.start, self.day.end)) if self.day else []
        for i, span in enumerate(self.body):
            if i:
                kept.append(text.index("\n", kept[-1]))
            kept += range(span.start, span.end)
        moved = [
            Edit(
                rule=rule,
                span=Span(start=positions[span.start], end=positions[span.end - 1] + 1),
                before=span.of(text),
                after=after,
            )
            for rule, span, after in self.moved
        ]
        return Article(
            source=source,
            index=index,
            title=" ".join(span.of(text) for span in self.title) or None,
            title_spans=tuple(
                Span(start=positions[span.start], end=positions[span.end - 1] + 1)
                for span in self.title
            ),
            dateline=self.dateline,
            byline=" ".join(self.byline) or None,
            text="".join(text[i] for i in kept),
            origin=CharMap.from_positions(positions[i] for i in kept),
            edits=tuple(sorted((*cleaned.edits[first:last], *moved), key=lambda e: e.span.start)),
        )
