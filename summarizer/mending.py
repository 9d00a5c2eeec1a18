"""What a clause of a brief has probably lost is put back, as long as that makes it less risky.

A writer that copies leaves out 中方愿同特多 before 深化传统友谊, 在 before 陕西, whose words or
figures they are. Nothing says for certain that it is missed, so :mod:`summarizer.risk` decides: of
the source's own words that stand right before or behind a clause, those are put back that lower the
risk of the whole most. What comes of it goes through the same checks as any text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.bounds import after_last
from summarizer.risk import Clause, Source, chance, features, source
from summarizer.statements import leads, says

#: How often words are put back, and by how much each time lowers -log of the odds that all is well.
MOST: Final = 3
LEAST: Final = 0.12
#: Clauses whose odds to mislead are lower need nothing.
SUSPECT: Final = 0.12
#: What is put back within a clause is no longer than this, in 字, and a whole clause than that.
WORDS: Final = 20
CLAUSE: Final = 40
#: Words that bind to what stands before them in the source and not here, or are no news.
_BINDS: Final = re.compile(
    r"今[天日晚早]|昨[天日晚]|当[天日晚]|早上|目前|截至目前|同时|此外|另外|随后|其中|[他她它这那该此其]|"
    r"第?[一二三四五六七八九十](?:[，、是]|$)|"
    r"[^，]{0,6}还(?:规定|强调|指出|要求|提出|表示|说)|会上|原标题|记者|图为|负责人|[却也还则更便就又并而但]"
)
_SAYS: Final = re.compile("强调|指出|要求|表示|提出|认为|介绍|明确|[说称](?:，|$)")
#: So many first 字 of what is put back must not stand in the sentence already.
_AGAIN: Final = 4
_OURS: Final = re.compile(r"我(?!国|省|市|县|区|军|方)|[您咱]|摄|（")
#: A day or a year alone.
_WHEN: Final = re.compile(r"(?:\d+[年月日])+(?:底|末|份|初)?[，]?|[今去明]年，?")
_SENTENCE: Final = "。！？\n"
_SOFT: Final = frozenset("，；")
_CLOSING: Final = dict(zip("”’）》", "“‘（《", strict=True))


@dataclass(frozen=True, slots=True)
class _Gap:
    """Source [begin, end) that may be put into the text at ``at``."""

    at: int
    begin: int
    end: int


def mended(
    text: str, copied: tuple[int, ...], article: str, limit: int | None
) -> tuple[str, tuple[int, ...]]:
    """The brief ``text`` of ``article`` with what its clauses have probably lost.

    ``limit`` is the most 字 it may have then. ``copied`` as in
    :class:`summarizer.types.Candidate`, and so returned.
    """
    if len(copied) != len(text):
        return text, copied
    whole = source(article)
    doubt, suspects = _judged(text, copied, whole)
    for _ in range(MOST):
        best = None
        for gap in _gaps(copied, suspects, whole):
            words = article[gap.begin : gap.end]
            if limit is not None and len(text) + len(words) > limit:
                continue
            if not _fits(text, gap.at, words):
                continue
            before, places = text[: gap.at], copied[: gap.at]
            if before[-1:] in _SOFT and _anew(words, before, gap, whole):
                before, places = before[:-1] + "。", (*places[:-1], -1)
            new = before + words + text[gap.at :]
            places = (*places, *range(gap.begin, gap.end), *copied[gap.at :])
            after, left = _judged(new, places, whole)
            if after < doubt - LEAST and (best is None or after < best[0]):
                best = after, left, new, places
        if best is None:
            break
        doubt, suspects, text, copied = best
    return text, copied


def _anew(words: str, before: str, gap: _Gap, whole: Source) -> bool:
    """Whether ``words`` begin a sentence behind ``before``: they lead to what is said, or begin one

    in the source, and what stands before them is no circumstance.
    """
    if leads(words):
        return True
    i = whole.at(gap.begin)
    first = (
        before[-1] == "，" and i >= 0 and whole.opening[i] == i and whole.spans[i][0] == gap.begin
    )
    return first and says(before[after_last(before[:-1], "。！？，；：", len(before) - 1) :])


def _fits(text: str, at: int, words: str) -> bool:
    """Whether ``words`` can go into ``text`` at ``at``: not again, not a second speaker's."""
    bare = words.strip("，：,；")
    opening = _CLOSING.get(words[:1])
    if opening and text.count(opening, 0, at) <= text.count(words[0], 0, at):
        return False  # what was left out before opened it
    if _BINDS.match(bare) or _OURS.search(bare) or (len(bare) > 1 and bare in text):
        return False
    sentence = text[after_last(text, _SENTENCE, at) : at]
    if len(bare) > _AGAIN and bare[:_AGAIN] in sentence:
        return False
    if _SAYS.search(words) and any(map(leads, sentence.split("，"))):
        return False
    return not (text[at - 1 : at] == "，" and _WHEN.fullmatch(words))


def _judged(text: str, copied: Sequence[int], whole: Source) -> tuple[float, list[Clause]]:
    """-log of the odds that all clauses are well, and those that may not be."""
    found = [(clause, chance(names)) for clause, names in features(text, copied, whole)]
    doubt = -sum(math.log1p(-odds) for _, odds in found)
    return doubt, [clause for clause, odds in found if odds >= SUSPECT]


def _gaps(copied: Sequence[int], suspects: Sequence[Clause], whole: Source) -> Iterator[_Gap]:
    for clause in suspects:
        if copied[clause.start] >= 0 and clause.start:
            yield from _before(copied[clause.start], clause, whole)
        if copied[clause.end - 1] >= 0:
            yield from _behind(copied[clause.end - 1], clause, whole)


def _before(place: int, clause: Clause, whole: Source) -> Iterator[_Gap]:
    """What stands before a clause: its own first words, the clause before, its sentence's first."""
    begin = whole.spans[clause.first][0]
    if not clause.begins:
        if place - begin <= WORDS:
            yield _Gap(clause.start, begin, place)
        return
    opening, before = whole.opening[clause.first], clause.first - 1
    for i in {before, opening} if clause.cut and opening < clause.first else ():
        start, end = whole.spans[i]
        stop = begin if i == before else end + 1
        if whole.mark(i) in "，,：" and i not in clause.kept and end - start <= CLAUSE:
            yield _Gap(clause.start, start, stop)


def _behind(place: int, clause: Clause, whole: Source) -> Iterator[_Gap]:
    """What stands behind it: its own last words, or the next clause where a sentence would end."""
    end = whole.spans[clause.last][1]
    if not clause.ends:
        if end - place - 1 <= WORDS:
            yield _Gap(clause.end, place + 1, end)
        return
    after = clause.last + 1
    goes_on = whole.mark(clause.last) in "，," and after < len(whole.spans)
    if clause.mark in "。；" and goes_on and whole.spans[after][1] - end <= CLAUSE:
        yield _Gap(clause.end, end, whole.spans[after][1])
