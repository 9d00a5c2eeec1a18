"""Figures of a brief and the periods that they are told of."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.periods import in_period
from summarizer.types import Task

TRADE = (
    "1—7月，青田区进出口总值36.2亿元，增长8.1%。7月当月，全区进出口4.7亿元，下降6.3%。\n"
    "1—7月，全区对东盟进出口10.8亿元。民营企业进出口31.5亿元，占全区外贸总值的87.0%。"
    "7月末，备案企业312家。8月5日，区商务局培训企业27家。\n"
    "区里有外贸综合服务企业9家。局长林岳介绍，将组织43家企业参展。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        (TRADE, True),
        ("7月当月，全区进出口4.7亿元，下降6.3%；民营企业进出口31.5亿元。", False),
        ("7月当月，全区进出口4.7亿元。民营企业进出口31.5亿元。", False),
        ("前7个月，青田区进出口总值36.2亿元。民营企业进出口31.5亿元。", True),
        ("今年1—7月，青田区进出口4.7亿元，下降6.3%。", False),
        ("7月当月，全区进出口4.7亿元。1—7月，民营企业进出口31.5亿元。", True),
        ("1—7月，进出口总值36.2亿元。7月末，备案企业312家。", True),
        ("7月当月，全区进出口4.7亿元。8月5日，区商务局培训企业27家。", True),
        ("7月当月，全区进出口4.7亿元。区里有外贸综合服务企业9家。", True),
        ("7月当月，全区进出口4.7亿元。林岳介绍，将组织43家企业参展。", True),
        ("区商务局召开7月外贸分析会。民营企业进出口31.5亿元。", True),
    ],
)
def test_a_figure_keeps_its_period(output: str, passed: bool) -> None:
    assert in_period(Checker(TRADE).view(Task.BRIEF, output)).passed is passed


def test_half_a_year_is_six_months() -> None:
    source = "1—6月，全县用电量3.1亿千瓦时。6月份，全县用电量6120万千瓦时。"
    output = "上半年，全县用电量3.1亿千瓦时。"
    assert in_period(Checker(source).view(Task.BRIEF, output)).passed
