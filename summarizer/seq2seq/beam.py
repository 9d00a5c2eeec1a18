"""Beam search over batches of articles, for any network that can take a step.

The candidates, their order and the time to stop are those of transformers' ``generate`` with
``early_stopping=False``, so that without rules both find the same beams; the rules then only
take candidates away. Finished articles leave the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.constraints import Rules
from summarizer.seq2seq.node import Node
from summarizer.seq2seq.stepping import Batch, Floats, Ints, Step, Stepper

#: Least probability whose logarithm is taken; as in training.
LEAST = 1e-12

#: Candidates per row beyond the two per beam that plain search needs: rules take some away.
_SPARE = 4

#: Added to the score of a row that holds no hypothesis.
_DEAD = -1e30


@dataclass(frozen=True, slots=True)
class Ending:
    """An output: ``finished`` is False where the search, not the model, ended it.

    ``score`` is the log probability less the coverage penalty, over length to the power of
    the length penalty; the end token counts.
    """

    node: Node
    score: float
    finished: bool


class _Article:
    """The search's state for one article."""

    def __init__(self, number: int, rules: Rules) -> None:
        self.number = number
        self.rules = rules
        self.live: list[Node | None] = [Node()]
        self.finished: list[Ending] = []
        self.cut: list[Ending] = []

    def endings(self) -> list[Ending]:
        """Finished outputs, best first, then those that the search cut off."""
        alpha = self.rules.decoding.length_penalty
        left = [Ending(n, _score(n, len(n), alpha), False) for n in self.live if n and len(n)]
        cut = sorted(self.cut + left, key=lambda e: -e.score)
        return sorted(self.finished, key=lambda e: -e.score) + cut


def search(stepper: Stepper, rules: Sequence[Rules], limit: int) -> list[list[Ending]]:
    """The endings for each of ``rules``, best first; at most ``limit`` tokens each.

    All rules share task, bucket and decoding. An ending may still be too long for print
    where nothing better was found; the caller ends it properly.
    """
    decoding = rules[0].decoding
    beam, beta = decoding.beam, decoding.coverage_penalty
    k = 2 * beam + _SPARE
    batch = Batch.pack(rules, k)
    vocabulary = rules[0].vocabulary
    in_source = np.zeros((len(rules), vocabulary.size), np.bool_)
    np.put_along_axis(in_source, batch.words, True, axis=1)
    silent = vocabulary.control.copy()
    silent[vocabulary.eos] = False
    words = batch.words
    articles = [_Article(i, r) for i, r in enumerate(rules)]
    found: list[list[Ending]] = [[] for _ in rules]
    step = stepper.start(batch, min(k, batch.vocabulary.size))
    coverage = np.zeros_like(step.share)
    for length in range(1, limit + 1):
        coverage = coverage + step.share
        penalty = np.zeros(coverage.shape[:2], np.float32)
        if beta:
            penalty = np.float32(beta) * (np.maximum(coverage, 1.0) - 1.0).sum(-1)
        tokens = np.zeros((len(articles), beam), np.int64)
        parents = np.zeros((len(articles), beam), np.int64)
        candidates = _candidates(step, words, in_source, silent, articles, penalty)
        done = [
            _advance(article, candidates[b], step, b, penalty, length, tokens[b], parents[b])
            for b, article in enumerate(articles)
        ]
        if length == limit:
            break
        if any(done):
            for article, over in zip(articles, done, strict=True):
                if over:
                    found[article.number] = article.endings()
            kept = _kept(done)
            if not kept.size:
                return found
            articles = [articles[b] for b in kept]
            tokens, parents, words = tokens[kept], parents[kept], words[kept]
            coverage, in_source = coverage[kept], in_source[kept]
            stepper.keep(kept)
        step = stepper.step(tokens, parents)
        coverage = coverage[np.arange(len(parents))[:, None], parents]
    for article in articles:
        found[article.number] = article.endings()
    return found


def _kept(done: Sequence[bool]) -> Ints:
    """The articles that go on; the last ones move into the gaps, so that few are moved."""
    last = [b for b, over in enumerate(done) if not over]
    size = len(last)
    order = [b if not done[b] else last.pop() for b in range(size)]
    return np.array(order, np.int64)


