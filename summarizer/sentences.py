"""Sentences and clauses as spans of one text; quotations and brackets are kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.types import Sentence, Span

#: A quotation or bracket longer than this, in 字, does not hold its sentence together: either it
#: was never closed where its author meant to, or it holds several sentences of its own.
LONGEST_QUOTATION = 240

#: A question or cry inside a sentence (“怎么办？”的问题) is at most this long, in 字.
_SHORT_CRY = 16

#: So many unclosed openers are looked at for a closer's partner: text that nests deeper is none.
_DEEPEST = 8

_PARTNER = {
    "”": "“",
    "’": "‘",
    "）": "（",
    "》": "《",
    ")": "(",
    "】": "【",
    "』": "『",
    "」": "「",
}
_OPENERS = frozenset(_PARTNER.values())
_CLOSERS = frozenset(_PARTNER) | {'"'}
_TITLES = frozenset("《【")  # what these hold is a name, not a sentence
_STOPS = frozenset("。！？…!?")
_GOES_ON = frozenset("，、；：。！？…,;:!?的地等和与及之")
_BRACKET = re.compile('[“”‘’（）《》()【】『』「」"]')
_MARK = re.compile('[。！？…!?，；：,;:”’）)』」"]')


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split ``text`` into sentences and these into clauses.

    A sentence ends at 。！？… and at a newline, but not inside “ ”, ‘ ’, （ ） or 《 》; where a
    quotation ends with a stop, its sentence ends behind the quotation, unless that goes on. A
    clause ends at ，；： as well. The spans cover every character but newlines, in order and
    without overlap; the clauses of a sentence cover it.
    """
    found: list[Sentence] = []
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        found += _Paragraph(text[start:end], start).sentences()
        start = end + 1
    return tuple(found)


class _Paragraph:
    """One line of the text, which begins at ``offset``."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.whole = _quotations(text)  # start -> end of what is kept whole
        self.starts = {end: start for start, end in self.whole.items()}

    def sentences(self) -> Iterator[Sentence]:
        clauses: list[Span] = []
        begun = 0  # where the clause begins
        for at, stops in self._ends():
            if at > begun:
                clauses.append(Span(start=self.offset + begun, end=self.offset + at))
                begun = at
            if stops and clauses:
                yield _sentence(clauses)
                clauses = []

    def _ends(self) -> Iterator[tuple[int, bool]]:
        """Where clauses end, in order, and whether a sentence ends there too."""
        text = self.text
        at = 0  # everything before is settled
        inside_until = iter(sorted(self.whole.items()))
        quotation = next(inside_until, None)
        for match in _MARK.finditer(text):
            i = match.start()
            while quotation and quotation[1] < i:
                quotation = next(inside_until, None)
            if i < at or (quotation and quotation[0] <= i < quotation[1]):
                continue
            if i in self.starts:
                if self._quotation_stops(self.starts[i], i):
                    at = self._after(i + 1)
                    yield at, True
            elif text[i] in _STOPS:
                end = self._after(i + 1)
                if self._stops(i, end):
                    at = end
                    yield at, True
            elif text[i] not in _CLOSERS and self._pauses(i):
                at = self._after(i + 1)
                yield at, False
        yield len(text), True

    def _after(self, at: int) -> int:
        """Past the marks and blanks that belong to what ends before ``at``."""
        text = self.text
        while at < len(text) and at not in self.whole:
            if text[at] not in _STOPS and text[at] not in _CLOSERS and text[at] != " ":
                break
            at += 1
        return at

    def _quotation_stops(self, start: int, end: int) -> bool:
        """Whether the quotation at ``[start, end]`` ends its sentence."""
        text = self.text
        last = end - 1
        while last > start and text[last] in _CLOSERS:
            last -= 1
        if text[last] not in _STOPS or text[start] in _TITLES:
            return False
        following = text[end + 1] if end + 1 < len(text) else "\n"
        if following in _GOES_ON or following in _CLOSERS:
            return False
        cry = text[last] != "。" and end - start <= _SHORT_CRY
        return not cry or start == 0 or text[start - 1] in "：:。！？，"

    def _stops(self, i: int, end: int) -> bool:
        """Whether the stop at ``i``, whose marks reach to ``end``, ends a sentence."""
        text = self.text
        if text[i] == "…" and end < len(text) and text[end] in "，、；：的":
            return False
        if text[i] in "!?":  # Yahoo! Japan
            return end == len(text) or not text[i - 1 : i].isascii()
        return True

    def _pauses(self, i: int) -> bool:
        """Whether the mark at ``i`` ends a clause: not in 1,200 or 22：30."""
        text = self.text
        before, following = text[i - 1 : i], text[i + 1 : i + 2]
        if before.isdigit() and following.isdigit():
            return False
        return text[i] in "，；：" or not (before.isascii() and following.isascii())


def _sentence(clauses: list[Span]) -> Sentence:
    return Sentence(span=Span(start=clauses[0].start, end=clauses[-1].end), clauses=tuple(clauses))


def _quotations(text: str) -> dict[int, int]:
    """Start and end of the outermost quotations and brackets that are kept whole."""
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        i, mark = match.start(), match.group()
        partner = _PARTNER.get(mark, mark)
        depth = next(
            (k for k, (other, _) in enumerate(opened[: -_DEEPEST - 1 : -1]) if other == partner),
            None,
        )
        if mark in _OPENERS or (mark == '"' and depth is None):
            opened.append((mark, i))
        elif depth is not None:
            start = opened[-depth - 1][1]
            del opened[-depth - 1 :]
            if i - start <= LONGEST_QUOTATION:
                pairs[start] = i
    outermost: dict[int, int] = {}
    covered = -1
    for start, end in sorted(pairs.items()):
        if start > covered:
            outermost[start] = end
            covered = end
    return outermost
