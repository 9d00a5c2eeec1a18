"""公众号 HTML: inline styles only, and within the limits by construction.

WeChat takes fewer than 20,000 characters. A digest that is longer loses, from its end, first
the briefs and then the items; what was left out is told at its foot and in ``notes``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import css_inline

from summarizer.digest.rendering.themes import Theme
from summarizer.digest.rendering.validate import faults
from summarizer.digest.types import CONTENT_BYTES, CONTENT_CHARS, Digest, Item, Section
from summarizer.exceptions import OptionError

#: Room that is left free: editors add a line by hand.
_SPARE: Final = 200

_CLASS = re.compile(r' class="[^"]*"')
_BETWEEN = re.compile(r">\s+<")
_MARKS = re.compile(r"\s*([:;,])\s*")
_STYLE = re.compile(r'style="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML for 公众号, how many items are in it, and what was left out for want of room."""

    html: str
    items: int
    notes: tuple[str, ...] = ()


def render(digest: Digest, theme: Theme) -> Rendered:
    """``digest`` in ``theme``. Raises OptionError where the theme makes what WeChat refuses."""
    items = digest.items
    printed, bare = len(items), 0
    html = _html(digest, theme, printed, bare)
    if not _fits(html):
        bare = _least(0, printed, lambda n: _fits(_html(digest, theme, printed, n)))
        html = _html(digest, theme, printed, bare)
    if not _fits(html):
        gone = _least(0, printed, lambda n: _fits(_html(digest, theme, printed - n, printed)))
        printed -= gone
        html, bare = _html(digest, theme, printed, printed), printed
    found = faults(html)
    if found:
        raise OptionError(f"theme {theme.name}: {found[0]}")
    return Rendered(html, printed, _notes(items, printed, bare))


def _notes(items: tuple[Item, ...], printed: int, bare: int) -> tuple[str, ...]:
    notes = []
    if printed < len(items):
        notes.append(f"篇幅超过公众号上限，末尾{len(items) - printed}条未刊出")
    if bare:
        notes.append(f"篇幅超过公众号上限，末尾{bare}条只刊标题")
    return tuple(notes)


def _least(low: int, high: int, good: Any) -> int:
    """The least number in (low, high] that is ``good``, or ``high``; goodness grows."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def _fits(html: str) -> bool:
    return len(html) + _SPARE < CONTENT_CHARS and len(html.encode()) < CONTENT_BYTES


def _html(digest: Digest, theme: Theme, printed: int, bare: int) -> str:
    """The first ``printed`` items, the last ``bare`` of them without their briefs."""
    items = digest.items[:printed]
    kept = {item.id for item in items}
    sections = [
        Section(key=s.key, title=s.title, items=tuple(i for i in s.items if i.id in kept))
        for s in digest.sections
    ]
    fragment = theme.template.render(
        digest=digest,
        sections=[section for section in sections if section.items],
        bare={item.id for item in items[len(items) - bare :]},
        omitted=len(digest.items) - len(items),
    )
    inlined = css_inline.inline_fragment(
        _BETWEEN.sub("><", fragment.strip()), theme.css, load_remote_stylesheets=False
    )
    return _STYLE.sub(_tight, _CLASS.sub("", inlined)).replace("\n", "")


def _tight(match: re.Match[str]) -> str:
    """A style attribute without the blanks that nobody needs: they count as characters."""
    tight = _MARKS.sub(r"\1", match[1]).strip("; ")
    return f'style="{tight}"'
