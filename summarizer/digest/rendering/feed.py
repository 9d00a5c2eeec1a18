"""RSS 2.0 and Atom: one entry per item, newest digest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Literal

from feedgen.feed import FeedGenerator

from summarizer.digest.types import Digest


def feed(digests: Sequence[Digest], link: str, form: Literal["rss", "atom"] = "atom") -> str:
    """A feed of ``digests``; ``link`` is where readers find them (an http URL)."""
    maker = FeedGenerator()
    name = digests[0].name if digests else "今日要闻"
    maker.id(link)
    maker.title(name)
    maker.subtitle(f"{name}，每日一期")
    maker.link(href=link, rel="alternate")
    maker.language("zh-CN")
    newest = max((digest.day for digest in digests), default=None)
    if newest is not None:
        maker.updated(_moment(newest))
    for digest in sorted(digests, key=lambda d: (d.day, d.edition), reverse=True):
        for item in digest.items:
            entry = maker.add_entry(order="append")
            entry.id(f"urn:jianbao:{digest.code}:{item.id}")
            entry.title(_clean(item.headline))
            entry.link(href=link)
            entry.summary(_clean(item.brief or item.headline))
            entry.category(term=_clean(item.placement.section))
            entry.updated(_moment(digest.day))
            entry.published(_moment(digest.day))
    data: bytes = maker.rss_str(pretty=True) if form == "rss" else maker.atom_str(pretty=True)
    return data.decode()


def _moment(day: object) -> datetime:
    return datetime.combine(day, time(12), UTC)  # type: ignore[arg-type]


def _clean(words: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c if c >= " " else " " for c in words)
