"""Who did what: what the output tells of a person, the source must not tell of another one.

Each clause of the output that names a person is followed to the source. Where its words stand
in sentences about others, and none about that person, the names were exchanged or two half
sentences joined that do not belong together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.facts import penalties, predicates
from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.pairs import parts
from summarizer.facts.speakers import SENTENCE_END, acts, sentence_start, within
from summarizer.types import Task

_HE: Final = re.compile(r"(?:^|，)[他她](?!们)")
_SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？\n]?")
#: What one does and another does not, right behind the name.
_DEED: Final = re.compile(
    r"(?:同志|等)?(?P<verb>主持|出席|参加|陪同|致辞|致词|宣读|带领|率队|带队|会见|签署|汇报|主讲|授课|揭牌|发言|讲话|接见|"
    r"召开|举行|举办)"
)
#: What is also told without anybody (会议在京召开), and done for somebody: 为瞭望员张守林举行.
_CONVENED: Final = frozenset(["召开", "举行", "举办"])
_FOR: Final = re.compile("[为给与同向和]")
_CLAUSE_END: Final = re.compile(r"[，。；：！？\n]")
#: Content, in 字, that a clause must have to be told of somebody, and a sentence.
CLAUSE: Final = 6
SENTENCE: Final = 10
#: Share of the content that must be told of anybody, and of that, of one other person.
TOLD: Final = 0.6
OTHER: Final = 0.8


@dataclass(frozen=True, slots=True)
class _About:
    """Whom a sentence of the source is about: all whom it names, and those who act in it."""

    named: frozenset[str]
    acting: frozenset[str]


def check(view: View) -> list[Finding] | None:
    """No clause with a person tells what the source tells of somebody else."""
    persons = view.said.of(Kind.NAMES)
    if not persons:
        return None
    about = _about(view.source, view.given.of(Kind.NAMES))
    found = penalties.check(view)
    for person in persons:
        if person.surface not in view.source:
            continue  # the names check speaks
        start = sentence_start(view.output, person.start)
        if person.start == start and view.output[person.end : person.end + 1] not in "、和与及，":
            end = SENTENCE_END.search(view.output, person.end)
            stop = end.start() if end else len(view.output)
            following = [p.start for p in persons if person.end < p.start < stop]
            finding = _other(view, about, person, person.end, min([stop, *following]), SENTENCE)
        else:
            finding = None
        finding = finding or _other(view, about, person, *_clause(view.output, person), CLAUSE)
        finding = finding or _deed(view, person) or predicates.check(view, person)
        headline = view.task is Task.HEADLINE
        if finding is not None and not (headline and view.own_deed(person, finding.source)):
            found.append(finding)
    return found


def _deed(view: View, person: Fact) -> Finding | None:
    """The finding where ``person`` does what only others do in the source: X主持会议."""
    deed = _DEED.match(view.output, person.end)
    if deed is None:
        return None
    convened = deed["verb"] in _CONVENED
    if convened and _FOR.search(view.output, _clause(view.output, person)[0], person.start):
        return None
    others: list[str] = []
    given = view.given.of(Kind.NAMES)
    for match in re.finditer(deed["verb"], view.source):
        start = sentence_start(view.source, match.start())
        before = [p.normal for p in within(given, start, match.start())]
        if not before and convened:
            others.append("")
            continue
        if not before or any(not parts(person.normal).isdisjoint(parts(n)) for n in before):
            return None  # nobody is told there, or the person is
        others.append(before[-1])
    if not others or not any(p.normal == person.normal for p in given):
        return None
    return Finding(
        person.start, person.end, others[0], f"原文中{deed['verb']}的不是{person.normal}"
    )


def _clause(text: str, person: Fact) -> tuple[int, int]:
    before = [m.end() for m in _CLAUSE_END.finditer(text, 0, person.start)]
    after = _CLAUSE_END.search(text, person.end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _other(
    view: View, about: Sequence[_About], person: Fact, start: int, end: int, least: int
) -> Finding | None:
    """The finding where output [start, end) is told of others than ``person``.

    What is told of those who stand in a row with ``person`` does not count.
    """
    row = within(view.said.of(Kind.NAMES), start, end)
    names = {j for name in (person, *row) for j in range(name.start, name.end)}
    content = [
        view.places[j]
        for j in range(start, end)
        if view.places[j] >= 0 and j not in names and view.output[j].isalnum()
    ]
    told = [about[p] for p in content if about[p].acting]
    if len(told) < max(least, TOLD * len(content)):
        return None
    known = parts(person.normal)
    if any(not known.isdisjoint(parts(name)) for one in told for name in one.named):
        return None
    here = {n for name in row for n in parts(name.normal)}
    others = Counter(name for one in told for name in one.acting if here.isdisjoint(parts(name)))
    if not others:
        return None
    other, most = others.most_common(1)[0]
    rest = [one for one in told if not here & {n for name in one.acting for n in parts(name)}]
    if most < OTHER * len(rest) or len(rest) < least:
        return None
    return Finding(person.start, person.end, other, f"原文中不是{person.normal}", (other,))


def _about(source: str, persons: Sequence[Fact]) -> list[_About]:
    """Per source character whom its sentence is about, or the last one before that says so."""
    about: list[_About] = []
    last = _About(frozenset(), frozenset())
    for match in _SENTENCE.finditer(source):
        inside = within(persons, match.start(), match.end())
        named = frozenset(p.normal for p in inside)
        acting = frozenset(p.normal for p in inside if acts(source, match.start(), p))
        if acting and not _HE.search(match[0]):
            last = _About(named, acting)
        else:
            last = _About(last.named | named, last.acting | acting)
        about += [last] * len(match[0])
    return about
