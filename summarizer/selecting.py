"""Evidence: the part of an article that the writer reads, when it cannot or should not read all.

The unit is the clause. Clauses are ranked by the checkpoint's salience, or by rules where it
has none, taken until the budget is full, and put back into source order. A clause that reports
what someone said takes the words that name the speaker with it, so that nothing said by one
person can be read as said by another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from summarizer import statements
from summarizer.sentences import sentences
from summarizer.tables import rows
from summarizer.types import CharMap, Sentence, Span, Task

#: Evidence budgets in 字; what the writer was trained to read.
BUDGET = {Task.HEADLINE: 150, Task.BRIEF: 300}

How = Literal["whole", "salience", "rules"]

_SPEAKER_LEAD = re.compile(
    r"^[^，。；！？]{1,40}?(指出|强调|要求|表示|提出|认为|介绍|说|称|明确|号召|希望|宣布)[，：]$"
)
_CONTINUES = re.compile(r"^(要|一要|二要|三要|四要|必须|应|应当|坚持|坚决|切实|同时，?|特别是)")
_MATTERS = re.compile(
    r"召开|主持|出席|调研|强调|指出|要求|审议|通过|决定|部署|启动|举行|签署|印发|公布|发布|"
    r"完成|实现|增长|下降|达到|累计|总投资|任命|选举|\d"
)
_PUNCTUATION = "，；：、"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the writer reads. ``origin`` leads to the article; ``share`` is read / article 字."""

    text: str
    origin: CharMap
    share: float
    how: How


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    sentence: int
    first: bool
    last: bool


def select(
    text: str,
    task: Task,
    *,
    budget: int | None = None,
    salience: NDArray[np.float32] | None = None,
) -> Evidence:
    """Choose at most ``budget`` 字 of ``text`` (an article body) for ``task``, in source order.

    ``salience`` is one probability per character of ``text``; None ranks by rules. A text
    within the budget is read whole. The first sentence's opening clause is always kept, the rows
    of a table are not, unless there is nothing else: they are no sentences to write on from.
    """
    limit = BUDGET[task] if budget is None else budget
    cells = _rows(text)
    if len(text) <= limit and not cells:
        return Evidence(text, CharMap.identity(len(text)), 1.0, "whole")
    every = sentences(text)
    parts = tuple(s for s in every if s.span.start not in cells) or every
    clauses = _clauses(parts)
    if cells and sum(len(clause.span) for clause in clauses) <= limit:
        return _assemble(text, clauses, "whole")
    if salience is None:
        rank = _rank_by_rules(text, parts, clauses)
        how: How = "rules"
    else:
        rank = _rank_by_salience(clauses, salience)
        how = "salience"
    chosen = _choose(text, clauses, rank, limit)
    return _assemble(text, [clauses[i] for i in chosen], how)


def by_rules(text: str) -> NDArray[np.float32]:
    """Per character how likely a brief keeps it, where no salience head can say."""
    parts = sentences(text)
    clauses = _clauses(parts)
    found = np.zeros(len(text), np.float32)
    for clause, rank in zip(clauses, _rank_by_rules(text, parts, clauses), strict=True):
        found[clause.span.start : clause.span.end] = 1 / (1 + np.exp(1 - rank))
    return found


def _rows(text: str) -> set[int]:
    """Where the rows of tables begin."""
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return {starts[i] for i in rows(lines)}


def _clauses(parts: Sequence[Sentence]) -> list[_Clause]:
    return [
        _Clause(span, i, k == 0, k == len(sentence.clauses) - 1)
        for i, sentence in enumerate(parts)
        for k, span in enumerate(sentence.clauses)
    ]


def _rank_by_salience(clauses: Sequence[_Clause], salience: NDArray[np.float32]) -> list[float]:
    """Mean over the clause: a sum would favour long clauses, which the budget pays for anyway."""
    total = np.concatenate(([0.0], np.cumsum(salience, dtype=np.float64)))
    return [float(total[c.span.end] - total[c.span.start]) / max(1, len(c.span)) for c in clauses]


