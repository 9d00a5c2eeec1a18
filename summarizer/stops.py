"""A sentence ends before somebody begins to speak: not 召开推进会，林岳强调，.

A writer that copies goes on with a comma where the source began a new sentence. Before a clause
that says who speaks, that is a mistake of punctuation whatever went before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.statements import leads

_CLAUSE = re.compile(r"[^，。；：！？\n]*[，：]?")
_BEGINS = re.compile(r"(?:^|[。！？\n])[”’）]?[ \u3000]*$")


def stopped(text: str, copied: Sequence[int], source: str) -> tuple[str, tuple[int, ...]]:
    """``text`` with full stops for commas where a clause that leads to what is said begins a

    sentence of ``source``. ``copied`` as in :class:`summarizer.types.Candidate`, and so returned.
    """
    said, places = list(text), list(copied)
    for found in _CLAUSE.finditer(text, 1):
        at = found.start()
        if said[at - 1] != "，" or at >= len(places) or places[at] < 0:
            continue
        if leads(found[0]) and _BEGINS.search(source, max(0, places[at] - 4), places[at]):
            said[at - 1], places[at - 1] = "。", -1
    return "".join(said), tuple(places)
