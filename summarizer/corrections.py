"""Corrections (更正): told in the page's own words, or the error would be printed a second time.

A writer that copies takes a headline from the 《…》 or “…” that is being corrected. So nothing is
written of a correction: its headline is the page's, its brief the sentences that put things right.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.extractive import Extract
from summarizer.facts.align import fold

#: Headlines of corrections: 更正, 重要更正, 关于《…》一文的更正说明; not 更正登记办理指南.
_HEAD: Final = re.compile(
    r"(?:重要)?(?:更\s*正|致歉|勘误)(?:声明|启事|说明|公告|与致歉)?|(?:更正|勘误)[：:].*|"
    r".*(?:》|一文|报道|内容)的?(?:更正|致歉|勘误)(?:声明|启事|说明|公告)?"
)
#: What was printed, that it was wrong, and that this is the notice of it: all three, or it is news
#: of a court that corrects a judgment.
_PRINTED: Final = re.compile(r"本[报刊台网站版号]|公众号|客户端|》(?:一文|报道|一稿)")
_WRONG: Final = re.compile(
    r"应(?:为|是|系)[“《]|(?:误写?为|误作|误写|误刊)|[“》]之误|一文有误|有误[，。]|失实"
)
_NOTICE: Final = re.compile(
    r"特此(?:更正|说明|致歉)|更正如下|(?:现予|予以|作出?|已作?|一并)(?:相应)?更正|(?:致以?|表示|深表|谨致)[^，。]{0,4}歉"
)
#: What puts something right, in what is known to be a correction; 有误 alone does not.
_RIGHT: Final = re.compile("应[为是系]|误[写作刊]?[为成作]|误作|误刊|之误|失实|不实|尚未|一文有误")
#: Sentences, and parts of one. A line of fewer 字 is no sentence: 致读者, 云岭日报编辑部.
_PART: Final = re.compile(r"[^。！？；\n]+[。！？；]?")
_LEAST: Final = 12
#: Such a line, where it was joined with the next one.
_OPENS: Final = re.compile(
    "(?:致读者|(?:重要)?更正(?:启事|说明)?(?!登)|致歉(?:信|声明)?)(?=本报|[0-9]|经|因)"
)
#: What a brief has no sentence of: who is sorry, and what came of it.
_REGRET: Final = re.compile(r"歉|特此|批评|处理|追责|编辑部|作出?更正")


def corrects(title: str | None, text: str) -> bool:
    """Whether an article takes back what was printed before."""
    if title is not None and _HEAD.fullmatch(fold(title).strip()):
        return True
    said = fold(text)
    return all(mark.search(said) for mark in (_PRINTED, _WRONG, _NOTICE))


def headline(title: str | None, limit: int) -> str:
    """The page's own headline if it says that something is corrected, else 更正."""
    if title is not None and len(title) <= limit and _HEAD.fullmatch(fold(title).strip()):
        return title
    return "更正"


def brief(text: str, limit: int) -> Extract | None:
    """From the beginning what was printed and what it should be; None if nothing of it fits."""
    kept: list[int] = []
    told = 0  # characters up to the last part that puts something right
    opened = _OPENS.match(text)
    for part in _PART.finditer(text, opened.end() if opened else 0):
        right = _RIGHT.search(part[0]) is not None
        line = part[0][-1] not in "。！？；：" or len(part[0]) < _LEAST
        if not right and (line or _REGRET.search(part[0])):
            continue
        if len(kept) + len(part[0]) > limit:
            break
        kept += range(*part.span())
        told = len(kept) if right else told
    if not told:
        return None
    del kept[told:]
    words = "".join(text[i] for i in kept).rstrip("；;，,。.") + "。"
    return Extract(words, tuple(kept[: len(words)]))
