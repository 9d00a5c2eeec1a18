"""Names that lost a rare character get it back.

A character that is in no vocabulary is written byte by byte, and a writer that copies may leave it
out: 西市 of 瀼西市. What is put back are the source's own characters at the very place where they
were left out, if they belong to a name of which the rest was copied, or begin a word
(在瀼西火车站): such characters hardly stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: A character that a word begins with: at a mark, or behind a preposition.
_BEGINS = re.compile(r"(?:^|(?<=[，。；：！？、“（\s在于到从对向和与及赴]))([\u3400-\u9fff])")


def restored(
    text: str, copied: Sequence[int], source: str, names: Iterable[str], limit: int | None = None
) -> tuple[str, tuple[int, ...]]:
    """``text`` with the rare characters of ``names``, places and persons of ``source``.

    ``limit`` is the most 字 it may have then. ``copied`` as in
    :class:`summarizer.types.Candidate`, and so returned.
    """
    places = list(copied)
    if len(places) != len(text):
        return text, tuple(places)
    spans = [
        found.span()
        for name in set(names)
        if any(map(rare, name))
        for found in re.finditer(re.escape(name), source)
    ]
    first = {found.end(): found.start(1) for found in _BEGINS.finditer(source) if rare(found[1])}
    first |= {place: start for start, end in spans for place in range(start + 1, end)}
    said = list(text)
    for i in reversed(range(len(text))):
        start = first.get(places[i], -1)
        before = places[i - 1] if i else -1
        if start < 0 or before == places[i] - 1:
            continue
        lost = range(before + 1 if start <= before < places[i] else start, places[i])
        words = source[lost.start : lost.stop]
        if text[:i].endswith(words):
            continue  # written byte by byte, from nowhere
        if all(map(rare, words)) and (limit is None or len(said) + len(lost) <= limit):
            said[i:i], places[i:i] = words, lost
    return "".join(said), tuple(places)


def rare(character: str) -> bool:
    """Whether GB 2312 lacks it: the shipped vocabulary has all hanzi of that set, few others."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