def _candidates(
    step: Step,
    words: Ints,
    in_source: NDArray[np.bool_],
    silent: NDArray[np.bool_],
    articles: Sequence[_Article],
    penalty: Floats,
) -> list[list[tuple[float, int, int, float]]]:
    """Per article (score, row, token, p), best first: what the rows' own choice offers."""
    count, rows = step.vocab_p.shape[:2]
    each = np.arange(count)[:, None, None]
    # A word of the source is worth its vocabulary and copy parts together, once.
    vocab_p = np.where(in_source[each, step.vocab_i], 0.0, step.vocab_p)
    p = np.concatenate([vocab_p, step.source_p], axis=2)
    tokens = np.concatenate([step.vocab_i, words[each, step.source_i]], axis=2)
    p = np.where(silent[tokens], 0.0, p)
    base = np.full((count, rows), _DEAD)
    for b, article in enumerate(articles):
        for row, node in enumerate(article.live):
            if node is not None and node.free:
                base[b, row] = node.log_p - penalty[b, row]
    scores = base[:, :, None] + np.log(np.maximum(p, LEAST))
    width = p.shape[2]
    flat = scores.reshape(count, -1)
    order = np.argsort(-flat, axis=1, kind="stable")[:, : 4 * rows + 16]
    each = each[:, :, 0]
    best = flat[each, order].tolist()
    chosen = tokens.reshape(count, -1)[each, order].tolist()
    chance = p.reshape(count, -1)[each, order].tolist()
    return [
        [
            (score, at // width, token, own)
            for score, at, token, own in zip(best[b], row, chosen[b], chance[b], strict=True)
            if score > _DEAD / 2 and own > LEAST
        ]
        for b, row in enumerate(order.tolist())
    ]


def _advance(
    article: _Article,
    candidates: list[tuple[float, int, int, float]],
    step: Step,
    b: int,
    penalty: Floats,
    length: int,
    tokens: Ints,
    parents: Ints,
) -> bool:
    """Choose the article's next beams from its candidates; True when its search is over."""
    rules, beam = article.rules, article.rules.decoding.beam
    alpha, eos = rules.decoding.length_penalty, rules.vocabulary.eos
    candidates = _with_forced(article, candidates, step, b, penalty)
    grown: list[tuple[float, int, Node]] = []
    full: set[int] = set()
    taken: set[tuple[int, int]] = set()
    rank = 0
    for score, row, token, p in candidates:
        node = article.live[row]
        if node is None or (row, token) in taken:
            continue
        log_p = score + float(penalty[b, row])
        if token == eos:
            if rules.may_end(node):
                rank += 1
                if rank <= beam and len(grown) < beam:
                    article.finished.append(Ending(node, score / length**alpha, True))
            continue
        if rules.repeats(node, token):
            continue
        if not rules.fits(node, token):
            full.add(row)
            continue
        new = rules.extend(node, token, log_p, p, step.share[b, row])
        if new is None:
            continue
        taken.add((row, token))
        new.penalty = float(penalty[b, row])
        grown.append((new.log_p - new.penalty, row, new))
        rank += 1
        if len(grown) == beam + _SPARE:
            break
    # Rules may have charged a hypothesis for how it goes on: the order is made anew.
    grown = sorted(grown, key=lambda g: -g[0])[:beam]
    live: list[Node | None] = [new for _, _, new in grown]
    for i, (_, row, new) in enumerate(grown):
        tokens[i], parents[i] = new.token, row
    for row in full:
        node = article.live[row]
        if node is not None and len(node):
            article.cut.append(Ending(node, _score(node, len(node), alpha), False))
    if not any(live):
        return True
    article.live = live + [None] * (beam - len(live))
    article.finished = sorted(article.finished, key=lambda e: -e.score)[:beam]
    if len(article.finished) < beam:
        return False
    best = max(_score(node, length, alpha) for node in live if node is not None)
    return best <= article.finished[-1].score


def _with_forced(
    article: _Article,
    candidates: list[tuple[float, int, int, float]],
    step: Step,
    b: int,
    penalty: Floats,
) -> list[tuple[float, int, int, float]]:
    """The candidates and, for rows inside a unit, what continues it."""
    rules = article.rules
    forced: list[tuple[float, int, int, float]] = []
    for row, node in enumerate(article.live):
        if node is None or not node.inside:
            continue
        share = step.share[b, row]
        for token in rules.forced(node):
            # What a hypothesis in no unit may not copy is open to this one.
            hidden = sum(float(share[i]) for i in rules.places[token] if not rules.entry[i])
            p = max(float(step.word_p[b, row, rules.slots[token]]) + hidden, LEAST)
            score = node.log_p - float(penalty[b, row]) + float(np.log(p))
            forced.append((score, row, token, p))
    if not forced:
        return candidates
    # Sorting is stable: of two ways to the same token the forced one comes first and stays.
    return sorted(forced + candidates, key=lambda c: -c[0])


def _score(node: Node, length: int, alpha: float) -> float:
    return (node.log_p - node.penalty) / float(length**alpha)
