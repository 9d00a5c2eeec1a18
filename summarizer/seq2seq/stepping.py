"""What a search asks of a network, step by step, whatever runs the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from summarizer.seq2seq.constraints import Rules

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a network reads of B articles; S is the longest, U the most distinct tokens.

    ``ids`` [B, S] with specials, padded with 0; ``lengths`` [B]; ``pointable`` [B, S] is True
    at text; ``words`` [B, U] each token of a source once, padded with 0; ``slots`` [B, S] which
    of them each position holds; ``entry`` [B, S] is 1 where a hypothesis in no unit may copy;
    ``vocabulary`` [N] the tokens among which the vocabulary's part of P is shared out, in order;
    ``scope`` [B, N] is True at those that an article may use; ``at`` [B, U] each word's place in
    ``vocabulary``; ``prefix`` [P] the decoder's first tokens.

    Under the newsroom's rules hardly anything may be written, so the softmax is over just that:
    glue, the end, and the source's own words. It costs a twentieth of one over everything.
    """

    ids: Ints
    lengths: NDArray[np.int32]
    pointable: NDArray[np.bool_]
    words: Ints
    slots: Ints
    entry: Floats
    vocabulary: Ints
    scope: NDArray[np.bool_]
    at: Ints
    prefix: tuple[int, ...]

    @classmethod
    def pack(cls, rules: Sequence[Rules], least: int) -> Batch:
        """One batch of articles with the same prefix; U is at least ``least``."""
        first = rules[0]
        count, longest = len(rules), max(len(r.ids) for r in rules)
        most = max(least, *(len(r.words) for r in rules))
        ids = np.zeros((count, longest), np.int64)
        pointable = np.zeros((count, longest), np.bool_)
        words = np.zeros((count, most), np.int64)
        slots = np.zeros((count, longest), np.int64)
        entry = np.zeros((count, longest), np.float32)
        for b, r in enumerate(rules):
            size = len(r.ids)
            ids[b, :size] = r.ids
            pointable[b, 1 : size - 1] = True
            words[b, : len(r.words)] = r.words
            slots[b, 1 : size - 1] = [r.slots[token] for token in r.source.ids]
            entry[b, :size] = r.entry
        vocabulary, scope = _scope(rules)
        return cls(
            ids=ids,
            lengths=np.array([len(r.ids) for r in rules], np.int32),
            pointable=pointable,
            words=words,
            slots=slots,
            entry=entry,
            vocabulary=vocabulary,
            scope=scope,
            at=np.searchsorted(vocabulary, words),
            prefix=tuple(first.vocabulary.prefix(first.prompt.task, first.prompt.bucket)),
        )


def _scope(rules: Sequence[Rules]) -> tuple[Ints, NDArray[np.bool_]]:
    """What the vocabulary may give: all tokens that any of the articles may use, and who which."""
    first = rules[0]
    if not first.decoding.constrained:
        tokens = np.arange(first.vocabulary.size)
        return tokens, np.ones((len(rules), tokens.size), np.bool_)
    each = np.zeros((len(rules), first.vocabulary.size), np.bool_)
    for row, r in zip(each, rules, strict=True):
        row[list(r.words)] = True
    glue = [first.vocabulary.eos, *first.vocabulary.glue[first.prompt.task]]
    each[:, glue] = True
    used: NDArray[np.bool_] = np.asarray(each.any(0))
    # Words are padded with token 0. It is among the columns, in nobody's scope, so that it has no
    # probability: with that of another column, padding would crowd words out of the best k.
    used[0] = True
    tokens = np.flatnonzero(used)
    return tokens, each[:, tokens] & first.vocabulary.writable[tokens]


@dataclass(frozen=True, slots=True)
class Step:
    """Probabilities after one step, per article and beam.

    ``vocab_p``, ``vocab_i`` [B, K, k]: the best of the vocabulary's part of P; ``source_p``,
    ``source_i`` [B, K, k]: the best words of the source and their index in ``Batch.words``;
    ``word_p`` [B, K, U]: the probability of each of those words by vocabulary and permitted
    copying together; ``share`` [B, K, S]: the probability of copying each position.
    """

    vocab_p: Floats
    vocab_i: Ints
    source_p: Floats
    source_i: Ints
    word_p: Floats
    share: Floats


class Stepper(Protocol):
    """A network in the middle of a search."""

    def start(self, batch: Batch, k: int) -> Step:
        """Read the sources and the prefix; one beam per article. ``k`` candidates per row."""
        ...

    def step(self, tokens: Ints, parents: Ints) -> Step:
        """Append ``tokens`` [B, K], each to the beam ``parents`` [B, K] of the step before."""
        ...

    def keep(self, articles: Ints) -> None:
        """Go on with these articles only, in this order."""
        ...
