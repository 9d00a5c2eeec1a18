"""What a written instruction says is its own: 批示指出 is followed by the instruction's words.

A demand that a speaker made later in the meeting (刘国中指出，要…) behind 李强作出批示指出 is put
into the mouth of the higher one.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.cuts import CLAUSE
from summarizer.facts.model import Kind, View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SAYS: Final = re.compile(r"批示(?:中)?(?:指出|强调|要求)[，：:,]?")


def instructed(view: View) -> Check:
    """The first words behind 批示指出 are of what the source gives as the instruction."""
    for says in _SAYS.finditer(view.output):
        clause = CLAUSE.match(view.output, says.end())
        places = [p for p in view.places[slice(*clause.span())] if p >= 0] if clause else []
        theirs = [
            speech
            for speech in view.given.of(Kind.SPEAKER)
            if re.search(r"批示(?:中)?(?:指出|强调|要求)\Z", view.source[: speech.start])
        ]
        if clause is None or not places or not theirs:
            continue
        if not any(s.start <= p < s.end for s in theirs for p in places):
            return mixed(view, *clause.span(), "不是批示里的话", theirs[0].surface[:40])
    return sound(view.task)
