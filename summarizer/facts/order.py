"""Order of leaders: names that stand together stand in the source's order."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from summarizer.facts.model import Fact, Facts, Finding, Kind, View

#: What may stand between two names of one row: their marks and the posts of the second.
_APART: Final = re.compile(r"[。！？；\n]|，(?=[^、]{0,30}(?:强调|指出|表示|要求|说))")


def check(view: View) -> list[Finding] | None:
    """Neighbours in a row (also across their posts) must not stand the other way round."""
    said = view.said.of(Kind.NAMES)
    pairs = [(a, b) for a, b in pairwise(said) if _row(view.said, a, b)]
    if not pairs:
        return None
    found: list[Finding] = []
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
    """Whether two neighbouring names belong to one row: only marks and posts between them."""
    between = facts.text[first.end : second.start]
    if first.normal == second.normal or _APART.search(between):
        return False
    posts = [p for p in facts.of(Kind.POSTS) if first.end <= p.start and p.end <= second.start]
    rest = len(between) - sum(p.end - p.start for p in posts)
    if between[:1] == "，":  # 会见西哈莫尼，转达习近平主席的问候 is no row
        return rest == 1
    return rest <= 3 and (between[:1] in ("、", "和", "与", "及", " ", "同") or not between)


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
