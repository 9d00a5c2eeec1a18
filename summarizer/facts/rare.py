"""Names with a family name that is first of all a word: 区志坚, 员建国, 充小勇.

Such a character begins a name only where nothing but a name can stand: right behind a post or a
verb of appointment, or time and again before what persons do; and only if the dictionary knows no
word there (县区, 员工, 充分).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts.model import Fact
from summarizer.facts.naming import GLUE, HAN, ending, plausible, speech
from summarizer.facts.segment import known, tagged

#: Family names that are left out of ``surnames.txt``, as few texts have them as names and
#: all have them in words.
FAMILIES: Final = frozenset("区员充仉占敬种旷撒召植折青铁银税")
#: Of these, what any office begins with: 区交通 is none, where 员建国 may be.
_OFFICE: Final = "区税"
#: How often a name acts in a text where no post shows it to be one.
AGAIN: Final = 2
_APPOINTED: Final = re.compile(
    rf"(?:任命|补选|增选|选举|推选|提名|决定|任)(?=[{HAN}]{{2,3}}(?:同志)?[为、])"
)
_CLAUSE: Final = re.compile(rf"(?:^|[^{HAN}·])(?=[{''.join(sorted(FAMILIES))}])")


def rare(text: str, posts: Sequence[Fact]) -> Iterator[tuple[int, str]]:
    """The names that stand behind posts, and those that act, and where they end."""
    if FAMILIES.isdisjoint(text):
        return
    behind = {post.end for post in posts} | {m.end() for m in _APPOINTED.finditer(text)}
    for at in sorted(behind):
        name = rare_name(text, at)
        if name:
            yield at + len(name), name
    acting: Counter[str] = Counter()
    for match in _CLAUSE.finditer(text):
        name = rare_name(text, match.end())
        if name and _no_word(name) and speech().match(text, match.end() + len(name)):
            acting[name] += 1
            if acting[name] == AGAIN:
                yield match.end() + len(name), name


def rare_name(text: str, at: int) -> str:
    """The name at ``at``, by its characters and by how the text goes on, or ""."""
    if text[at : at + 1] not in FAMILIES or known(text[at : at + 2]):
        return ""
    best: tuple[int, str] = (0, "")
    for size in (3, 2):
        name = text[at : at + size]
        score = ending(text, at + size)
        if len(name) < size or score <= best[0] or name[-1] in GLUE:
            continue
        if plausible(name) and (name[0] not in _OFFICE or _no_word(name)):
            best = score, name
    return best[1]


def _no_word(name: str) -> bool:
    """Whether no word but a given name stands in ``name``: 区志坚, not 区交通."""
    return all(len(word) == 1 or tag.startswith("nr") for word, tag in tagged(name)[1:])
