"""A ban with its exception: 林区一律禁止用火 of 林区一律禁止用火；因特殊情况确需用火的，须经批准.

Without what the source excepts in the next clause, a ban is wider than it is.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import until_first
from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_STOPS: Final = "，。；：！？,;:!?\n"
_CLAUSE: Final = re.compile(rf"[^{_STOPS}]+")
_BAN: Final = re.compile("不得|一律|严禁|禁止|停止|全线|全部|全域|暂停|停电|停水")
_EXCEPTS: Final = re.compile(
    r"但[^，。；]*(?:除外|不在此|可[以凭在经按]|仍)|(?:但|如|若)?(?:确[因需]|因[^，。；]*(?:确需|需要?)|因特殊)"
    r"|[^，。；]*除外"
)


def excepted(view: View) -> Check:
    """What the source excepts from a ban, in the clause right behind or in brackets, stands too."""
    kept = {p for p in view.places if p >= 0}
    for clause in _CLAUSE.finditer(view.output):
        if not _BAN.search(clause[0]):
            continue
        last = max(view.places[slice(*clause.span())])
        if last < 0:
            continue
        end = until_first(view.source, _STOPS, last)
        if "（" in view.source[last : end + 1] and (closed := view.source.find("）", last)) > 0:
            begin = view.source.find("（", last) + 1
            words = range(begin, closed)
        else:
            begin = end + 1
            words = range(begin, until_first(view.source, _STOPS, begin))
        theirs = view.source[words.start : words.stop]
        if view.source[end : end + 1] in ("\n", "") and words.start == end + 1:
            continue
        if theirs and _EXCEPTS.match(theirs) and kept.isdisjoint(words):
            return mixed(view, *clause.span(), "漏掉后面的例外，禁止的范围变宽了", theirs)
    return sound(view.task)
