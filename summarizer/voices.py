"""Who speaks together: 沈立言，区长杨砚秋要求 lets two say what only one of them said.

A writer that copies goes from a row of those present straight to what one of them said. This
judges the model's own texts, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.model import Facts, Kind, View
from summarizer.statements import POSTS
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SENTENCE: Final = "。！？；\n"
#: What stands between two names of a row: a mark, and the posts of the second.
_ROW: Final = re.compile(
    rf"(?:同志|一行)?[，、和与及](?:{POSTS.pattern}|副?[省市县区州镇乡局]长|副?书记|副?主任)?"
)
#: What may stand between the last name and its verb, the verb included.
_VERB: Final = re.compile("[^，。；：]{2,8}[，：]?")


def together(view: View) -> Check:
    """Whether all names of a row before a verb of speech stand before one in the source too."""
    told = [[name for name, _ in _before(view.given, s.start)] for s in view.given.of(Kind.SPEAKER)]
    for speech in view.said.of(Kind.SPEAKER):
        row = _row(view.said, speech.start)
        if len(row) < 2 or any({name for name, _ in row} <= set(names) for names in told):
            continue
        reason = "原文中不是这几人一起说的"
        return mixed(view, row[0][1], speech.start, reason)
    return sound(view.task)


def _before(facts: Facts, at: int) -> list[tuple[str, int]]:
    """The names from the start of the sentence up to ``at``, and where they start."""
    begin = after_last(facts.text, _SENTENCE, at)
    return [(f.normal, f.start) for f in facts.of(Kind.NAMES) if begin <= f.start < at]


def _row(facts: Facts, at: int) -> list[tuple[str, int]]:
    """The names right before the verb of speech that ends at ``at``, in one row."""
    found: list[tuple[str, int]] = []
    end = at
    for name, start in reversed(_before(facts, at)):
        between = facts.text[start + len(name) : end]
        if not (_ROW if found else _VERB).fullmatch(between):
            break
        found.insert(0, (name, start))
        end = start
    return found
