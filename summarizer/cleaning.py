"""Cleaning: width and punctuation, broken lines joined, furniture and repeats dropped.

Characters are only dropped or replaced one by one, and every change is recorded, so that any
character of the result can be shown on the page and nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer import headings
from summarizer.captions import BEHIND
from summarizer.characters import clean_characters
from summarizer.editing import Change, Draft
from summarizer.furniture import TURN, tail
from summarizer.lines import Kind, Role, kind_of, roles
from summarizer.punctuation import others, quotes, widths
from summarizer.readings import READING
from summarizer.spacing import blanks
from summarizer.tables import rows
from summarizer.types import CharMap, Edit

#: Rounds until the text no longer changes. Pages need two or three, the last to see that they
#: are done; a text that needs more was built to, and gets the cleaning of characters alone.
ROUNDS = 8

#: A paragraph of this many 字 or more is dropped wherever it is repeated, a shorter one only
#: right behind itself (会议还研究了其他事项。 may end two articles of a page).
LONG_PARAGRAPH = 30

_LATIN = re.compile("[A-Za-z]")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs separated by one newline, the map to the raw text, and what was changed."""

    text: str
    origin: CharMap
    edits: tuple[Edit, ...]


def clean(text: str) -> Cleaned:
    """Clean ``text``, a page or a part of one. Cleaning twice equals cleaning once.

    Proof for the last round's exception: characters are cleaned first in every round and to
    clean them twice changes nothing, so a text and its characters cleaned go through the same
    rounds, and both end in the exception or neither does.
    """
    known: dict[str, Kind] = {}
    draft = Draft(text)
    for _ in range(ROUNDS):
        before = draft.text
        clean_characters(draft)
        _clean_lines(draft, known)
        if draft.text == before:
            return _cleaned(draft)
    draft = Draft(text)
    clean_characters(draft)
    return _cleaned(draft)


def _cleaned(draft: Draft) -> Cleaned:
    edits = sorted(draft.edits, key=lambda edit: (edit.span.start, edit.span.end))
    return Cleaned(draft.text, draft.map(), tuple(edits))


def _clean_lines(draft: Draft, known: dict[str, Kind]) -> None:
    draft.drop("furniture", TURN)
    _arrange(draft, known)
    draft.apply("space", _blanks(draft.text, known))
    draft.apply("punctuation", widths(draft.text))
    draft.apply("punctuation", others(draft.text))
    draft.apply("quotes", quotes(draft.text))
    draft.drop("reading", READING)
    draft.drop("caption", BEHIND)
    draft.apply("furniture", _tails(draft.text))
    draft.apply("repeat", _repeats(draft.text))


def _arrange(draft: Draft, known: dict[str, Kind]) -> None:
    """Drop lines of furniture, then join the pieces of broken lines."""
    if not draft.text:
        return
    lines = draft.text.split("\n")
    found = roles(lines, known)
    draft.apply("furniture", _furniture(lines, found))
    kept = [role for role in found if role is not Role.FURNITURE]
    draft.apply("joined", _joints(draft.text, kept))


def _furniture(lines: list[str], found: list[Role]) -> Iterator[Change]:
    """Each dropped line goes with the newline before it, or behind it at the page's start."""
    start = 0
    first = True  # no line that stays has been seen
    for i, (line, role) in enumerate(zip(lines, found, strict=True)):
        end = start + len(line)
        if role is not Role.FURNITURE:
            first = False
        elif first:
            yield Change(start, end + (i + 1 < len(lines)))
        else:
            yield Change(start - 1, end)
        start = end + 1


def _joints(text: str, kept: Sequence[Role]) -> Iterator[Change]:
    """The newlines between the pieces of a line; between Latin words a blank takes its place."""
    start = 0
    for role in kept:
        if role is Role.CONTINUATION:
            latin = _LATIN.match(text, start - 2) and _LATIN.match(text, start)
            yield Change(start - 1, start, " " if latin else "")
        start = text.find("\n", start) + 1


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, paragraph
        start += len(paragraph) + 1


def _kind(paragraph: str, known: dict[str, Kind]) -> Kind:
    if len(paragraph) > headings.LONGEST:
        return Kind.BODY
    kind = known.get(paragraph)
    if kind is None:
        kind = known[paragraph] = kind_of(paragraph)
    return kind


def _blanks(text: str, known: dict[str, Kind]) -> Iterator[Change]:
    cells = rows(text.split("\n"))
    for i, (start, paragraph) in enumerate(_paragraphs(text)):
        if " " not in paragraph or i in cells:
            continue
        kind = _kind(paragraph, known)
        heading = kind in (Kind.HEADING, Kind.MARKED)
        byline = kind in (Kind.BYLINE, Kind.NAMES)
        yield from blanks(paragraph, start, heading=heading, byline=byline)


def _tails(text: str) -> Iterator[Change]:
    for start, paragraph in _paragraphs(text):
        end = tail(paragraph)
        if 0 < end < len(paragraph):
            yield Change(start + end, start + len(paragraph))


def _repeats(text: str) -> Iterator[Change]:
    """Paragraphs that were there before, but for marks and blanks. Bylines may recur."""
    paragraphs = list(_paragraphs(text))
    words = [_NOT_WORDS.sub("", paragraph) for _, paragraph in paragraphs]
    again = _long_repeats(words)
    last = ""
    for i, (start, paragraph) in enumerate(paragraphs):
        short = len(words[i]) < LONG_PARAGRAPH
        if i in again or (start and short and words[i] and words[i] == last):
            yield Change(start - 1, start + len(paragraph))
        else:
            last = words[i]


def _long_repeats(words: Sequence[str]) -> set[int]:
    """The long paragraphs that were there before, each with the short ones (its headline) that
    stood above it there as well: an article printed twice leaves no headline behind."""
    found: set[int] = set()
    first: dict[str, int] = {}
    for i, said in enumerate(words):
        if len(said) < LONG_PARAGRAPH:
            continue
        then = first.setdefault(said, i)
        if then == i:
            continue
        found.add(i)
        for above in range(1, min(then + 1, i - then)):
            if words[i - above] != words[then - above] or i - above in found:
                break
            found.add(i - above)
    return found
