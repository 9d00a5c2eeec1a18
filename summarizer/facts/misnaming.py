"""Wrong names: unknown to the source, misspelt, or in another person's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.facts.align import codes
from summarizer.facts.lexicon import alternatives, surnames
from summarizer.facts.model import BESIDE, Fact, Finding, Kind, View
from summarizer.facts.naming import (
    GLUE,
    HAN_ONLY,
    NO_GIVEN,
    ending,
    family_name,
    plausible,
    speech,
)
from summarizer.facts.posts import Post, compatible
from summarizer.facts.speakers import sentence_start
from summarizer.types import Task

#: Context, in characters, that a name with one wrong character must have in common.
MISSPELT: Final = 3.5
#: Context that a name must have in common with the place of a name not known as one.
STRANGER: Final = 5.5
#: How far from a name its post may end, in characters.
POSTED: Final = 24
#: No name is compared character by character beyond this length.
LONGEST: Final = 4


def check(view: View) -> list[Finding] | None:
    """Each person must be in the source, and stand where the source has that person."""
    said, given = view.said.of(Kind.NAMES), view.given.of(Kind.NAMES)
    true = {i for f in said if f.surface in view.source for i in range(f.start, f.end)}
    found = [f for f in _misspelt(view, given) if true.isdisjoint(range(f.start, f.end))]
    for fact in said:
        if _overlaps(found, fact.start, fact.end):
            continue
        finding = _unknown_or_displaced(view, fact, given)
        if finding is not None:
            found.append(finding)
    for finding in (*_families_alone(view, given), *_strangers(view)):
        if not _overlaps(found, finding.start, finding.end):
            found.append(finding)
    return found if said or found else None


def _families_alone(view: View, given: Sequence[Fact]) -> Iterator[Finding]:
    """Compound family names without the given name that the source has: 亓官强调 for 亓官正强调.

    No name is looked for in the output, where what follows may look like a given name.
    """
    for family in surnames()[1]:
        names = {f.surface for f in given if f.surface.startswith(family) and f.surface != family}
        if not names or family not in view.output:
            continue
        whole = re.compile(alternatives(frozenset(names)))
        alone = re.compile(rf"(?!{whole.pattern}){family}")
        if alone.search(view.source):
            continue  # 欧阳主任, or a word
        for match in alone.finditer(view.output):
            true = tuple(sorted(names)) if len(names) == 1 else ()
            yield Finding(*match.span(), "、".join(sorted(names)), "姓名不全", true)


def _overlaps(found: Sequence[Finding], start: int, end: int) -> bool:
    return any(f.start < end and start < f.end for f in found)


def _unknown_or_displaced(view: View, fact: Fact, given: Sequence[Fact]) -> Finding | None:
    own = [o for o in view.occurrences(fact) if not _within_longer(o, given)]
    rivals = [f for f in given if f.normal not in fact.normal and fact.normal not in f.normal]
    if not own and _tail_known(view, fact.surface):
        return None
    if not own:
        return view.instead(fact, rivals, "原文没有这个人名")
    if _posted(view, fact):
        return None
    rival = view.displaced(fact, own, rivals, margin=4.0, least=5.5, touching=(4.0, 2.5))
    rival = rival or _between(view, fact, own, rivals)
    if rival and view.task is Task.HEADLINE and view.own_deed(fact, rival.surface):
        return None  # a headline has little context, and that from many places
    return None if rival is None else _displaced(fact.start, fact.end, rival.surface)


def _between(view: View, fact: Fact, own: Sequence[Fact], rivals: Sequence[Fact]) -> Fact | None:
    """The rival whose neighbours on both sides ``fact`` has, where its own places have neither."""
    before, after = _beside(view.output, fact)
    if len(before) < BESIDE or not after:
        return None
    rival = next((f for f in rivals if _beside(view.source, f) == (before, after)), None)
    if rival is None:
        return None
    sentence = sentence_start(view.source, rival.start)
    for place in own:
        left, right = _beside(view.source, place)
        alike = [a for a, b in ((left[-1:], before[-1]), (right, after)) if a == b]
        here = sentence_start(view.source, place.start) == sentence
        if alike and (here or alike != ["、"] * len(alike)):
            return None  # a row that lost a name, or a place of its own
    return rival


def _beside(text: str, fact: Fact) -> tuple[str, str]:
    """The characters before a name that tell its place, and the one behind it."""
    return text[max(0, fact.start - BESIDE) : fact.start], text[fact.end : fact.end + 1]


def _posted(view: View, fact: Fact) -> bool:
    """Whether the output gives the person a post, body and rank, that the source gives too.

    Then the name stands right, whoever else the source tells in the same words.
    """
    said = [
        f
        for f in view.said.of(Kind.PAIRS)
        if f.owner == fact.normal and Post.of(f.normal).body and abs(f.end - fact.start) <= POSTED
    ]
    own = [f for f in view.given.of(Kind.PAIRS) if f.owner == fact.normal]
    return any(compatible(one.normal, other.normal) for one in said for other in own)


def _within_longer(place: Fact, given: Sequence[Fact]) -> bool:
    """Whether a place of the source is part of a longer name there: 沈洁 in 沈洁如."""
    return any(
        f.start <= place.start and place.end <= f.end and len(f.surface) > len(place.surface)
        for f in given
        if "·" not in f.surface
    )


def _tail_known(view: View, name: str) -> bool:
    """Whether a name with a dot is the source's but for words before it: 会见卡莉达·齐亚."""
    return "·" in name and any(
        name[k:] in view.source for k in range(1, name.index("·")) if len(name) - k > LONGEST
    )


