"""Lists of persons that a model's brief tells to their end: rows of those present, appointments.

:mod:`summarizer.facts.order` asks whether a row lost its middle, :mod:`summarizer.belonging`
whether it lost its first. An editor may print the first two of seven; a model that does so says
that these were all, unless it says 等.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.appointments import groups
from summarizer.facts.model import Fact, Kind, View
from summarizer.facts.order import MORE, rows
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_STOP: Final = re.compile(r"[。！？；\n]")
_DECIDES: Final = re.compile("任命|[免辞选撤聘推]|提名|通过|同意|增补|接受|决定|以|称")
_MARKS: Final = "，。；、"


def to_the_last(view: View) -> Check:
    """Whether no row of leaders loses its end: 林岳、周敏参加 of 林岳、周敏、何川参加."""
    said = view.said.normals(Kind.NAMES)
    given = rows(view.given)
    for row in rows(view.said):
        last = row[-1]
        if MORE.match(view.output, last.end) or _ends(view, row, given):
            continue
        for theirs in given:
            lost = _lost(view, last, theirs)
            if lost and said.isdisjoint(name.normal for name in lost):
                whole = view.source[theirs[0].start : theirs[-1].end]
                return mixed(view, row[0].start, last.end, "名单中漏掉后面的人", whole)
    return sound(view.task)


def appointed(view: View) -> Check:
    """Whether all whom one sentence of the source gives one post get it, or it says 等."""
    said = view.said.normals(Kind.NAMES)
    names = {name.surface for name in (*view.said.of(Kind.NAMES), *view.given.of(Kind.NAMES))}
    given = groups(view.source, names)
    for ours in groups(view.output, names) if given else ():
        theirs = [g for g in given if ours.same(g) and set(ours.names) <= set(g.names)]
        if not theirs or any(len(g.names) == len(ours.names) for g in theirs):
            continue
        lost = [name for name in theirs[0].names if name not in ours.names]
        if not ours.more and said.isdisjoint(lost):
            whole = "、".join(theirs[0].names)
            end = ours.start + len(ours.names[0])
            return mixed(view, ours.start, end, "任免名单中漏掉人名", whole)
    return sound(view.task)


def decided(view: View) -> Check:
    """Whether it is said that a post is given or taken: not 林岳为副县长。周敏的局长职务。

    of 任命林岳为副县长，免去周敏的局长职务.
    """
    names = {name.surface for name in (*view.said.of(Kind.NAMES), *view.given.of(Kind.NAMES))}
    for name in dict.fromkeys(n for group in groups(view.source, names) for n in group.names):
        for told in re.finditer(rf"{re.escape(name)}(?:为|的[^，。；]{{2,40}}职务)", view.output):
            begin = after_last(view.output, "。\n", told.start())
            if not _DECIDES.search(view.output, begin, told.start()):
                return mixed(view, told.start(), told.end(), "缺少“任命”或“免去”")
    return sound(view.task)


def _ends(view: View, row: list[Fact], given: list[list[Fact]]) -> bool:
    """Whether a row of the source ends as ``row`` does and goes on with the same words."""
    deed = view.output[row[-1].end : row[-1].end + 2]
    return any(
        theirs[-1].normal == row[-1].normal and view.source.startswith(deed, theirs[-1].end)
        for theirs in given
    )


def _lost(view: View, last: Fact, theirs: list[Fact]) -> list[Fact]:
    """The names of a source row behind ``last``, if the output leaps over them to what they do."""
    place = view.places[last.end - 1]
    at = next((i for i, name in enumerate(theirs) if name.start <= place < name.end), None)
    if at is None or at + 1 == len(theirs):
        return []
    end = theirs[-1].end
    after = view.output[last.end : last.end + 1]
    if not after or after in _MARKS:
        leaps = view.source[end : end + 1] == after
    else:
        goes_on = view.places[last.end]
        leaps = goes_on >= end and not _STOP.search(view.source, end, goes_on)
    return theirs[at + 1 :] if leaps else []
