"""A ban with its exception: 林区一律禁止用火 of 林区一律禁止用火；因特殊情况确需用火的，须经批准.

Without what the source excepts, in brackets or in the next clause, a ban is wider than it is. These
judge the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import CLAUSE, PART, STOPS
from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: Characters of a clause that has places in the source: so many tell where it is from.
_KNOWN: Final = 4
#: What is banned for all, and how the clause behind begins that lets some.
_BAN: Final = re.compile("不得|一律|严禁|禁止|停止|全部|暂停")
_LETS: Final = re.compile(
    r"但[^，。；]*(?:可[以凭在经按]|仍)|(?:但|如|若)?(?:确[因需]|因[^，。；]*(?:确需|需要?)|因特殊)"
)
#: What a notice forbids or stops, and for whom not.
_FORBIDS: Final = re.compile("禁止|停[电水气供止]|禁[行放]|限行|封闭|不得|一律|严禁|暂停")
_EXCEPTION: Final = re.compile(
    r"（[^（）。；]{2,30}除外）|[，,；;][^，。；：（）]{2,30}除外(?=[，。；])"
)
#: Characters right before an exception that show whose it is.
_ITEM: Final = 5
#: Characters of an exception at most, with its brackets.
_LONGEST: Final = 34


def excepted(view: View) -> Check:
    """What the source excepts from a ban stands with it."""
    kept = {p for p in view.places if p >= 0}
    for clause in CLAUSE.finditer(view.output):
        theirs = _unlet(view, clause, kept) or _unexcepted(view, clause, kept)
        if theirs:
            return mixed(view, *clause.span(), "漏掉例外，禁止的范围变宽了，应一并写出", theirs)
    return sound(view.task)


def _unlet(view: View, clause: re.Match[str], kept: set[int]) -> str:
    """The clause right behind that lets some do what ``clause`` bans, where it is left out."""
    last = max(view.places[slice(*clause.span())])
    if last < 0 or not _BAN.search(clause[0]):
        return ""
    end = until_first(view.source, STOPS, last)
    behind = range(end + 1, until_first(view.source, STOPS, end + 1))
    theirs = view.source[behind.start : behind.stop]
    lets = view.source[end : end + 1] != "\n" and _LETS.match(theirs)
    return theirs if lets and kept.isdisjoint(behind) else ""


def _unexcepted(view: View, clause: re.Match[str], kept: set[int]) -> str:
    """What ends in 除外, of the words that ``clause`` was copied from, where it is left out."""
    places = [p for p in view.places[slice(*clause.span())] if p >= 0]
    if len(places) < _KNOWN or places[-1] - places[0] >= 2 * len(clause[0]) + _LONGEST:
        return ""
    first = after_last(view.source, PART, places[0])
    whole = view.source[first : until_first(view.source, PART, places[-1])]
    if not _FORBIDS.search(view.output) and not _FORBIDS.search(whole):
        return ""
    for found in _EXCEPTION.finditer(view.source, places[0], places[-1] + _LONGEST):
        before = range(found.start() - _ITEM, found.start())
        own = sum(p in before for p in places) > _ITEM // 2  # and not another item's
        if own and kept.isdisjoint(range(found.end() - 3, found.end())):
            return found[0]
    return ""