def _rank_by_rules(text: str, parts: Sequence[Sentence], clauses: Sequence[_Clause]) -> list[float]:
    """Early sentences, early clauses, cues of an event or a figure, and words the text repeats."""
    bigrams = Counter(text[i : i + 2] for i in range(len(text) - 1))
    inside = Counter(c.sentence for c in clauses)
    seen: Counter[int] = Counter()
    rank: list[float] = []
    for clause in clauses:
        words = clause.span.of(text)
        pairs = {words[i : i + 2] for i in range(len(words) - 1)}
        central = sum(bigrams[p] - 1 for p in pairs) / max(1, len(pairs))
        late_sentence = clause.sentence / max(1, len(parts))
        late_clause = seen[clause.sentence] / inside[clause.sentence]
        seen[clause.sentence] += 1
        rank.append(
            1.5 * (clause.sentence == 0)
            - 0.8 * late_sentence
            - 0.6 * late_clause
            + 0.3 * min(2, len(_MATTERS.findall(words)))
            + 0.2 * min(3.0, central)
        )
    return rank


def _choose(text: str, clauses: Sequence[_Clause], rank: Sequence[float], limit: int) -> list[int]:
    """Indices of the clauses to keep, in source order, within ``limit`` 字 when that is possible.

    The opening clause is kept even when it alone exceeds the limit: an empty selection would
    serve nobody, and the caller cuts.
    """
    leads = _speaker_leads(text, clauses)
    chosen: set[int] = {0} if clauses else set()
    used = len(clauses[0].span) if clauses else 0
    for i in sorted(range(len(clauses)), key=lambda i: (-rank[i], i)):
        wanted = {i} | ({leads[i]} if leads[i] is not None else set())
        new = [k for k in wanted if k is not None and k not in chosen]
        cost = sum(len(clauses[k].span) for k in new)
        if not new or used + cost > limit:
            continue
        chosen.update(new)
        used += cost
    return sorted(chosen)


def _speaker_leads(text: str, clauses: Sequence[_Clause]) -> list[int | None]:
    """Per clause, the earlier clause (林岳强调，) that says who speaks in it."""
    leads: list[int | None] = []
    current: int | None = None
    paragraph_start = True
    for i, clause in enumerate(clauses):
        words = clause.span.of(text)
        if clause.first:
            paragraph_start = clause.span.start == 0 or text[clause.span.start - 1] == "\n"
            if paragraph_start or not _CONTINUES.match(words):
                current = None
        leads.append(current)
        if _SPEAKER_LEAD.match(words):
            current = i
            leads[-1] = None
    return leads


def _assemble(text: str, chosen: Sequence[_Clause], how: How) -> Evidence:
    """Join clauses; where a sentence lost its end, its last kept clause ends with a full stop.

    Who speaks (林岳表示，) goes on with the paragraph's next sentence. Where there is none, and
    after what else leads to what is not kept (其中，), nothing is left to lead to: it goes too.
    """
    characters: list[str] = []
    positions: list[int] = []
    for clause, following in zip(chosen, [*chosen[1:], None], strict=True):
        words = list(clause.span.of(text))
        newline = -1
        if following is not None:
            newline = text.find("\n", clause.span.end, following.span.start)
        ends_here = following is None or following.sentence != clause.sentence
        if ends_here and words and words[-1] in _PUNCTUATION:
            said = "".join(words)
            if not statements.leads(said):
                words[-1] = "。"
            elif following is None or newline >= 0 or not _SPEAKER_LEAD.match(said):
                words = [] if len(chosen) > 1 else words
        characters += words
        positions += range(clause.span.start, clause.span.start + len(words))
        if newline >= 0 and characters[-1:] not in (
            [],
            ["\n"],
        ):  # a paragraph's end tells the writer where a topic ends
            characters.append("\n")
            positions.append(newline)
    body = "".join(characters)
    return Evidence(body, CharMap.from_positions(positions), len(body) / len(text), how)
