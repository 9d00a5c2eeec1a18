"""An article in the making: what is taken off its text goes on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer import headings
from summarizer.blocks import Element, Part
from summarizer.bylines import credited
from summarizer.cleaning import Cleaned
from summarizer.datelines import closing, opening, today
from summarizer.items import led
from summarizer.signatures import is_day
from summarizer.types import Article, CharMap, Edit, Rule, Span

_WORD = re.compile(r"\w")

#: More headings than these above one text are a table of contents; the last one is the headline.
MOST_TITLE_LINES = 3


@dataclass(slots=True)
class ArticleDraft:
    """An article in the making; spans are of the cleaned text."""

    start: int
    title: list[Span] = field(default_factory=list)
    body: list[Span] = field(default_factory=list)
    dateline: str | None = None
    byline: list[str] = field(default_factory=list)
    day: Span | None = None  # the dateline's, which the text calls 今天
    moved: list[tuple[Rule, Span, str]] = field(default_factory=list)  # rule, what went, for what
    signed: bool = False  # a credit stands at the end of the text so far

    def page_start(self, positions: list[int]) -> int:
        return positions[self.start]

    def add_byline(self, element: Element) -> None:
        """Keep who reported, without brackets, out of the text; a caption there goes too."""
        if element.part is Part.CAPTION:
            self.move("caption", element.span.start, element.span.end)
            return
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

    def take(self, other: ArticleDraft) -> None:
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

    def move(self, rule: Rule, start: int, end: int, after: str = "") -> None:
        """Record that ``[start, end)`` is taken off the text, ``after`` put in its place."""
        self.moved.append((rule, Span(start=start, end=end), after))

    def add_title(self, lines: Sequence[Element]) -> None:
        """Headings without mark, number and column; of too many only the last.

        So where the last stands among them twice: the others are the page's contents.
        """
        words = [e.text[headings.title_start(e.text) : headings.title_end(e.text)] for e in lines]
        contents = len(lines) > MOST_TITLE_LINES or (words[-1:] and words[-1] in words[:-1])
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

        ``skip`` characters at its start (a number, a mark) go too. A caption goes as a whole.
        """
        if element.part is Part.CAPTION:
            self.move("caption", element.span.start, element.span.end)
            return
        if element.part is Part.SIGNATURE:
            self._close(element)
            return
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
        if not self.body:
            start = self._past_headline(element, text, at, start)
        credit = closing(text)
        self.signed = start < credit < end
        if self.signed:
            signature = Span(start=at + credit, end=at + end)
            self.add_byline(Element(Part.BYLINE, text[credit:], signature))
            end = credit
        if end > start:
            self.body.append(Span(start=at + start, end=at + end))

    def _close(self, element: Element) -> None:
        """Who issues the text stays its last line; the day below is no part of it."""
        if is_day(element.text):
            self.move("furniture", element.span.start, element.span.end)
        else:
            self.body.append(element.span)
        self.signed = True

    def _past_headline(self, element: Element, text: str, at: int, start: int) -> int:
        """Where an item's text begins that stands behind ▶ and its headline on one line."""
        begin = headings.text_start(text, start)
        ornate = begin > start or headings.is_bulleted(element.text)
        if begin > start:
            self.move("heading mark", at + start, at + begin)
        end = begin + (led(text[begin:]) if ornate and not self.title else 0)
        if end > begin:
            self.title.append(Span(start=at + begin, end=at + end))
        return end

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
