"""Demands that lost their 要 and read as results."""

from __future__ import annotations

import pytest

from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.targets import target
from summarizer.types import Task

SOURCE = (
    "3月18日，云岭县委副书记、县长林岳主持召开全县经济运行调度会。"
    "1至2月，全县社会消费品零售总额增长4.3%。\n"
    "林岳强调，要抢抓工业生产，一季度规上工业增加值增长7%；要落实播种面积96万亩，"
    "力争全年粮食产量达到14亿斤。林岳指出，去年全县一般公共预算收入增长5.1%。"
)
MEETING = "3月18日，云岭县委副书记、县长林岳主持召开全县经济运行调度会。"


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        (f"{MEETING}林岳强调，一季度规上工业增加值增长7%。", False),
        (f"{MEETING}林岳强调，要抢抓工业生产，一季度规上工业增加值增长7%。", True),
        (f"{MEETING}林岳强调，落实播种面积96万亩。", True),
        (f"{MEETING}林岳强调，力争全年粮食产量达到14亿斤。", True),
        (f"{MEETING}林岳指出，去年全县一般公共预算收入增长5.1%。", True),
        (f"{MEETING}全县社会消费品零售总额增长4.3%。", True),
    ],
)
def test_a_demand_does_not_read_as_a_result(output: str, passed: bool) -> None:
    assert target(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


def test_the_clause_with_the_demand_is_put_back() -> None:
    text = f"{MEETING}林岳强调，一季度规上工业增加值增长7%。"
    checker = Checker(SOURCE)
    copied = tuple(checker.view(Task.BRIEF, text).places)
    whole, places = completed(text, copied, checker, None)
    assert whole == f"{MEETING}林岳强调，要抢抓工业生产，一季度规上工业增加值增长7%。"
    assert len(places) == len(whole)
