"""Names that no word beside them shows: by their place, or by their coming again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts.naming import (
    GLUE,
    PREPOSITIONS,
    TITLED_NAME,
    ending,
    family_name,
    plausible,
)
from summarizer.facts.posts import BODY_END
from summarizer.facts.segment import tagged

#: How often a text has a name that nothing else shows to be one.
OFTEN: Final = 3


def unknown(text: str) -> Iterator[tuple[int, str]]:
    """Names of three characters in which the dictionary knows no word, by place or repetition.

    They open a clause before a particle (吴留山对…表示), or the text has them again and again
    between other words each time.
    """
    places: dict[str, list[int]] = {}
    for match in family_name().finditer(text):
        start, name = match.start(), text[match.start() : match.start() + 3]
        titled = name[0] in PREPOSITIONS or TITLED_NAME.match(name[:2])
        counted = text[start - 1 : start].isdigit()  # 142家危化企业
        if len(name) == 3 and not counted and not titled and name[-1] not in GLUE | BODY_END:
            places.setdefault(name, []).append(start)
    for name, starts in places.items():
        opening = any(_opens(text, start) and ending(text, start + 3) for start in starts)
        if not opening and (len(starts) < OFTEN or not _freely(text, starts)):
            continue
        if plausible(name) and all(_single(text, start) for start in starts):
            yield from ((start + 3, name) for start in starts)


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins at ``at``."""
    return not at or text[at - 1] in "，。；：！？\n"


def _freely(text: str, starts: Sequence[int]) -> bool:
    """Whether words of three characters stand between different neighbours."""
    sides = ({text[s - 1 : s] for s in starts}, {text[s + 3 : s + 4] for s in starts})
    return min(map(len, sides)) > 1


def _single(text: str, start: int) -> bool:
    """Whether the three characters from ``start`` are no quotation, and no words together."""
    if text[start - 1 : start] == "“" or text[start + 3 : start + 4] == "”":
        return False
    return all(len(word) == 1 for word, _ in tagged(text[start : start + 7])[:3])