def _displaced(start: int, end: int, true: str) -> Finding:
    return Finding(start, end, true, "人名与原文此处不同", (true,))


def _misspelt(view: View, given: Sequence[Fact]) -> list[Finding]:
    """Places of the output that stand for a name of the source with one character exchanged.

    They need not look like names: each name of the source is tried at every output place, by
    context and characters.
    """
    best: dict[tuple[int, int], tuple[float, str]] = {}
    output = codes(view.output)
    starts = {name: _one_off(output, name) for name in dict.fromkeys(f.surface for f in given)}
    for person in given:
        for start in starts[person.surface]:
            end = start + person.end - person.start
            score = view.alignment.context(start, end, person.start, person.end)
            if score < MISSPELT and _resembles(view.output, start, person.surface):
                score = MISSPELT
            if view.output[start] != person.surface[0] and not _stands(
                view.output, Fact(Kind.NAMES, view.output[start:end], "", start, end)
            ):
                continue  # 建设强国 beside 周强: another family name must look like one
            if score >= MISSPELT and score > best.get((start, end), (0.0, ""))[0]:
                best[start, end] = score, person.surface
    return [
        Finding(start, end, true, "人名与原文不同", (true,))
        for (start, end), (_, true) in best.items()
        if _may_be_name(words := view.output[start:end]) and words not in view.source
    ]


def _one_off(output: NDArray[np.uint32], name: str) -> list[int]:
    """Where the output has a short name but for one character."""
    if not 1 < len(name) <= min(LONGEST, len(output)):
        return []
    equal = np.zeros(len(output) - len(name) + 1, np.int8)
    for k, c in enumerate(name):
        equal += output[k : len(equal) + k] == ord(c)
    return np.flatnonzero(equal == len(name) - 1).tolist()


def _resembles(text: str, start: int, name: str) -> bool:
    """Whether what stands at ``start`` is by itself a name, with the family name of ``name``.

    Then it needs no context to be its misspelling: 周宁同… where the source knows only 周强.
    """
    end = start + len(name)
    words = Fact(Kind.NAMES, text[start:end], "", start, end)
    return name[0] == text[start] and ending(text, end) > 1 and _stands(text, words)


def _may_be_name(words: str) -> bool:
    return HAN_ONLY.fullmatch(words) is not None and NO_GIVEN.isdisjoint(words)


def _strangers(view: View) -> Iterator[Finding]:
    """Words like a name right before copied words that follow another such name in the source.

    Neither needs to be known as a name: 何志贤表示，将继续… where the source has 曹红表示，将继续….
    """
    places = view.places
    for j in range(2, len(places) - 3):
        p = places[j]
        if p < 2 or places[j - 1] == p - 1 or places[j + 2] != p + 2:
            continue
        for said in (size for size in (3, 2, 4) if size <= j):
            words = Fact(Kind.NAMES, view.output[j - said : j], "", j - said, j)
            true = _instead(view, words, p) if _stands(view.output, words) else None
            if true is not None:
                yield _displaced(words.start, words.end, true.surface)
                break


def _instead(view: View, words: Fact, p: int) -> Fact | None:
    """What is like a name before source position ``p``, and has the place of ``words``."""
    for given in (size for size in (3, 2, 4) if size <= p):
        true = Fact(Kind.NAMES, view.source[p - given : p], "", p - given, p)
        if _exchanged(view, words, true):
            return true
    return None


def _exchanged(view: View, words: Fact, true: Fact) -> bool:
    """Whether ``words`` stand where the source has ``true``, both like names, and nowhere else."""
    if words.surface == true.surface:
        return False
    if not _stands(view.source, true) or view.context(words, true) < STRANGER:
        return False
    elsewhere, _ = view.best_context(words, view.occurrences(words))
    return elsewhere < STRANGER - 1.5


def _stands(text: str, words: Fact) -> bool:
    """Whether words may be a name where they stand: by their characters and their left."""
    match = family_name().match(words.surface)
    if match is None or not 1 <= len(words.surface) - len(match[0]) <= 2:
        return False
    before = text[words.start - 1 : words.start]
    if before and HAN_ONLY.match(before) and before not in "记长任席员委人师授民士对由与和及给的":
        return False
    if words.surface[-1] in GLUE or speech().search(words.surface):
        return False
    return plausible(words.surface)
