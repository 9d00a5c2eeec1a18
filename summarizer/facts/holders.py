"""Posts before a name that no list of family names knows: 县委书记欧砚 of 县委书记林岳、县长欧砚.

A rare name is not seen as one, so that nothing tells whose post it is; but where the source has the
same characters right behind a post, they are who has that post, whatever they are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts import inherited
from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.naming import HAN
from summarizer.facts.posts import anybody, chain, compatible
from summarizer.facts.segment import known

_NAME: Final = re.compile(f"[{HAN}]{{2,3}}")
#: Names are told by so many characters: three if the source has three, else two.
_LENGTHS: Final = (3, 2)


def check(view: View) -> Iterator[Finding]:
    """The findings where one post was put before the name that stands behind another."""
    yield from inherited.check(view)
    seen = {fact.start for fact in view.said.of(Kind.NAMES)}
    given = {post.end: post for post in view.given.of(Kind.POSTS)}
    for post in view.said.of(Kind.POSTS):
        if post.end in seen or anybody(post.normal):
            continue  # of names that are seen the pairs tell
        for length in _LENGTHS:
            name = view.output[post.end : post.end + length]
            if not _NAME.fullmatch(name) or len(name) < length or _word(name):
                continue
            ends = [end for end in given if view.source.startswith(name, end)]
            if not ends:
                continue
            held = [own for end in ends for own in chain(view.source, end, given)]
            if not any(compatible(post.normal, own.normal) for own in held) and not _told(
                view.source, post, name
            ):
                own = given[ends[0]]
                theirs = own.surface + name
                reason = "原文中这是另一人的职务，应按原文写其职务"
                yield Finding(post.start, post.end, theirs, reason, (own.surface,))
            break


def _word(name: str) -> bool:
    """Whether these characters are a word, begin with one (主持会) or name nobody (张某)."""
    return known(name) or known(name[:2]) or "某" in name


def _told(source: str, post: Fact, name: str) -> bool:
    """Whether the source has the post before or behind the name some other way."""
    near = rf"{re.escape(name)}[^。，；]{{0,8}}{re.escape(post.surface[-2:])}"
    return post.surface + name in source or re.search(near, source) is not None
