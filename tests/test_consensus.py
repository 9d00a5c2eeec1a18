"""Consensus: the candidate most like all that is likely comes first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.consensus import ranked
from summarizer.types import Candidate, Task

VISIT = "林岳到柳湾镇调研夏粮收购，要求备足仓容和资金。"
SAME = "6月3日，林岳到柳湾镇调研夏粮收购，要求备足仓容。"
OTHER = "高晓棠检查防汛备汛，强调落实值班制度。"


def candidate(text: str, score: float = -1.0) -> Candidate:
    return Candidate(task=Task.BRIEF, text=text, score=score)


def test_the_odd_one_out_comes_last_though_it_scores_best() -> None:
    found = ranked([candidate(OTHER, -0.9), candidate(VISIT), candidate(SAME)])
    assert found[-1].text == OTHER


def test_what_the_model_is_sure_of_comes_first_all_the_same() -> None:
    found = ranked([candidate(OTHER, 0.0), candidate(VISIT, -3.0), candidate(SAME, -3.0)])
    assert found[0].text == OTHER


def test_what_keeps_what_a_brief_keeps_comes_first() -> None:
    kept = np.zeros(20, np.float32)
    kept[:8] = 0.9
    candidates = [
        Candidate(task=Task.BRIEF, text=text, score=-1.0, copied=places)
        for text, places in (("不相干的十个字", range(10, 18)), ("要紧的八个字呢", range(8)))
    ]
    assert ranked(candidates, kept) == candidates[::-1]
    assert ranked(candidates) == candidates


def test_what_is_written_and_not_copied_earns_nothing() -> None:
    kept = np.ones(9, np.float32)
    own = Candidate(task=Task.BRIEF, text="强调，要", score=-1.0, copied=(-1, -1, -1, -1))
    source = Candidate(task=Task.BRIEF, text="调研夏粮", score=-1.0, copied=(0, 1, 2, 3))
    assert ranked([own, source], kept) == [source, own]


def test_two_are_as_much_like_each_other() -> None:
    two = [candidate(OTHER), candidate(VISIT)]
    assert ranked(two) == two
    assert ranked([]) == []


@given(st.lists(st.tuples(st.text("云岭县林岳到柳湾镇"), st.floats(-9, 0)), max_size=6))
def test_none_is_lost_and_likeness_is_all_that_counts(
    given_: list[tuple[str, float]],
) -> None:
    candidates = [candidate(*one) for one in given_]
    found = ranked(candidates)
    assert sorted(map(repr, found)) == sorted(map(repr, candidates))
    if len({c.text for c in candidates} - {""}) == 1:
        assert [c for c in found if c.text] == [c for c in candidates if c.text]
