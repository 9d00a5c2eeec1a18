"""What a source denies, and what it only intends, is not told as news."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

RUMOUR = (
    "针对网传“柳河小学50多名学生食物中毒、1人死亡”的消息，云岭县公安局6月7日通报称，经查，该消息不实。"
    "6月5日，该校有6名学生因感冒请假，未发生食物中毒事件。造谣者高某某被处行政拘留七日。\n"
    "清河大桥已经垮塌系谣言。网上流传青石乡山体滑坡的视频，经核查，该视频与事实不符。"
    "网民陈某发布超市食品有毒的虚假信息，被拘留。“夏季治安整治”行动启动，公安机关打击网络谣言。"
)
APPOINTMENTS = (
    "林岳，男，现任县政府副县长，拟任县委常委；高晓棠，女，现任县教育局局长，拟提名为副县长人选。"
)


def reasons(output: str, source: str) -> set[str]:
    checks = Checker(source).check(Task.BRIEF, output)
    return {c.reason for c in checks if c.passed is False and c.kind == "polarity"}


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("柳河小学50多名学生食物中毒1人死亡", False),
        ("“柳河小学50多名学生食物中毒、1人死亡”消息", False),
        ("云岭县公安局通报“柳河小学50多名学生食物中毒”消息", False),
        ("云岭县公安局通报“柳河小学50多名学生食物中毒”消息不实", True),
        ("网传“柳河小学50多名学生食物中毒、1人死亡”。云岭县公安局通报。", True),
        ("“柳河小学50多名学生食物中毒、1人死亡”。经查，该消息不实。", True),
        ("“柳河小学50多名学生食物中毒”。造谣者高某某被处行政拘留七日。", False),
        ("清河大桥已经垮塌。", False),
        ("清河大桥已经垮塌系谣言。", True),
        ("青石乡山体滑坡", False),
        ("陈某发布超市食品有毒的虚假信息，被拘留。", True),
        ("超市食品有毒", False),
        ("“夏季治安整治”行动启动。", True),
        ("该校有6名学生因感冒请假，未发生食物中毒事件。", True),
    ],
)
def test_a_denied_rumour_is_no_news(output: str, passed: bool) -> None:
    assert ("原文否认此事" not in reasons(output, RUMOUR)) is passed


def test_a_rumour_that_is_confirmed_is_news() -> None:
    source = "网传“青石乡山路塌方，3辆车被埋”。青石乡政府证实，塌方属实，救援正在进行。"
    assert not reasons("青石乡山路塌方，3辆车被埋。", source)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("高晓棠：提名为副县长人选", False),
        ("高晓棠拟提名为副县长人选", True),
        ("林岳任县委常委", False),
        ("林岳拟任县委常委", True),
        ("林岳将任县委常委", True),
        ("林岳现任县政府副县长", True),
    ],
)
def test_what_is_intended_is_not_done(output: str, passed: bool) -> None:
    found = reasons(output, APPOINTMENTS)
    assert ("原文是“拟”，尚未决定" not in found) is passed
