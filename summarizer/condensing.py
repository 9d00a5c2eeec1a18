"""A brief in the source's own words: the clauses that matter most among those that can follow one
another in print.

Sentences keep their order and begin with their own beginnings; circumstances may be left out before
what they are circumstances of, whole clauses in the middle where an editor would leave them out
(:mod:`summarizer.facts.joints`), and the end after a clause that says something. Of all such
sequences the one with the most salience is found by dynamic programming over its last clause and
its length.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.datelines import body
from summarizer.facts.align import fold
from summarizer.facts.joints import EVEN, Joint, score
from summarizer.sentences import sentences
from summarizer.statements import circumstance, furniture, leads, leans, nobody, numbered, says
from summarizer.types import Span, Task

#: What a character must be worth: below it, filling the length is no gain.
LEAST: Final = 0.1
#: Doubt above which no clause is left out between two others, and what a doubt of one costs, in
#: characters that are sure to be wanted.
DOUBT: Final = 0.3
COST: Final = 5.0
#: No more clauses than this are left out in one place of a sentence or of a list.
FAR: Final = 20

#: Somebody's words alone: a scene with which a report opens, no beginning of a brief.
_QUOTED: Final = re.compile(r"[“\"「][^”\"」]*[”\"」]?")
_NEVER: Final = -1e18
_MARKS: Final = "，；：、。 "
_BLANK: Final = "\n \u3000"


@dataclass(frozen=True, slots=True)
class _Clause:
    """``says`` something, ``leads`` to what follows, can ``begin`` a sentence.

    ``needs`` is the first sentence that the one printed before may be, -1 where any may.
    """

    span: Span
    sentence: int
    chars: int
    gain: float
    begins: bool
    says: bool
    leads: bool
    needs: int


def condense(text: str, limit: int, worth: NDArray[np.float32]) -> list[list[Span]]:
    """The best brief of at most ``limit`` 字: per sentence the spans of ``text``, in order.

    ``worth`` is one probability per character that a brief keeps it. [] where nothing fits.
    """
    folded = fold(text)  # 强调, leads as 强调， does
    clauses = list(_clauses(text, folded, worth))
    saying = [c.sentence for c in clauses if c.says]
    scene = {
        i
        for i, s in enumerate(sentences(text))
        if _QUOTED.fullmatch(text[max(body(text), s.span.start) : s.span.end].strip())
    }
    first = next((i for i in saying if i not in scene), next(iter(saying), -1))
    best = np.full((len(clauses), limit + 1), _NEVER, np.float32)
    before = np.full((len(clauses), limit + 1), -1, np.int32)
    ended = np.full(limit + 1, _NEVER, np.float32)  # the best that ends with an earlier sentence
    ended_at = np.full(limit + 1, -1, np.int32)
    settled = 0  # the clauses before are in it
    for j, clause in enumerate(clauses):
        while clauses[settled].sentence < clause.sentence:
            if clauses[settled].says:
                better = best[settled] > ended
                ended[better], ended_at[better] = best[settled][better], settled
            settled += 1
        room = limit - clause.chars
        if room < 0:
            continue
        own, own_before = best[j, clause.chars :], before[j, clause.chars :]
        if clause.begins and clause.sentence == first:
            own[0] = clause.gain
        if clause.begins and clause.needs < 0:
            found = ended[: room + 1] + np.float32(clause.gain)
            better = found > own
            own[better], own_before[better] = found[better], ended_at[: room + 1][better]
        for i, cost in _before(clauses, j, folded):
            found = best[i, : room + 1] + np.float32(clause.gain - cost)
            better = found > own
            own[better], own_before[better] = found[better], i
    ends = [i for i, c in enumerate(clauses) if c.says and best[i].max() > _NEVER / 2]
    if not ends:
        return []
    last = max(ends, key=lambda i: float(best[i].max()))
    used = int(best[last].argmax())
    path: list[_Clause] = []
    while last >= 0:
        path.append(clauses[last])
        last, used = int(before[last, used]), used - clauses[last].chars
    printed = groupby(path[::-1], key=lambda clause: clause.sentence)
    return [[clause.span for clause in sentence] for _, sentence in printed]


def _clauses(text: str, folded: str, worth: NDArray[np.float32]) -> Iterator[_Clause]:
    """What may be printed of ``text``, in order; ``folded`` is what it is judged by."""
    begin = body(text)
    listed = 0  # the sentence before the list that goes on
    for number, sentence in enumerate(sentences(text)):
        if sentence.span.end <= begin or furniture(
            folded[max(begin, sentence.span.start) : sentence.span.end]
        ):
            continue
        if not numbered(sentence.span.of(folded)):
            listed = number
        bare = True  # nothing but circumstances so far
        for clause in sentence.clauses:
            if clause.end <= begin:
                continue
            start = max(begin, clause.start)
            opens = start in (sentence.span.start, begin)
            mark = numbered(folded[start : clause.end])  # the others may not be printed
            start += mark
            if start == clause.end:
                continue
            span = Span(start=start, end=clause.end)
            words = span.of(folded).strip()
            fragment = nobody(words)
            yield _Clause(
                span=span,
                sentence=number,
                chars=sum(c not in _BLANK for c in span.of(text)),
                gain=float((worth[span.start : span.end] - LEAST).sum()),
                begins=bare and (opens or not (leans(words) or leads(words) or fragment)),
                says=says(words) and not fragment,
                leads=leads(words),
                needs=listed if mark else max(0, number - 1) if leans(words) else -1,
            )
            bare = bare and circumstance(words)


def _before(clauses: Sequence[_Clause], j: int, folded: str) -> Iterator[tuple[int, float]]:
    """Clauses that can stand before the one at ``j``, and what each joint costs.

    Of other sentences only those that the clause needs; any will do for the others.
    """
    clause = clauses[j]
    led = False  # what leads to a clause is not left out before it
    for i in range(j - 1, max(-1, j - 1 - FAR), -1):
        other = clauses[i]
        if other.sentence == clause.sentence:
            if i == j - 1:
                yield i, 0.0
            elif not led and (doubt := _doubt(folded, other.span, clause.span)) <= DOUBT:
                yield i, COST * doubt
            led = led or other.leads
        elif not clause.begins or clause.needs < 0 or other.sentence < clause.needs:
            return
        elif other.says:
            yield i, 0.0


def _doubt(folded: str, left: Span, right: Span) -> float:
    """How doubtful it is that an editor would leave out what stands between two clauses."""
    end = left.start + len(left.of(folded).rstrip(_MARKS))
    start = right.end - len(right.of(folded).lstrip(" "))
    joint = Joint(end, end + 1, end - 1, start, folded[end : left.end])
    return math.exp(EVEN - score(folded, joint, Task.BRIEF))
