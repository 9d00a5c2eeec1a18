"""Around those who speak, the source's own verb and a full stop.

A writer that copies puts a comma where the source began a new sentence (开推进会，林岳强调，).
Before a clause that says who speaks that is a mistake whatever went before. And it
writes 会议强调， where the source has 会议要求，: the words stay the source's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.statements import leads

_CLAUSE = re.compile(r"[^，。；：！？\n]*[，：]?")
_BEGINS = re.compile(r"(?:^|[。！？\n])[”’）]?[ \u3000]*$")
_VERBS = ("强调", "指出", "要求", "表示", "提出", "认为", "介绍", "明确")
_SAYS = re.compile(rf"(?:{'|'.join(_VERBS)})(?=[，：])")


def spoken(text: str, copied: Sequence[int], source: str) -> tuple[str, tuple[int, ...]]:
    """``text`` with full stops for commas where a clause that leads to what is said begins a

    sentence of ``source``, and with its verb. ``copied`` as in
    :class:`summarizer.types.Candidate`, and so returned.
    """
    said, places = list(text), list(copied)
    for found in _CLAUSE.finditer(text, 1):
        at = found.start()
        if said[at - 1] != "，" or at >= len(places) or places[at] < 0:
            continue
        if leads(found[0]) and _BEGINS.search(source, max(0, places[at] - 4), places[at]):
            said[at - 1], places[at - 1] = "。", -1
    for found in _SAYS.finditer(text):
        at, end = found.span()
        if not at or end > len(places) or places[at] >= 0 or places[at - 1] < 0:
            continue
        own = places[at - 1] + 1
        if _SAYS.match(source, own):
            said[at:end], places[at:end] = source[own : own + 2], range(own, own + 2)
    return "".join(said), tuple(places)
