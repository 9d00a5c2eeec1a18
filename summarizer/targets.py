"""What somebody asks for must not read as what is: 林岳强调，一季度工业增加值增长7% of

林岳强调，要抢抓工业生产，一季度工业增加值增长7%. Behind 强调 a rate without 要 is a result.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import CLAUSE, PART, STOPS, Cut, verdict
from summarizer.facts.model import View
from summarizer.facts.segment import tagged

_SPEAKS: Final = re.compile("(?:强调|指出|要求|表示|提出|认为)[，：]")
#: A demand by its first word, in the source's sentence before the clause or at its beginning.
_ASKS: Final = re.compile(rf"(?:^|[{STOPS}])(?:[一二三四五六七八九十]是)?要(?!求|素|点|件)")
#: Words by which the reader sees that it is to be, not is.
_TO_BE: Final = re.compile(
    "要|应|必须|不得|力争|确保|[前内底起]|[上中下]旬|将|计划|目标|预计|争取|努力|到20|以上|不[低少]于"
)
#: What tells a result if nothing says otherwise: 收入增长7%.
_RESULT: Final = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:增长|下降|达到?|突破|完成|实现|稳定在|提高到?)[^，]*\d"
)
_DONE: Final = re.compile("已|目前|截至|今年以来|[去上]年|其中|同比")
#: The clause that makes the demand is put back if it is no longer, in 字.
_LONGEST: Final = 16


def asked(view: View) -> Cut | None:
    """Where a clause with a figure, behind 强调 and the like, lost the 要 of its sentence."""
    output, source = view.output, view.source
    for clause in CLAUSE.finditer(output):
        begin = after_last(output, PART, clause.start())
        speech = _SPEAKS.search(output, begin, clause.start())
        at = view.places[clause.start()]
        if speech is None or at < 0 or not _RESULT.match(clause[0]):
            continue
        if tagged(clause[0])[0][1][0] in "vp":
            continue  # 落实播种面积96万亩 is still asked for
        if _TO_BE.search(output, speech.end(), clause.end()):
            continue
        own = after_last(source, PART, at)
        asks = list(_ASKS.finditer(source, own, at))
        behind = source[own : until_first(source, STOPS, at)]
        if not asks or _DONE.search(behind) or not _asking(source, asks[-1].end(), at):
            continue
        reason = "原文是要求，漏掉“要”就成了已有的结果"
        return Cut(
            clause.start(), clause.end(), reason, behind, _lost(source, asks[-1].end(), at), False
        )
    return None


def _asking(source: str, demand: int, at: int) -> bool:
    """Whether between 要 and the clause nobody speaks again and nothing is told."""
    return len(CLAUSE.findall(source, demand, at)) <= 3 and not _SPEAKS.search(source, demand, at)


def _lost(source: str, demand: int, at: int) -> range | None:
    if at == demand:
        return range(demand - 1, at)
    if at - demand <= _LONGEST and source[at - 1] in STOPS:
        return range(demand - 1, at)
    return None


#: No demand of a brief reads as a result.
target: Final = verdict(asked)
