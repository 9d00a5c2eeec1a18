"""Which clauses of a sentence can be printed alone: whole statements, with who and what.

A sentence is shortened from its end only, and only after a clause that says something: not
after one that leads to what follows (他强调，), tells the circumstances (会上，) or the aim
(为推进…，).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.types import Sentence, Span

#: Clauses that lead to what follows.
_LEADS: Final = re.compile(
    r"(?:指出|强调|要求|表示|显示|认为|介绍|提出|说|称|明确|宣布|希望|号召|透露|获悉|了解到|据了解|据介绍|据悉|告诉记者|"
    r"其中|包括|例如|比如|特别是|尤其是|不仅|虽然|由于|因为|如果|只有|一方面)[，：；。]?$"
)
#: Clauses that tell when, where, why or how, and not yet what.
_CIRCUMSTANCES: Final = re.compile(
    r"^(?:为|为了|按照|根据|围绕|通过|随着|针对|面对|结合|本着|经过|自|自从|近年来|在|当|对|对于|就|从|以)[^，]*[，]?$"
    r"|^(?:既|不仅|不但|虽然?|尽管|由于|因为|如果|只要|只有|无论|不论|一方面)[^，]*[，]?$"
    r"|(?:时|后|前|中|上|下|里|间|期间|之际|以来|为契机|基础上|过程中|背景下|的同时)[，：]?$"
)
_DATE: Final = re.compile(
    r"^(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|近日|日前|今天|昨天|目前|当天|[上下]午)[^，]{0,6}[，]?$"
)
#: Openings that lean on the sentence before.
_LEANS: Final = re.compile(
    r"^(?:他|她|它|其|这|该|此|对此|同时|此外|另外|随后|接着|之后|最后|而|但|并|也|还|因此|所以|为此|据此|"
    r"[一二三四五六七八九十][是要]|要|首先|其次|再次|希望|相信|必须|应当?|坚持|我们|双方|中方|愿|由|向)"
)
#: What is no news: captions, credits, the site's own words.
_FURNITURE: Final = re.compile(
    r"^(?:图为|图片|图\d|原标题|来源|责任编辑|编辑|广告|记者|通讯员|摄影|返回|更多|点击|声明|版权)|"
    r"(?:摄|供图|报道|（完）|查看更多)[。）]?$"
)
#: A statement says something from so many 字 on.
LEAST: Final = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """What can be printed of a sentence; ``leans`` where it needs the one before it."""

    span: Span
    sentence: int
    leans: bool
    whole: bool


def statement(text: str, sentence: Sentence, number: int, limit: int) -> Statement | None:
    """The longest printable beginning of ``sentence`` within ``limit`` 字, or None."""
    words = sentence.span.of(text)
    if furniture(words):
        return None
    last = _last(text, sentence.clauses, sentence.span.start, limit)
    if last is None:
        return None
    span = Span(start=sentence.span.start, end=last.end)
    whole = last.end == sentence.span.end
    return Statement(span, number, leans(words), whole)


def leans(words: str) -> bool:
    """Whether words need what stands before them: 他强调…, 要坚持…, 我们…."""
    return _LEANS.match(words) is not None


def furniture(words: str) -> bool:
    """Whether words are a caption, a credit or the site's own, and no news."""
    return _FURNITURE.search(words.strip()) is not None


def _last(text: str, clauses: Sequence[Span], start: int, limit: int) -> Span | None:
    """The last clause that a shortened sentence can end with."""
    said = [clause for clause in clauses if says(clause.of(text))]
    for clause in reversed(clauses):
        if clause.end - start > limit or clause.end - start < LEAST:
            continue
        if says(clause.of(text)) and said and said[0].start <= clause.start:
            return clause
    return None


def says(clause: str) -> bool:
    """Whether a clause says what happened, not only when, where, why, or that somebody speaks."""
    words = clause.strip()
    bare = words.rstrip("，。；：！？”）")
    if len(bare) < 4 or _LEADS.search(words) or _DATE.match(words):
        return False
    return words[-1:] in "。！？" or _CIRCUMSTANCES.search(words) is None
