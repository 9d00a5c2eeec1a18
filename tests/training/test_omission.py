"""Clauses that are left out of what is read."""

from __future__ import annotations

import random

import numpy as np
import pytest

from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.examples import Example
from summarizer.training.omission import clause_ends, omit

TEXT = "4月2日，云岭县召开会议，县长林岳主持会议并讲话。会议指出，要抓好春耕；要管好用水。"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(Checkpoint.open(SHIPPED))


def _source(vocabulary: Vocabulary) -> np.ndarray:
    return np.array([vocabulary.bos, *vocabulary.encode(TEXT).ids, vocabulary.eos], np.int32)


def _read(vocabulary: Vocabulary, example: Example) -> str:
    assert example.source[0] == vocabulary.bos
    assert example.source[-1] == vocabulary.eos
    return "".join(vocabulary.surface[t] for t in example.source[1:-1])


def _pointed(vocabulary: Vocabulary, *words: str) -> Example:
    source = _source(vocabulary)
    surfaces = [vocabulary.surface[t] for t in source]
    places = [surfaces.index(word) for word in words]
    target = [*source[places], vocabulary.eos]
    return Example(source, np.array(target, np.int32), places=np.array([*places, 0], np.int32))


def test_what_a_reference_copies_stays_and_its_places_move_along(vocabulary: Vocabulary) -> None:
    example = _pointed(vocabulary, "林", "岳", "用水")
    ends = clause_ends(vocabulary)
    read = set()
    for seed in range(200):
        left = omit(example, 0.5, ends, random.Random(seed))
        text = _read(vocabulary, left)
        read.add(text)
        assert "县长林岳主持会议并讲话。" in text
        assert text.endswith("要管好用水。")
        assert [vocabulary.surface[left.source[p]] for p in left.places[:-1]] == [
            "林",
            "岳",
            "用水",
        ]
        assert left.places[-1] == 0
        assert left.target is example.target
    assert len(read) == 16  # four clauses may be missing, each for itself
    every = omit(example, 0.999, ends, random.Random(1))
    assert _read(vocabulary, every) == "县长林岳主持会议并讲话。要管好用水。"


def test_labels_go_with_their_tokens_and_no_clause_is_kept_for_them(
    vocabulary: Vocabulary,
) -> None:
    source = _source(vocabulary)
    example = Example(source, np.arange(len(source), dtype=np.float32))
    share = []
    for seed in range(200):
        left = omit(example, 0.3, clause_ends(vocabulary), random.Random(seed))
        np.testing.assert_array_equal(source[left.target.astype(int)], left.source)
        share.append(len(left.source) / len(source))
    assert 0.62 < np.mean(share) < 0.78


def test_nothing_is_left_out_where_all_that_is_read_is_to_be_written(
    vocabulary: Vocabulary,
) -> None:
    source = _source(vocabulary)
    ends = clause_ends(vocabulary)
    for example in (Example(source, source[1:]), _pointed(vocabulary)):
        assert omit(example, 0.0, ends, random.Random(1)) is example
    unpointed = Example(source, source[1:])
    assert omit(unpointed, 0.9, ends, random.Random(1)) is unpointed
    empty = Example(source[[0, -1]], np.full(2, -1, np.float32))
    assert omit(empty, 0.9, ends, random.Random(1)) is empty
