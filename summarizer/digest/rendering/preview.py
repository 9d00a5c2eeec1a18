"""The preview page: the article as a phone shows it, by day and by night."""

from __future__ import annotations

from summarizer.digest.rendering.dark import darkened
from summarizer.digest.rendering.themes import environment
from summarizer.digest.types import Digest


def preview(digest: Digest, html: str, *, author: str = "") -> str:
    """A whole page around the article's ``html``; dark where the reader's system is."""
    template = environment().get_template("preview.html")
    return template.render(digest=digest, light=html, dark=darkened(html), author=author)
