"""A cleaned page as blocks: some headings and bylines on top, some paragraphs of text below.

A block is the most that one headline can own; whether it begins an article or goes on with the
one before is weighed in :mod:`summarizer.starts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from summarizer import headings
from summarizer.datelines import opening
from summarizer.lines import Kind, kinds_of
from summarizer.types import Span

_INLINE_TITLE = re.compile(r"【([^【】]{6,40})】(?=.{20})")
_HEAD = 160
_LONGEST_LOOSE = 40


class Part(Enum):
    """What a paragraph is on the page."""

    HEADING = auto()
    BYLINE = auto()
    NAMES = auto()  # a byline if an article begins or ends here, otherwise whoever speaks next
    CAPTION = auto()
    SIGNATURE = auto()  # the last lines of a notice
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph of the cleaned page and where it is."""

    part: Part
    text: str
    span: Span

    @property
    def has_dateline(self) -> bool:
        return self.part is Part.TEXT and opening(self.text[:_HEAD]) is not None

    @property
    def inline_title(self) -> re.Match[str] | None:
        """A headline in 【】 at the start of the text itself."""
        found = _INLINE_TITLE.match(self.text) if self.part is Part.TEXT else None
        return found if found and headings.is_heading(found[1]) and not opening(self.text) else None


@dataclass(slots=True)
class Block:
    """Headings and bylines in their order, then text."""

    top: list[Element] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)

    @property
    def start(self) -> int:
        return (self.top or self.texts)[0].span.start

    @property
    def headings(self) -> list[Element]:
        return [e for e in self.top if e.part is Part.HEADING]

    @property
    def has_dateline(self) -> bool:
        return bool(self.texts) and self.texts[0].has_dateline

    @property
    def is_numbered(self) -> bool:
        return not self.top and bool(self.texts) and headings.is_numbered(self.texts[0].text)

    @property
    def inline_title(self) -> re.Match[str] | None:
        return self.texts[0].inline_title if self.texts and not self.top else None

    @property
    def is_picture(self) -> bool:
        """Whether a caption stands below the headings: a picture's, or all the news there is."""
        parts = [e.part for e in self.top]
        return Part.HEADING in parts and Part.CAPTION in parts[parts.index(Part.HEADING) :]

    @property
    def is_signed_above(self) -> bool:
        """Whether a byline closes what stands above this block's headings."""
        return bool(self.top) and self.top[0].part in (Part.BYLINE, Part.NAMES)


def blocks(text: str) -> list[Block]:
    """The blocks of a cleaned page, in order. The last one may have no text."""
    found: list[Block] = []
    for element in _elements(text):
        if element.part in (Part.CAPTION, Part.SIGNATURE) and found and found[-1].texts:
            found[-1].texts.append(element)
            continue
        if element.part is not Part.TEXT:
            if not found or found[-1].texts or (found[-1].is_picture and _heads(element)):
                found.append(Block())
            found[-1].top.append(element)
            continue
        alone = (
            element.has_dateline
            or element.inline_title is not None
            or headings.is_numbered(element.text)
        )
        if not found or (found[-1].texts and alone):
            found.append(Block())
        found[-1].texts.append(element)
    for block in found:
        if not block.texts and block.is_picture:
            last = max(i for i, e in enumerate(block.top) if _heads(e))
            told = [e for e in block.top[last:] if e.part is Part.CAPTION]
            block.top = [e for e in block.top if e not in told]
            block.texts = [replace(e, part=Part.TEXT) for e in told]
    return found


def _heads(element: Element) -> bool:
    return element.part is Part.HEADING


def _elements(text: str) -> list[Element]:
    paragraphs: list[Span] = []
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        if end > start:
            paragraphs.append(Span(start=start, end=end))
        start = end + 1
    words = [span.of(text) for span in paragraphs]
    kinds = kinds_of(words)
    return [Element(_part(words, kinds, i), words[i], span) for i, span in enumerate(paragraphs)]


def _part(words: list[str], kinds: list[Kind], i: int) -> Part:
    kind = kinds[i]
    if kind is Kind.BYLINE:
        return Part.BYLINE
    if kind is Kind.NAMES:
        return Part.NAMES
    if kind is Kind.CAPTION:
        return Part.CAPTION
    if kind is Kind.SIGNATURE:
        return Part.SIGNATURE
    if kind is Kind.MARKED:
        return Part.HEADING
    if kind in (Kind.DATELINE, Kind.ROW) or (i + 1 == len(words) and i > 0):
        return Part.TEXT
    following = kinds[i + 1] if i + 1 < len(kinds) else None
    if headings.is_closed(words[i]):  # a question or a cry: 怎么办？
        fits = kind is Kind.HEADING and (i == 0 or following is Kind.DATELINE)
        # The page's first line above a dateline is a headline even where it has a full stop.
        stopped = i == 0 and following is Kind.DATELINE and words[i][-1] == "。"
        fits = fits or (stopped and headings.is_heading(words[i][:-1]))
        return Part.HEADING if fits else Part.TEXT
    return Part.HEADING if kind is Kind.HEADING or _is_loose(words[i]) else Part.TEXT


def _is_loose(line: str) -> bool:
    """A short open line that cleaning did not join: a headline with a comma, and the like."""
    return (
        4 <= len(line) <= _LONGEST_LOOSE
        and line[-1] not in "，。、；："
        and not re.search("[。；]", line)
        and line.count("，") < 2
        and headings.could_end(line)
    )
