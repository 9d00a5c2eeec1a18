"""Evidence: source order, the budget, the lead, and speakers kept with their words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.selecting import select
from summarizer.types import Task
from tests.bulletins import MEETING, SHORT


def marked(text: str, *wanted: str) -> np.ndarray:
    salience = np.full(len(text), 0.1, dtype=np.float32)
    for words in wanted:
        start = text.index(words)
        salience[start : start + len(words)] = 0.9
    return salience


def test_a_short_article_is_read_whole() -> None:
    found = select(SHORT, Task.BRIEF)
    assert (found.text, found.share, found.how) == (SHORT, 1.0, "whole")


@pytest.mark.parametrize("how", ["rules", "salience"])
def test_evidence_is_the_source_in_order_within_the_budget(how: str) -> None:
    salience = marked(MEETING, "柳湾镇、石门乡作了交流发言。") if how == "salience" else None
    found = select(MEETING, Task.BRIEF, budget=150, salience=salience)
    assert found.how == how
    assert len(found.text) <= 150 + MEETING.count("\n")
    source = [MEETING[i] for i in found.origin.positions()]
    differing = {(a, b) for a, b in zip(found.text, source, strict=True) if a != b}
    assert differing <= {("。", "，"), ("。", "；")}
    assert found.text.startswith("5月12日，") or found.text.startswith("5月12日。")
    assert found.share == pytest.approx(len(found.text) / len(MEETING))


TABLE = "站点 降雨量 同比\n柳湾镇 52.3 +12%\n石桥镇 48.1 -3%"


@pytest.mark.parametrize("budget", [20, 300])
def test_rows_of_a_table_are_not_written_on_from(budget: int) -> None:
    found = select(f"县气象局通报降雨情况。\n{TABLE}\n{SPEECHES}", Task.BRIEF, budget=budget)
    assert found.text.startswith("县气象局通报降雨情况。")
    assert not any(row in found.text for row in ("站点", "柳湾镇", "石桥镇"))
    assert found.share < 1
    assert select(TABLE, Task.BRIEF, budget=budget).text  # nothing else is there


def test_the_speaker_comes_with_the_words() -> None:
    wanted = "要对全县23座小型水库、118处山洪灾害隐患点开展拉网式排查，"
    found = select(MEETING, Task.BRIEF, budget=90, salience=marked(MEETING, wanted))
    assert "林岳指出，要对全县23座小型水库" in found.text.replace("。要", "，要")


def test_words_of_another_paragraph_take_no_speaker() -> None:
    wanted = "柳湾镇、石门乡作了交流发言。"
    found = select(MEETING, Task.BRIEF, budget=60, salience=marked(MEETING, wanted))
    assert "强调" not in found.text
    assert found.text.endswith(wanted)


SPEECHES = (
    "林岳表示，形势不容乐观，雨还要下。要抢修水毁工程。其中，险段有三处，都要有人看守。\n"
    "高晓棠说，镇里有人。"
)


@pytest.mark.parametrize(
    ("wanted", "evidence"),
    [
        (["林岳表示，", "要抢修水毁工程。"], "林岳表示，要抢修水毁工程。"),
        (["林岳表示，", "镇里有人。"], "高晓棠说，镇里有人。"),
        (["林岳表示，", "雨还要下。", "其中，"], "林岳表示，雨还要下。"),
        (["林岳表示，", "形势不容乐观，"], "林岳表示，形势不容乐观。"),
        (["林岳表示，"], "林岳表示，"),
    ],
    ids=["the next sentence", "the next paragraph", "among them", "a clause", "alone"],
)
def test_who_speaks_leads_to_what_is_said(wanted: list[str], evidence: str) -> None:
    budget = sum(map(len, wanted)) + 4 * ("镇里有人。" in wanted) + 1
    found = select(SPEECHES, Task.BRIEF, budget=budget, salience=marked(SPEECHES, *wanted))
    assert found.text == evidence
    assert len(found.origin) == len(evidence)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["林岳指出，", "要抓好落实，", "会议召开。", "\n", "备足物资；", "“好”"])
    ),
    st.integers(8, 80),
    st.booleans(),
)
def test_any_text_gives_mapped_evidence(parts: list[str], budget: int, salient: bool) -> None:
    text = "".join(parts)
    salience = np.linspace(0, 1, len(text), dtype=np.float32) if salient else None
    found = select(text, Task.HEADLINE, budget=budget, salience=salience)
    assert len(found.origin) == len(found.text)
    assert 0.0 <= found.share <= 1.0
