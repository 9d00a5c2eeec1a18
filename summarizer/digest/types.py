"""The value types of a digest: stories in, one ordered and explained digest out.

Everything an editor may say is in :class:`Edits`; a digest is a pure function of stories,
edits and rules, so that making it again gives the same digest. Lengths are in 字.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import Field

from summarizer.types import Article, Summary, Value

#: Limits of a 公众号 article: title, 摘要, author (字); content in characters and bytes.
TITLE = 32
ABSTRACT = 128
AUTHOR = 16
CONTENT_CHARS = 20_000
CONTENT_BYTES = 1 << 20


class Story(Value):
    """One bulletin that may be printed: its text, and a headline and brief of it.

    ``day`` is the day of the event as the text tells it, where it tells one. ``approved`` says
    that an editor has signed the words off: then a failed check is told, not acted upon.
    """

    id: str
    source: str
    outlet: str
    byline: str | None = None
    title: str | None = None
    text: str
    headline: str | None
    brief: str | None
    day: date | None = None
    approved: bool = False

    @classmethod
    def of(
        cls, summary: Summary, *, outlet: str, byline: str | None = None, day: date | None = None
    ) -> Self:
        """The story behind a summary."""
        return cls(
            id=story_id(summary.source, summary.index, summary.text),
            source=summary.source,
            outlet=outlet,
            byline=byline,
            title=summary.title,
            text=summary.text,
            headline=summary.headline,
            brief=summary.brief,
            day=day,
        )


def story_id(source: str, index: int, text: str) -> str:
    """Twelve hexadecimal digits that stay the same as long as file, place and text do."""
    return hashlib.sha256(f"{source}\0{index}\0{text}".encode()).hexdigest()[:12]


class Edits(Value):
    """What an editor decided; it wins over every rule.

    ``pins`` are printed first, in their order, under a heading of their own. ``order`` sorts
    the items it names within their sections. ``sections`` moves items to another section.
    """

    pins: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    sections: Mapping[str, str] = Field(default_factory=dict)
    headlines: Mapping[str, str] = Field(default_factory=dict)
    briefs: Mapping[str, str] = Field(default_factory=dict)
    title: str | None = None
    abstract: str | None = None
    lead: str | None = None


class Placement(Value):
    """Where an item stands (``position`` counts from 1 through the whole digest), and why."""

    section: str
    position: int = Field(ge=1)
    score: int
    reasons: tuple[str, ...]


class Link(Value):
    """Another telling of the same event, that is not printed."""

    id: str
    source: str
    outlet: str
    title: str
    reason: str


class Item(Value):
    """One printed item. ``faults`` are failed checks of words that an editor wrote."""

    id: str
    headline: str
    brief: str | None
    source_line: str
    text: str
    linked: tuple[Link, ...] = ()
    placement: Placement
    faults: tuple[str, ...] = ()


class Section(Value):
    """A heading and the items under it, at least one."""

    key: str
    title: str
    items: tuple[Item, ...]


class Left(Value):
    """A story that is not printed, and why."""

    id: str
    title: str
    source: str
    reason: str


class Digest(Value):
    """The digest of one day. ``code`` is printed at its foot and names it for certain."""

    day: date
    edition: int = Field(default=1, ge=1)
    name: str
    title: str
    abstract: str
    lead: str
    date_line: str
    sections: tuple[Section, ...]
    left: tuple[Left, ...] = ()
    faults: tuple[str, ...] = ()
    code: str

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in printed order."""
        return tuple(item for section in self.sections for item in section.items)


def digest_code(name: str, day: date, edition: int) -> str:
    """The name of a digest: its day, its edition, and six digits of its masthead's hash."""
    tail = hashlib.sha256(f"{name}\0{day.isoformat()}\0{edition}".encode()).hexdigest()[:6]
    return f"{day:%Y%m%d}-{edition}-{tail}"


def source_line(outlet: str, byline: str | None) -> str:
    """来源：云岭日报　乔一禾."""
    return f"来源：{outlet}　{byline}" if byline else f"来源：{outlet}"


def of_article(article: Article, summary: Summary, *, outlet: str, day: date | None) -> Story:
    """The story of an article that was read here, with what its page told besides the text."""
    return Story.of(summary, outlet=outlet, byline=article.byline, day=day)
