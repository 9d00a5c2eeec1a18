"""A clause of a brief that was cut from what it needs, and the verdict that says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: What ends a clause, a sentence, and a sentence or its half.
STOPS: Final = "，。；：！？,;:!?\n"
SENTENCE: Final = "。！？\n"
PART: Final = "。；！？;!?\n"
CLAUSE: Final = re.compile(rf"[^{STOPS}]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause [start, end) of an output, why it cannot stand so, and what the source says instead.

    Where something is lost behind a clause both are that clause's end.

    ``lost`` are the places of the source's words that belong before the clause, None where the
    source leaves no single possibility; ``anew`` whether they begin a sentence,
    or what ``mark`` parts from a comma's clause.
    """

    start: int
    end: int
    reason: str
    source: str
    lost: range | None
    anew: bool
    mark: str = "。"


def verdict(found: Callable[[View], Cut | None]) -> Callable[[View], Check]:
    """Whether ``found`` finds nothing."""

    def ask(view: View) -> Check:
        cut = found(view)
        if cut is None:
            return sound(view.task)
        return mixed(view, cut.start, cut.end, cut.reason, cut.source)

    return ask
