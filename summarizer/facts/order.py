"""Rows of leaders: in the source's order, nobody twice, and nobody left out in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.facts.model import Fact, Facts, Finding, Kind, View
from summarizer.facts.speakers import OWNER
from summarizer.types import Task

#: What may stand between two names of one row: their marks and the posts of the second.
_APART: Final = re.compile(r"[。！？；\n]|，(?=[^、]{0,30}(?:强调|指出|表示|要求|说))")

#: What the people of a row do.
_ACTS: Final = re.compile(
    r"(?:一同|共同|分别|等)?(?:出席|参加|陪同|主持|调研|检查|讲话|致辞|会见|。|，)"
)

#: Behind a row: there are more, or they were told by number.
MORE: Final = re.compile(r"(?:同志)?(?:等|[一二三四五六七八九十两\d]+[名位人])")


def check(view: View) -> list[Finding] | None:
    """Neighbours in a row (also across their posts) must not stand the other way round."""
    said = view.said.of(Kind.NAMES)
    pairs = [(a, b) for a, b in pairwise(said) if _row(view.said, a, b)]
    faults = (*_twice(view), *_with_oneself(view), *_nameless(view))
    found = list({f.start: f for f in faults}.values())
    if not pairs:
        return found or None
    found += _left_out(view)
    for first, second in pairs:
        kept, turned = _orders(view, first.normal, second.normal)
        if turned and not kept:
            between = view.output[first.end : second.start]
            turned_back = f"{second.normal}{between}{first.normal}"
            found.append(
                Finding(
                    first.start,
                    second.end,
                    f"{second.normal}、{first.normal}",
                    "先后次序与原文不同",
                    (turned_back,) if len(between) <= 1 else (),
                )
            )
    return found


def _row(facts: Facts, first: Fact, second: Fact) -> bool:
    """Whether two neighbouring names, of two persons, belong to one row."""
    return first.normal != second.normal and _joined(facts, first, second)


def _joined(facts: Facts, first: Fact, second: Fact) -> bool:
    """Whether only marks and posts stand between two neighbouring names."""
    between = facts.text[first.end : second.start]
    if _APART.search(between):
        return False
    posts = [p for p in facts.of(Kind.POSTS) if first.end <= p.start and p.end <= second.start]
    rest = len(between) - sum(p.end - p.start for p in posts)
    # 县委副书记、县长林岳 is one person: the mark parts his posts, not two members of the row.
    rest -= sum(facts.text[p.end : q.start] == "、" for p, q in pairwise(posts))
    if between[:1] == "，":  # 会见来宾，转达林岳县长的问候 is no row
        return rest == 1
    return rest <= 3 and (between[:1] in ("、", "和", "与", "及", " ", "同") or not between)


def rows(facts: Facts) -> list[list[Fact]]:
    """The rows of two or more names of a text, by position."""
    rows: list[list[Fact]] = []
    for name in facts.of(Kind.NAMES):
        if rows and _row(facts, rows[-1][-1], name):
            rows[-1].append(name)
        else:
            rows.append([name])
    return [row for row in rows if len(row) > 1]


def _twice(view: View) -> Iterator[Finding]:
    """Names that come twice in one row, or next to themselves with another post."""
    for first, second in pairwise(view.said.of(Kind.NAMES)):
        apart = second.start > first.end + 1  # 会见林岳，林岳介绍 is no row
        if apart and first.normal == second.normal and _joined(view.said, first, second):
            yield Finding(second.start, second.end, "", "同一名单中人名重复")
    for row in rows(view.said):
        known: set[str] = set()
        for name in row:
            if name.normal in known:
                yield Finding(name.start, name.end, "", "同一名单中人名重复")
            known.add(name.normal)


def _with_oneself(view: View) -> Iterator[Finding]:
    """Names that come twice in one clause, which none of the source's does: 林岳会见县长林岳."""
    given = [Counter(p.normal for p in clause) for clause in _clauses(view.given)]
    for clause in _clauses(view.said):
        known: set[str] = set()
        for name in clause:
            if name.normal in known and all(names[name.normal] < 2 for names in given):
                yield Finding(name.start, name.end, "", "同一句中人名重复")
            known.add(name.normal)


def _clauses(facts: Facts) -> list[list[Fact]]:
    """The names of each clause, without those in titles and those that say whose words it is."""
    found: dict[int, list[Fact]] = {}
    for name in facts.of(Kind.NAMES):
        titled = facts.text.rfind("《", 0, name.start) > facts.text.rfind("》", 0, name.start)
        if not titled and not OWNER.match(facts.text, name.end):
            start = max(facts.text.rfind(mark, 0, name.start) for mark in "，。；：！？“”\n ")
            found.setdefault(start, []).append(name)
    return list(found.values())


def _nameless(view: View) -> Iterator[Finding]:
    """Posts within a row whose holder is missing: 周行远、县政协主席出席 for 县政协主席林岳出席."""
    ends = {name.end for name in view.said.of(Kind.NAMES)}
    begin = {name.start for name in view.said.of(Kind.NAMES)}
    held = {name.start for name in view.given.of(Kind.NAMES)}
    for post in view.said.of(Kind.POSTS):
        follows = view.output[post.start - 1 : post.start] == "、" and post.start - 1 in ends
        if not follows or post.end in begin or not _ACTS.match(view.output, post.end):
            continue
        own = view.occurrences(post)
        if own and all(place.end in held for place in own):
            yield Finding(post.start, post.end, "", "职务后漏掉人名")


def _left_out(view: View) -> Iterator[Finding]:
    """Rows that lost a name of the source between two others, and do not say 等.

    A headline may name the first of several; a brief that prints a row prints all of it.
    """
    if view.task is Task.HEADLINE:
        return
    said = view.said.normals(Kind.NAMES)
    given = rows(view.given)
    for row in rows(view.said):
        if MORE.match(view.output, row[-1].end):
            continue
        for first, second in pairwise(row):
            lost = [_between(source, first.normal, second.normal) for source in given]
            missing = next((names for names in lost if names), [])
            if set(missing) - said and all(names != [] for names in lost):
                source = "、".join([first.normal, *missing, second.normal])
                yield Finding(first.start, second.end, source, "名单中漏掉人名")


def _between(row: Sequence[Fact], first: str, second: str) -> list[str] | None:
    """The names of a source row between two of it; None where it does not have both so."""
    names = [name.normal for name in row]
    if first not in names or second not in names[names.index(first) :]:
        return None
    start = names.index(first)
    return names[start + 1 : names.index(second, start)]


def _orders(view: View, first: str, second: str) -> tuple[int, int]:
    """In how many source sentences ``first`` comes first, and in how many ``second`` does."""
    opening: dict[int, dict[str, int]] = {}
    for fact in view.given.of(Kind.NAMES):
        if fact.normal in (first, second):
            sentence = max(view.source.rfind(mark, 0, fact.start) for mark in "。！？\n")
            opening.setdefault(sentence, {}).setdefault(fact.normal, fact.start)
    both = [found for found in opening.values() if len(found) == 2]
    kept = sum(found[first] <= found[second] for found in both)
    in_row = sum(
        a.normal == first and b.normal == second and _row(view.given, a, b)
        for a, b in pairwise(view.given.of(Kind.NAMES))
    )
    return kept + in_row, len(both) - kept
