"""Verdicts and punishments stay with whom the source tells them of: 张某 is not given 王某's.

Names that are kept back (张某) are alike in all but a letter, and reports of a court tell of each
in the same words, so that their context tells them apart but poorly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.facts.align import fold
from summarizer.facts.anonymous import is_anonymous
from summarizer.facts.model import Fact, Finding, Kind, View

_COUNT: Final = r"[〇零一二三四五六七八九十百千万两\d.]+"
_PENALTY: Final = re.compile(
    rf"(?:有期徒刑|拘役|管制|缓刑|罚金|罚款|拘留)(?:人民币)?{_COUNT}"
    rf"(?:年零?{_COUNT}个月|年|个月|万?元|日|天)"
    r"|无期徒刑|死刑|犯(?!罪)[^，。；\n]{1,24}?罪(?!所)"
    r"|开除(?:党籍|公职|学籍)|移[送交][^，。；\n]{2,12}"
    r"|党内(?:严重)?警告|政务(?:警告|记过|记大过|降级|撤职)|留党察看|取保候审|(?:刑事|行政)拘留"
)
#: A term of its own, what sums up several, and whose they are.
_TERM: Final = re.compile(
    rf"(?:有期徒刑|拘役|管制)(?:{_COUNT}年零?{_COUNT}个月|{_COUNT}年|{_COUNT}个月)|无期徒刑|死刑"
)
_TOGETHER: Final = re.compile(r"数罪并罚|决定执行(?=有期|拘役|管制|无期|死刑)")
_SERVED: Final = re.compile(r"决定执行[^，；。]+")
_ACCUSED: Final = re.compile(r"被告人[一-龥]{3}")
_CLAUSE: Final = re.compile(r"[，；：]")
_SENTENCE: Final = re.compile(r"[。！？\n]")
_ROW: Final = re.compile(r"(?:（[^（）]*）)?[、和与及](?:被告人|同案被告人)?")
#: Who suffered is not who is punished.
_VICTIM: Final = ("被害人", "受害人", "受害者")
#: In such a sentence each has a part of what is told of all.
_SHARED: Final = re.compile("分别|各自|均|上述|[二三四五六七八九两]人")


def check(view: View) -> list[Finding]:
    """The penalties that the source tells of others only."""
    said = view.said.of(Kind.NAMES)
    if not any(is_anonymous(name.surface) for name in said):
        return []
    source = fold(view.source)
    given = list(_told(source, view.given.of(Kind.NAMES)))
    found: list[Finding] = []
    for penalty, who in _told(fold(view.output), said):
        if not who or not all(map(is_anonymous, who)):
            continue
        words = _plain(penalty[0])
        holders = [whose for other, whose in given if _plain(other[0]) == words]
        if not holders or any(not whose or whose & who for whose in holders):
            continue
        true = "、".join(sorted(holders[0]))
        reason = f"原文中这说的是{true}，不是{'、'.join(sorted(who))}"
        found.append(Finding(penalty.start(), penalty.end(), true, reason))
    return found


def summed(view: View) -> Iterator[Finding]:
    """Terms that are served together and of which some are told: three years of 滥用职权罪 gone.

    Without them the sum is none of those that are left; all of them may be left out.
    """
    source, output = fold(view.source), fold(view.output)
    for total in _TOGETHER.finditer(output):
        place = view.places[total.start()]
        if place < 0:
            continue
        told = [m[0] for m in _TERM.finditer(output, 0, total.start())]
        given = [m[0] for m in _TERM.finditer(source, _own_terms(source, place), place)]
        left_out = Counter(given) - Counter(told)
        if len(given) > 1 and 0 < left_out.total() < len(given):
            words = next(iter(left_out))
            yield Finding(total.start(), total.end(), words, f"数罪并罚漏掉其中一项（{words}）")
            return


def _own_terms(source: str, place: int) -> int:
    """Where the source begins to tell the terms that are summed up at ``place``, of one person."""
    begin = max((m.end() for m in _SENTENCE.finditer(source, 0, place)), default=0)
    accused = list(_ACCUSED.finditer(source, begin, place))
    others = [m.end() for m in accused if m[0] != accused[-1][0]]
    before = [m.end() for m in _SERVED.finditer(source, begin, place - 5)]
    return max([begin, *others, *before])


def _plain(words: str) -> str:
    return words.replace("人民币", "")


def _told(text: str, names: Sequence[Fact]) -> Iterator[tuple[re.Match[str], set[str]]]:
    """Per penalty of whom it is told; nobody where the sentence leaves it open."""
    named = [n for n in names if not _bracketed(text, n.start) and not _suffers(text, n.start)]
    for penalty in _PENALTY.finditer(text):
        begin = max((m.end() for m in _SENTENCE.finditer(text, 0, penalty.start())), default=0)
        end = _SENTENCE.search(text, penalty.end())
        if _SHARED.search(text, begin, end.start() if end else len(text)):
            yield penalty, set()
            continue
        before = [n for n in named if begin <= n.start < penalty.start()]
        yield penalty, _subjects(text, before)


def _subjects(text: str, before: Sequence[Fact]) -> set[str]:
    """The first and the last of the last clause that names somebody, each with its row.

    One of them is who is meant: 判处张某…、王某…; 张某因殴打李某被….
    """
    if not before:
        return set()
    cuts = [m.end() for m in _CLAUSE.finditer(text, 0, before[-1].start)]
    clause = [n for n in before if n.start >= (cuts[-1] if cuts else 0)]
    found = {clause[0].normal, clause[-1].normal}
    for rows in (before, list(reversed(before))):
        for one, other in pairwise(rows):
            left, right = sorted((one, other), key=lambda n: n.start)
            if one.normal in found and _ROW.fullmatch(text, left.end, right.start):
                found.add(other.normal)
    return found


def _bracketed(text: str, at: int) -> bool:
    """Whether ``at`` is in brackets: 林某（系林某某之弟）."""
    opened = text.rfind("（", 0, at)
    return opened >= 0 and text.find("）", opened, at) < 0


def _suffers(text: str, at: int) -> bool:
    return text.endswith(_VICTIM, 0, at)
