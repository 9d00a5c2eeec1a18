"""What is told of the scene is nobody's words, though it follows them."""

from __future__ import annotations

import pytest

from summarizer.binding import attributed
from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "5月12日，云岭县石门镇举办采茶节，副县长高晓棠出席。"
    "高晓棠指出，茶农要守住品质，把春茶卖出好价钱。"
    "采茶节现场，石门镇同7家茶企订下购销合同，合同总额3500万元，其中白茶1400万元。"
    "林岳表示，县茶叶中心将派人驻村指导，明年扩种茶园800亩。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("高晓棠指出，同7家茶企订下购销合同，合同总额3500万元，明年扩种茶园800亩。", False),
        ("高晓棠指出，茶农要守住品质，把春茶卖出好价钱。", True),
        ("采茶节现场，石门镇同7家茶企订下购销合同。林岳表示，明年扩种茶园800亩。", True),
    ],
)
def test_what_happened_at_the_scene_is_not_said(output: str, passed: bool) -> None:
    found = Checker(SOURCE).check(Task.BRIEF, "5月12日，云岭县石门镇举办采茶节。" + output)
    assert any(c.kind == "speaker" and c.passed is False for c in found) is not passed


AGREED = (
    "7月6日，松坪县县长乔远山会见恒越公司总经理费思齐。费思齐介绍，公司拥有三个生产基地。"
    "双方商定，8月1日前互派工作专班，力争年内签订投资协议。乔远山说，松坪交通便利。"
    "双方要加强对接，把合作事项落到实处。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("费思齐介绍，8月1日前互派工作专班，力争年内签订投资协议。", False),
        ("双方商定，8月1日前互派工作专班，力争年内签订投资协议。", True),
        ("费思齐介绍，公司拥有三个生产基地。双方商定，8月1日前互派工作专班。", True),
        ("乔远山说，双方要加强对接，把合作事项落到实处。", True),
    ],
)
def test_what_both_sides_agreed_is_nobodys_words(output: str, passed: bool) -> None:
    met = "7月6日，松坪县县长乔远山会见恒越公司总经理费思齐。"
    view = Checker(AGREED).view(Task.BRIEF, met + output)
    assert attributed(view).passed is passed


def test_nobody_is_put_before_what_both_sides_agreed() -> None:
    text = "7月6日，松坪县县长乔远山会见恒越公司总经理费思齐，8月1日前互派工作专班。"
    checker = Checker(AGREED)
    places = checker.view(Task.BRIEF, text).places
    assert "费思齐介绍" not in completed(text, places, checker, None)[0]
