"""Bans and what is excepted from them."""

from __future__ import annotations

import pytest

from summarizer.excepted import excepted
from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "云岭县人民政府决定，11月1日至次年4月30日，任何单位和个人不得在林区野外用火；"
    "因特殊情况确需用火的，必须报经县人民政府批准。10月20日5时至12时，滨河路全段禁止一切车辆通行"
    "（救护车、消防车除外）。餐饮场所一律停止使用50公斤气瓶，但尚未通管道天然气的集镇除外。"
    "禁牧区内一律不得放牧，但形势依然严峻。5月底前小煤窑全部关闭。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("11月1日至次年4月30日，任何单位和个人不得在林区野外用火。", False),
        (
            "任何单位和个人不得在林区野外用火；因特殊情况确需用火的，必须报经县人民政府批准。",
            True,
        ),
        ("10月20日5时至12时，滨河路全段禁止一切车辆通行。", False),
        ("10月20日5时至12时，滨河路全段禁止一切车辆通行（救护车、消防车除外）。", True),
        ("餐饮场所一律停止使用50公斤气瓶。", False),
        ("餐饮场所一律停止使用50公斤气瓶，但尚未通管道天然气的集镇除外。", True),
        ("禁牧区内一律不得放牧。", True),
        ("5月底前小煤窑全部关闭。", True),
        ("不得放火烧山。", True),
    ],
)
def test_a_ban_keeps_its_exception(output: str, passed: bool) -> None:
    assert excepted(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


NOTICE = (
    "松坪供电公司11月3日8时起对下列线路停电：10千伏柳河线（柳河小学、柳河卫生院除外），"
    "10千伏东湾线全线。停电期间禁止在线路下垂钓，抢修人员除外。除医院外，电梯一律停用。"
)


@pytest.mark.parametrize(
    ("told", "passed"),
    [
        ("松坪供电公司11月3日8时起对下列线路停电：10千伏柳河线，10千伏东湾线全线。", False),
        ("停电期间禁止在线路下垂钓。", False),
        (
            "松坪供电公司11月3日8时起对下列线路停电：10千伏柳河线（柳河小学、柳河卫生院除外）。",
            True,
        ),
        ("松坪供电公司11月3日8时起对下列线路停电：10千伏东湾线全线。", True),
        ("停电期间禁止在线路下垂钓，抢修人员除外。", True),
        ("除医院外，电梯一律停用。", True),
        ("松坪供电公司11月3日8时起停电。", True),
    ],
)
def test_what_is_forbidden_keeps_its_exception(told: str, passed: bool) -> None:
    assert excepted(Checker(NOTICE).view(Task.BRIEF, told)).passed is passed
