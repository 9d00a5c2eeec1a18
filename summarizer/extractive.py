"""Summaries made of the source's own words: the fallback, and the baselines of the field.

Nothing here can invent a fact: every character of an extract is a character of the article, in
its order, except that a cut clause ends with a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.selecting import select
from summarizer.sentences import sentences
from summarizer.types import Span, Task

#: The length of an extracted brief when the caller allows more: the guide's 80-140 字.
TARGET = 140

_WHEN = re.compile(
    r"^((\d{4}年)?(\d{1,2}月)?\d{1,2}[日号](上午|下午|晚上?|凌晨|至\d{1,2}[日号])?"
    r"|近日|日前|昨日|昨天|今天|今日|连日来|近期|当日|当天|截至目前|目前|据悉|记者获悉)，?"
)
_EVENT = re.compile(
    r"召开|主持|出席|调研|检查|督导|部署|启动|举行|举办|开展|推进|审议|通过|发布|印发|签约|签署|"
    r"开工|竣工|投产|通车|增长|下降|完成|实现|任命|当选|慰问|会见|考察"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """Text taken from an article; ``copied`` as in :class:`summarizer.types.Candidate`."""

    text: str
    copied: tuple[int, ...]


def brief(
    text: str, max_chars: int, *, salience: NDArray[np.float32] | None = None
) -> Extract | None:
    """The clauses that matter most as a brief of at most ``max_chars`` 字, in source order.

    None when not even one clause fits.
    """
    found = select(text, Task.BRIEF, budget=min(max_chars, TARGET), salience=salience)
    kept = [i for i in found.origin.positions() if text[i] != "\n"]
    extract = _ended(Extract(found.text.replace("\n", ""), tuple(kept)))
    if 0 < len(extract.text) <= max_chars:
        return extract
    for sentence in sentences(text):
        for clause in sentence.clauses:
            part = _ended(Extract(clause.of(text), tuple(range(clause.start, clause.end))))
            if 8 <= len(part.text) <= max_chars:
                return part
    return None


def headline(text: str, max_chars: int, *, drop: Sequence[Span] = ()) -> Extract | None:
    """The clause of the opening that says what happened, as a headline.

    ``drop`` are spans that a headline leaves out (the posts before a name): they go first,
    as 字 are dear. None when no clause fits into ``max_chars``.
    """
    opening = [c for s in sentences(text)[:3] for c in s.clauses]
    best: tuple[float, Extract] | None = None
    for rank, clause in enumerate(opening):
        extract = _trimmed(text, clause, drop)
        if not 6 <= len(extract.text) <= max_chars:
            continue
        score = (2.0 if _EVENT.search(extract.text) else 0.0) - 0.3 * rank
        if best is None or score > best[0]:
            best = score, extract
    return best[1] if best else None


def lead(text: str, max_chars: int) -> str:
    """LEAD baseline: whole clauses from the start, at most ``max_chars`` 字."""
    end = 0
    for sentence in sentences(text):
        for clause in sentence.clauses:
            if clause.end - text.count("\n", 0, clause.end) > max_chars:
                break
            end = clause.end
        else:
            continue
        break
    body = text[: end or max_chars].replace("\n", "")
    return body.rstrip("，；：、") + "。" if body and body[-1] in "，；：、" else body


def textrank(text: str, max_chars: int) -> str:
    """TextRank baseline (Mihalcea and Tarau 2004): central sentences, in source order.

    Similarity is the share of common character bigrams over the sum of log lengths; scores are
    the fixed point of the damped (0.85) random walk.
    """
    spans = [s.span for s in sentences(text)]
    if not spans:
        return ""
    pairs = [{text[i : i + 2] for i in range(s.start, s.end - 1)} for s in spans]
    weights = np.zeros((len(spans), len(spans)))
    for i, a in enumerate(pairs):
        for j, b in enumerate(pairs[:i]):
            size = np.log(len(a) + 1) + np.log(len(b) + 1)
            weights[i, j] = weights[j, i] = len(a & b) / size if size else 0.0
    rows = weights.sum(axis=1, keepdims=True)
    walk = np.divide(weights, rows, out=np.full_like(weights, 1 / len(spans)), where=rows > 0)
    score = np.full(len(spans), 1 / len(spans))
    for _ in range(50):
        score = 0.15 / len(spans) + 0.85 * walk.T @ score
    chosen: list[int] = []
    used = 0
    for i in sorted(range(len(spans)), key=lambda i: (-score[i], i)):
        if used + len(spans[i]) <= max_chars:
            chosen.append(i)
            used += len(spans[i])
    return "".join(spans[i].of(text) for i in sorted(chosen)) or lead(text, max_chars)


def _ended(extract: Extract) -> Extract:
    """A brief ends with a full stop, which takes the place of a clause's mark."""
    text = extract.text
    if not text or text[-1] in "。！？”）》":
        return extract
    if text[-1] in "，；：、":
        return Extract(text[:-1] + "。", extract.copied)
    return Extract(text + "。", (*extract.copied, -1))


def _trimmed(text: str, clause: Span, drop: Sequence[Span]) -> Extract:
    """A clause without its date, the spans to drop, and the marks at its ends."""
    start, end = clause.start, clause.end
    when = _WHEN.match(text[start:end])
    if when and when.end() < end - start:
        start += when.end()
    while end > start and text[end - 1] in "，；：、。！？":
        end -= 1
    gone = {i for s in drop if s.start >= start and s.end <= end for i in range(s.start, s.end)}
    kept = [i for i in range(start, end) if i not in gone]
    return Extract("".join(text[i] for i in kept), tuple(kept))
