"""Quoted phrases “…” and titles 《…》: the words between the marks are the source's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Finding, Kind, View

_TITLE = re.compile(r"《([^《》\n]{1,120})》")
_OPEN, _CLOSE = "“", "”"
_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉 ，、。；：")


def extract(text: str) -> Iterator[Fact]:
    """Quotations with their marks; the normal form has neither marks nor punctuation."""
    opened: list[int] = []
    for i, c in enumerate(text):
        if c == _OPEN:
            opened.append(i)
        elif c == _CLOSE and opened:
            start = opened.pop()
            if not opened and i - start > 1:
                yield _fact(text, start, i + 1)
        elif c == "\n":
            opened.clear()
    for match in _TITLE.finditer(text):
        yield _fact(text, match.start(), match.end())


def _fact(text: str, start: int, end: int) -> Fact:
    surface = text[start:end]
    return Fact(Kind.QUOTATIONS, surface, fold(surface).translate(_MARKS), start, end)


def check(view: View) -> list[Finding] | None:
    """Each quotation must be in the source, character for character between the marks."""
    said = view.said.of(Kind.QUOTATIONS)
    if not said:
        return None
    bare = fold(view.source).translate(_MARKS)
    found: list[Finding] = []
    for fact in said:
        if fact.normal in bare:
            continue
        reason = "引号内文字与原文不同" if fact.surface[0] == _OPEN else "书名与原文不同"
        found.append(view.instead(fact, _same_marks(view, fact), reason))
    return found


def _same_marks(view: View, fact: Fact) -> list[Fact]:
    return [f for f in view.given.of(Kind.QUOTATIONS) if f.surface[0] == fact.surface[0]]
