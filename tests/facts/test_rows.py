"""Rows of leaders, and names that stand before another one's post."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "连日来，云岭县四套班子领导看望一线职工。区长沈山舟，县人大常委会主任韩顺平，县政协主席陈志广分路慰问。"
    "副县长罗明、汪潮、邓石、何苇参加慰问。"
)


def failed(output: str, task: Task = Task.BRIEF) -> set[str]:
    return {c.kind for c in Checker(SOURCE).check(task, output) if c.passed is False}


@pytest.mark.parametrize(
    "output",
    [
        "副县长罗明、汪潮、邓石、何苇参加慰问。",
        "副县长罗明、邓石等参加慰问。",
        "副县长罗明、汪潮参加慰问。",
        "区长沈山舟，县人大常委会主任韩顺平，县政协主席陈志广分路慰问。",
    ],
)
def test_rows_that_say_so_pass(output: str) -> None:
    assert failed(output) == set()


def test_a_name_dropped_from_the_middle_of_a_row_fails() -> None:
    assert "order" in failed("副县长罗明、邓石、何苇参加慰问。")


def test_a_headline_may_name_some() -> None:
    assert "order" not in failed("罗明、邓石慰问一线职工", Task.HEADLINE)


def test_nobody_comes_twice_in_a_row() -> None:
    assert "order" in failed("副县长罗明、汪潮、罗明参加慰问。")


def test_nobody_meets_oneself() -> None:
    source = "欢迎仪式后，县长林岳同清河市市长范明山会谈。林岳指出，要加强合作。"
    checker = Checker(source)
    bad = checker.check(Task.BRIEF, "林岳同市长林岳会谈。")
    assert "同一句中人名重复" in {c.reason for c in bad}
    good = checker.check(Task.BRIEF, "林岳同市长范明山会谈。林岳指出，要加强合作。")
    assert all(c.passed is not False for c in good)


def test_a_clause_may_name_somebody_twice_where_the_source_does() -> None:
    source = "会议学习林岳书记在县委会议上的讲话精神和林岳书记在柳湾镇调研时的要求。"
    assert all(c.passed is not False for c in Checker(source).check(Task.BRIEF, source))


def test_a_name_without_its_post_does_not_stand_before_another_post() -> None:
    assert "pairs" in failed("沈山舟，县人大常委会主任韩顺平，县政协主席陈志广分路慰问。")


def test_the_post_comes_back() -> None:
    checks = Checker(SOURCE).check(Task.BRIEF, "沈山舟，县人大常委会主任韩顺平分路慰问。")
    assert [c.source for c in checks if c.kind == "pairs"] == ["区长沈山舟"]


VISIT = (
    "省政协副主席洪万里来青田县视察。市政协主席桂长河，副市长麦国安，县委书记田文海，"
    "县政协主席柏志林，县委副书记、县长江海帆陪同。桂长河要求，要办好提案。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县委书记田文海，县委副书记、县长江海帆陪同。", False),  # two posts of one man end no row
        ("市政协主席桂长河，副市长麦国安，县委书记田文海，县委副书记、县长江海帆陪同。", False),
        # one of the lost is told later, the other is not
        ("市政协主席桂长河，县政协主席柏志林陪同。田文海参加。", False),
        ("县委书记田文海，县委副书记、县长江海帆等陪同。", True),
        ("县委书记田文海，县委副书记、县长江海帆陪同。县政协主席柏志林参加。", True),
        ("县委书记田文海，县政协主席柏志林，县委副书记、县长江海帆陪同。", True),
        ("县委书记田文海会见来宾，县委副书记、县长江海帆陪同。", True),
    ],
)
def test_nobody_is_left_out_before_a_man_with_two_posts(output: str, passed: bool) -> None:
    checks = Checker(VISIT).check(Task.BRIEF, output)
    assert ("名单中漏掉人名" not in {c.reason for c in checks}) is passed
