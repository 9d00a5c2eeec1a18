"""Organisations, in full or as the text itself abbreviates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts.lexicon import alternatives, words
from summarizer.facts.model import Fact, Finding, Kind, View

_ENDING: Final = alternatives(words("organisation_endings.txt"))
_NAME = re.compile(rf"(?P<body>[一-龥A-Za-z0-9（）·]{{0,24}}?)(?P<end>{_ENDING})")
_STOP = re.compile(
    r"[在向对为被让请叫使把将与和及同是等的了也由率到从赴以并、，。]|来到|走进|召开|主持|出席|指出|强调|成立|前往|"
    r"随后|近日|日前|听取|全体|各级|有关|相关|会议|参加|组织|开展|联合|慰问|走访|调研|代表|表示|发挥|反映|联系|引进|提升|支持|配合|邀请"
)


def extract(text: str) -> Iterator[Fact]:
    """Organisations by position."""
    for match in _NAME.finditer(text):
        start = match.start()
        for stop in _STOP.finditer(text, start, match.start("end")):
            start = stop.end()
        surface = text[start : match.end()]
        if len(surface) >= 3:
            yield Fact(Kind.ORGANISATIONS, surface, surface, start, match.end())


def check(view: View) -> list[Finding] | None:
    """Each organisation stands in the source so, or its characters do, in order and together."""
    said = view.said.of(Kind.ORGANISATIONS)
    if not said:
        return None
    found: list[Finding] = []
    for fact in said:
        if fact.surface in view.source or _abbreviated(view, fact):
            continue
        if not any(fact.start <= u.start and u.end <= fact.end for u, _ in view.exchanged):
            continue
        found.append(view.instead(fact, view.given.of(Kind.ORGANISATIONS), "原文没有这个机构"))
    return found


def _abbreviated(view: View, fact: Fact) -> bool:
    """Whether some source span of four times the length has all its characters in order."""
    pattern = "[^。！？\n]{0,6}?".join(map(re.escape, fact.surface))
    return re.search(pattern, view.source) is not None
