"""Which clauses of an article make a brief, and which cannot follow one another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.condensing import condense
from summarizer.statements import leads, says
from tests.bulletins import MEETING, STATISTICS

WORK = (
    "为推进防汛工作，5月12日，清河县副县长林岳到石门镇检查水库除险加固工程。"
    "林岳先后察看了坝体和溢洪道，详细了解物资储备情况。"
    "他强调，一要压实防汛责任，二要加强巡查值守，三要备足抢险物资。"
    "县水利局负责人陪同检查。"
)


def printed(text: str, limit: int, *wanted: str) -> list[str]:
    """The sentences of the brief when ``wanted`` words matter and hardly anything else."""
    worth = np.full(len(text), 0.11, np.float32)
    for words in wanted:
        at = text.index(words)
        worth[at : at + len(words)] = 0.9
    return ["".join(span.of(text) for span in found) for found in condense(text, limit, worth)]


def test_the_first_statement_is_printed_and_what_matters_most() -> None:
    found = printed(WORK, 60, "县水利局负责人陪同检查")
    assert found[0].startswith(("为推进防汛工作", "5月12日"))
    assert found[-1] == "县水利局负责人陪同检查。"


def test_circumstances_make_room() -> None:
    text = "为深入贯彻落实全县防汛工作会议精神，清河县副县长林岳到石门镇检查水库。"
    assert printed(text, 30, "检查水库") == ["清河县副县长林岳到石门镇检查水库。"]


def test_who_speaks_is_printed_with_what_is_said() -> None:
    found = printed(WORK, 80, "加强巡查值守")
    assert found[-1].startswith("他强调，")
    assert "加强巡查值守" in found[-1]


def test_he_needs_the_sentence_that_names_him() -> None:
    found = printed(WORK, 190, "他强调", "三要备足抢险物资")
    assert found[1].startswith("林岳先后")


def test_members_of_a_list_lose_their_numbers() -> None:
    assert not any(mark in "".join(printed(WORK, 190, WORK)) for mark in ("一要", "二要", "三要"))


def test_title_dateline_and_credit_before_the_first_sentence_are_no_news() -> None:
    title = "原标题：林岳检查防汛工作林岳检查防汛工作"
    assert printed(title + "本报讯（记者 冯书远）" + WORK, 190, WORK) == printed(WORK, 190, WORK)


@pytest.mark.parametrize("words", ["“老人家，慢点走，我扶您上车。”", "“慢点走！”"])
def test_words_with_which_a_report_opens_begin_no_brief(words: str) -> None:
    assert printed(words + WORK, 190, words, WORK)[0] == printed(WORK, 190, WORK)[0]
    assert printed("“防汛责任要压实到人。”", 190) == ["“防汛责任要压实到人。”"]  # nothing else


def test_nothing_fits() -> None:
    assert printed("云岭县委副书记县长林岳主持召开全县防汛备汛工作会议。", 10) == []
    assert printed("", 60) == []


@pytest.mark.parametrize("text", [MEETING, STATISTICS, WORK])
@given(limit=st.integers(20, 190), seed=st.integers(0, 99))
def test_spans_are_in_order_within_the_limit_and_end_in_statements(
    text: str, limit: int, seed: int
) -> None:
    worth = np.random.default_rng(seed).random(len(text), np.float32)
    sentences = condense(text, limit, worth)
    spans = [span for sentence in sentences for span in sentence]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(len(span) for span in spans) <= limit
    for sentence in sentences:
        assert says(sentence[-1].of(text))
        assert not leads(sentence[-1].of(text))
