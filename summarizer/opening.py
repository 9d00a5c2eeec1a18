"""How a sentence of a brief begins: 就《安全生产法》开展执法检查。 says not who went there.

A writer that copies begins with 到云岭县，就…, which the source's sentence goes on with behind who
went. This judges the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import SENTENCE, STOPS
from summarizer.facts.model import Kind, View
from summarizer.statements import circumstance
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SENTENCES: Final = re.compile(r"[^。！？\n]+")
#: Where somebody went and for what, or about what somebody did something.
_WENT: Final = re.compile(
    r"(?:到|赴|前往|深入)[^，。；：]{2,16}(?:，(?:就|对|开展|实地|调研|检查|看望|走访)|调研|检查|督导|视察|考察|走访|"
    r"看望|慰问|暗访|开展)|就[^，。；：]{2,40}(?:开展|进行|提出|作出?|展开|调研|视察|检查|座谈)"
)


def headed(view: View) -> Check:
    """Whether who does it stands before 到云岭县，就…开展检查, if it does in the source."""
    kept = {p for p in view.places if p >= 0}
    for sentence in _SENTENCES.finditer(view.output):
        at = view.places[sentence.start()]
        if at < 1 or not _WENT.match(sentence[0]) or view.places[sentence.start() + 1] != at + 1:
            continue
        own = after_last(view.source, SENTENCE, at)
        who = [f for k in (Kind.NAMES, Kind.ORGANISATIONS) for f in view.given.of(k)]
        lost = [f for f in who if own <= f.start and f.end <= at]
        if circumstance(view.source[own:at]) or not lost or any(f.start in kept for f in lost):
            continue
        end = until_first(view.output, STOPS, sentence.start())
        reason = "此句没有主语，应写出是谁"
        return mixed(view, sentence.start(), end, reason, view.source[own:at])
    return sound(view.task)
