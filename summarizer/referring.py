"""Whom 他, 她 and 该局 mean, also where they were left out: she mediated, not the director.

A writer that copies puts 2023年以来，（她）先后调解58起 behind another person's sentence. Every
word is the source's. These judge the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import CLAUSE, PART, SENTENCE, STOPS
from summarizer.facts.model import Facts, Kind, View
from summarizer.severed import needs_one
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: A pronoun that a clause of a sentence begins with.
_PERSON: Final = re.compile(rf"(?:^|(?<=[{STOPS}]))(?:同时|随后|目前)?[他她](?![们的俩])")
_BODY: Final = re.compile(
    rf"(?:^|(?<=[{STOPS}]))(?:下一步，?|目前，?|今年，?|同时，?)?"
    r"该(局|公司|集团|镇|乡|村|校|院|所|中心|街道|县|市|区|厅|委|企业)(?!\1?[长党副负相有工])"
)
#: Characters that were copied in one piece: so many tell where a clause is from.
_KNOWN: Final = 4
#: So many sentences before the pronoun's are looked at for the person.
_BACK: Final = 3


def same_person(view: View) -> Check:
    """Whether who is named last before 他 or 她, kept or left out, is who was meant."""
    kept = {p for p in view.places if p >= 0}
    spoken = view.given.of(Kind.SPEAKER)
    for clause in CLAUSE.finditer(view.output):
        at = _place(view, clause.start())
        if at < 0:
            continue
        own = after_last(view.source, SENTENCE, at)
        pronouns = list(_PERSON.finditer(view.source[own : at + 3]))
        if not pronouns:
            continue
        here = own + pronouns[-1].end() - 1
        lost = here not in kept and here < at
        if lost and (not needs_one(view.source, at) or any(s.start <= at < s.end for s in spoken)):
            continue
        meant = _meant(view, own, here)
        names = [f for f in view.said.of(Kind.NAMES) if f.end <= clause.start()]
        between = [f for f in view.given.of(Kind.NAMES) if here < f.start < at]
        if not meant or not names or between or names[-1].normal in meant:
            continue
        if any(f.normal in meant and clause.start() <= f.start < clause.end() for f in names):
            continue
        reason = f"原文中不是{names[-1].surface}，应写明是谁"
        return mixed(view, clause.start(), clause.end(), reason, "、".join(sorted(meant)))
    return sound(view.task)


def _place(view: View, start: int) -> int:
    at = view.places[start]
    piece = view.places[start : start + _KNOWN]
    return at if at >= 0 and list(piece) == list(range(at, at + len(piece))) else -1


def _meant(view: View, own: int, pronoun: int) -> set[str]:
    """Who may be meant by the pronoun: all who are named in the nearest sentence with a person."""
    begin, end = own, pronoun
    for _ in range(_BACK):
        found = {f.normal for f in view.given.of(Kind.NAMES) if begin <= f.start < end}
        if found or not begin:
            return found
        begin, end = after_last(view.source, SENTENCE, begin - 1), begin
    return set()


def same_body(view: View) -> Check:
    """Whether a clause that lost 该局 or 该公司 stands behind the body that was meant."""
    kept = {p for p in view.places if p >= 0}
    for clause in CLAUSE.finditer(view.output):
        at = _place(view, clause.start())
        if at < 0 or not needs_one(view.source, at):
            continue
        own = after_last(view.source, PART, at)
        found = list(_BODY.finditer(view.source[own:at]))
        if not found or own + found[-1].start(1) in kept:
            continue
        kind, here = found[-1][1], own + found[-1].start()
        meant = _called(view.given, kind, here)
        if not meant or _called(view.said, kind, clause.start()).endswith(meant[-_KNOWN:]):
            continue
        reason = f"原文中是{meant}，应写出"
        theirs = view.source[here : until_first(view.source, STOPS, at)]
        return mixed(view, clause.start(), clause.end(), reason, theirs)
    return sound(view.task)


def _called(told: Facts, kind: str, at: int) -> str:
    """The last body of this kind that is named before ``at``, or ""."""
    facts = (*told.of(Kind.ORGANISATIONS), *told.of(Kind.PLACES))
    named = [f for f in facts if f.end <= at and f.surface.endswith(kind)]
    return max(named, key=lambda f: f.end).surface if named else ""


#: Of a brief: whose deeds are told.
REFERRING: Final = (same_person, same_body)
