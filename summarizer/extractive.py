"""Summaries made of the source's own words: the fallback, and the baselines of the field.

Nothing here can invent a fact: every character of an extract is a character of the article, in
its order, except that a cut clause ends with a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.condensing import condense
from summarizer.datelines import body
from summarizer.facts.align import fold
from summarizer.headings import balanced
from summarizer.options import SHARE
from summarizer.selecting import by_rules
from summarizer.sentences import sentences
from summarizer.statements import POSTS, furniture, leans, says
from summarizer.types import Span

#: The length of an extracted brief when the caller allows more: the guide's 80-140 字.
TARGET = 140

#: A short article's extract is as long as its brief should be, but at least so many 字.
LEAST = 60

#: So many clauses are offered as headlines.
CHOICE = 5

_WHEN = re.compile(
    r"^((\d{4}年)?(\d{1,2}月)?\d{1,2}[日号](上午|下午|晚上?|凌晨|至\d{1,2}[日号])?"
    r"|近日|日前|昨日|昨天|今天|今日|连日来|近期|当日|当天|截至目前|目前|据悉|记者获悉)，?"
)
#: What is done in news: a headline says one of these, or its like.
EVENT = re.compile(
    r"召开|主持|出席|调研|检查|督导|部署|启动|举行|举办|开展|推进|审议|通过|发布|印发|签约|签署|"
    r"开工|竣工|投产|通车|增长|下降|完成|实现|任命|当选|慰问|会见|考察|视察|走访|推行|推出|成立|"
    r"揭牌|挂牌|开幕|闭幕|约谈|查处|督查|巡查|荣获|获评|入选|落户|表彰|捐赠"
)
_CREDIT = re.compile(r"讯[（(]|记者|通讯员|报道|消息|发自|据悉")
#: What is no headline alone: who presided or came, whom one led, what the clause before did.
_POOR: Final = re.compile(
    r"(?:主持|出席|参加|到场)(?:了?(?:会议|活动|仪式|开[幕班]式))?(?:并[^，]{0,6}(?:讲话|致辞|发言))?$|"
    r"(?:率|带领|率领)[^，]*(?:组|团|队|人)$|^(?:造成|认为|正在|[^，]{0,4}会上|本次|其中|是|有|并|把|与)"
)
#: The end of a clause that leads to what is said.
_SPEAKING = re.compile(r"时?(?:强调|指出|要求|表示)$")
#: Marks of a clause in the middle of a sentence, whatever their width.
_PAUSES = "，；：、,;:"


@dataclass(frozen=True, slots=True)
class Extract:
    """Text taken from an article; ``copied`` as in :class:`summarizer.types.Candidate`."""

    text: str
    copied: tuple[int, ...]


def brief(
    text: str, max_chars: int, *, salience: NDArray[np.float32] | None = None
) -> Extract | None:
    """What matters most of ``text`` as a brief of at most ``max_chars`` 字, in source order.

    It begins with the first sentence that says something: who did what. Without ``salience``
    what matters is told by rules. None when nothing that says something fits.
    """
    target = min(TARGET, max(LEAST, int(SHARE * len(text))))
    limit = min(max_chars, target) - 1  # a full stop may have to be put
    worth = by_rules(text) if salience is None else salience
    printed = [_ended(_whole(text, spans)) for spans in condense(text, limit, worth)]
    if not printed:
        return None
    return Extract("".join(e.text for e in printed), tuple(p for e in printed for p in e.copied))


def _whole(text: str, spans: Sequence[Span]) -> Extract:
    kept = [i for span in spans for i in range(span.start, span.end) if text[i] not in "\n \u3000"]
    return Extract("".join(text[i] for i in kept), tuple(kept))


def headline(text: str, max_chars: int, *, names: Sequence[Span] = ()) -> Extract | None:
    """The first of :func:`headlines`; None when no clause fits into ``max_chars``."""
    return next(iter(headlines(text, max_chars, names=names)), None)


def headlines(text: str, max_chars: int, *, names: Sequence[Span] = ()) -> list[Extract]:
    """Clauses of the opening that say what happened, as headlines, the likeliest first.

    ``names`` are persons: the posts before the one that a clause begins with are left out, as
    字 are dear.
    """
    found: list[tuple[float, Extract]] = []
    rank = 0
    begin = body(text)
    folded = fold(text)
    opening = [sentence for sentence in sentences(text) if sentence.span.end > begin][:3]
    for sentence in opening:
        told = False
        for whole in sentence.clauses:
            if whole.end <= begin:
                continue
            clause = Span(start=max(begin, whole.start), end=whole.end)
            rank += 1
            words = clause.of(folded)
            extract = _trimmed(text, folded, clause, names)
            fine = says(words) and not furniture(words) and not _CREDIT.search(words)
            subject = fine and not told and not leans(extract.text)
            told = told or fine
            if not 6 <= len(extract.text) <= max_chars or not says(fold(extract.text)):
                continue
            event = EVENT.search(extract.text) is not None
            poor = _POOR.search(extract.text) is not None or not balanced(extract.text)
            score = 5.0 * fine + 3.0 * event + 1.5 * subject - 4.0 * poor - 0.3 * rank
            found.append((score, extract))
    found.sort(key=lambda ranked: -ranked[0])  # the earlier of equals stays first
    return [extract for _, extract in found[:CHOICE]]


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
    return body.rstrip(_PAUSES) + "。" if body and body[-1] in _PAUSES else body


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
    if not text or text[-1] in "。！？!?”）》":
        return extract
    if text[-1] in _PAUSES:
        return Extract(text[:-1] + "。", extract.copied)
    return Extract(text + "。", (*extract.copied, -1))


def _trimmed(text: str, folded: str, clause: Span, names: Sequence[Span]) -> Extract:
    """A clause without its date, the posts of its first person, and the marks at its ends."""
    start, end = clause.start, clause.end
    when = _WHEN.match(folded[start:end])
    if when and when.end() < end - start:
        start += when.end()
    first = next((n.start for n in names if start < n.start < end), start)
    if first > start and POSTS.fullmatch(folded, start, first):
        start = first
    while start < end and not (text[start].isalnum() or text[start] in "“‘《"):
        start += 1  # ×, ▲ and other marks of pages
    while end > start and folded[end - 1] in "，；：、。！？":
        end -= 1
    tail = _SPEAKING.search(folded, start, end)
    kept = [i for i in range(start, tail.start() if tail else end) if text[i] not in "\n \u3000"]
    return Extract("".join(text[i] for i in kept), tuple(kept))
