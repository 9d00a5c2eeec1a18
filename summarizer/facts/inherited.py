"""A post without a body behind 、 has that of the post before it: 云岭县水务局党组书记、局长林岳.

局长 alone fits every body, so that another's could be put before it (云岭县纪委监委局长林岳), and
what holds of the row (原) could be lost with its first post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.posts import Post, anybody, same_body

#: The party's group in a body, and what says that all of it is over: 水务局|原|党组.
_PARTY: Final = re.compile(r"(?P<former>原)?(?:(?:机关)?党(?:组|委|工委|总支|支部))?$")
_LEVEL: Final = re.compile(r"([省市县区州旗镇乡村])长$")
_PLACE: Final = "省市县区州旗镇乡村"


def check(view: View) -> Iterator[Finding]:
    """The findings where a person's post got another body, or lost 原."""
    said = [p for p in view.said.of(Kind.PAIRS) if not anybody(p.normal)]
    if not said:
        return
    behind = _inherited(view.source, view.given.of(Kind.POSTS))
    own: dict[str, list[tuple[Post, bool]]] = {}
    for pair in view.given.of(Kind.PAIRS):
        post = behind.get(pair.start)
        own.setdefault(pair.owner, []).append((post or Post.of(pair.normal), post is not None))
    rows = _inherited(view.output, view.said.of(Kind.POSTS))
    for pair in said:
        post = rows.get(pair.start) or Post.of(pair.normal)
        held = [
            (other, inherits)
            for other, inherits in own.get(pair.owner, ())
            if other.rank == post.rank and other.modifier == post.modifier
        ]
        whose = [other for other, inherits in held if inherits]
        if not whose or (post.body and pair.surface + pair.owner in view.source):
            continue
        if all(not _fits(post.body, other.body) for other, i in held if i or other.body):
            words = whose[0].body + whose[0].former + whose[0].modifier + whose[0].rank
            yield Finding(pair.start, pair.end, words, "职务前的单位与原文不同")
        elif all(inherits and other.former and not post.former for other, inherits in held):
            yield Finding(pair.start, pair.end, "原" + pair.surface, "原文是原任职务")


def _inherited(text: str, posts: tuple[Fact, ...]) -> dict[int, Post]:
    """By their places, the posts that stand behind another's 、, with its body and its 原."""
    found: dict[int, Post] = {}
    last: Fact | None = None
    row = Post("", "", "", "")
    for fact in posts:
        post = Post.of(fact.normal)
        party = _PARTY.search(post.body)
        own = Post(
            post.former or (party["former"] if party else "") or "",
            post.body[: party.start()] if party else post.body,
            post.modifier,
            post.rank,
        )
        if last is None or text[last.end : fact.start] != "、" or own.body:
            row = own
        else:
            own = replace(own, former=own.former or row.former, body=row.body)
            level = _LEVEL.search(post.rank)
            if level is not None:  # 县长 has its body in itself
                former = own.former if level[1] in row.body else post.former
                found[fact.start] = Post(former, "", post.modifier, post.rank)
            elif not post.body and own.body:
                found[fact.start] = own
        last = fact
    return found


def _fits(said: str, given: str) -> bool:
    """Whether a body may be told for the one that was inherited: in full, or shortened."""
    if not said or not given or said.startswith(given):
        return True
    return same_body(said, given) and (said[-1] in _PLACE) == (given[-1] in _PLACE)
