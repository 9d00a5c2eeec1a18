"""Tasks keep those to whom they were given."""

from __future__ import annotations

import pytest

from summarizer.addressing import unaddressed
from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.severed import addressed
from summarizer.types import Task

SOURCE = (
    "4月8日，云岭县县长林岳主持召开春灌调度会。林岳要求，县水务局要抓紧清淤，4月20日前疏通干渠9条；"
    "县供电公司要加强巡线，4月12日前检修泵站变压器31台；据气象部门预报，4月中旬多雨，"
    "松坪乡、柳河镇要抢抓晴天，力争4月底前栽完早稻2万亩；其他乡镇（街道）要备足秧盘，不误农时；"
    "各乡镇要压实责任，守住用水安全底线；企业要落实主体责任，定期自查；要坚持疏堵结合，及时排除积水；"
    "县财政局要统筹资金，县审计局负责监督，并在5月底前通报；县农技站要分片包干，"
    "对低温烂秧的田块，要逐户指导补种；县气象局下一步将联合水文站加密测报，每天会商1次。"
)
HELD = "4月8日，云岭县县长林岳主持召开春灌调度会。林岳要求，"

LOST = [
    (
        "县水务局要抓紧清淤，4月12日前检修泵站变压器31台。",
        "县水务局要抓紧清淤；县供电公司4月12日前检修泵站变压器31台。",
    ),
    ("力争4月底前栽完早稻2万亩。", "松坪乡、柳河镇要力争4月底前栽完早稻2万亩。"),
    ("4月20日前疏通干渠9条。", "县水务局4月20日前疏通干渠9条。"),
    (
        "县水务局要抓紧清淤；力争4月底前栽完早稻2万亩。",
        "县水务局要抓紧清淤；松坪乡、柳河镇要力争4月底前栽完早稻2万亩。",
    ),
    ("下一步将联合水文站加密测报。", "县气象局下一步将联合水文站加密测报。"),
    ("要抢抓晴天。", "松坪乡、柳河镇要抢抓晴天。"),
    ("不误农时。", "其他乡镇（街道）要不误农时。"),
    (
        "对低温烂秧的田块，要逐户指导补种。",
        "县农技站对低温烂秧的田块，要逐户指导补种。",
    ),
]
KEPT = [
    "县水务局要抓紧清淤，4月20日前疏通干渠9条。",
    "县水务局要抓紧清淤。4月20日前疏通干渠9条。",
    "县供电公司4月12日前检修泵站变压器31台。",
    "县水务局要4月20日前疏通干渠9条；松坪乡、柳河镇要力争4月底前栽完早稻2万亩。",
    "县气象局下一步将联合水文站加密测报，每天会商1次。",
    "守住用水安全底线。",
    "定期自查。",
    "要坚持疏堵结合，及时排除积水。",
    "及时排除积水。",
    "县审计局负责监督，并在5月底前通报。",
    "并在5月底前通报。",
]


@pytest.mark.parametrize(("told", "whole"), LOST)
def test_a_task_without_those_who_have_to_gets_them_back(told: str, whole: str) -> None:
    checker = Checker(SOURCE)
    view = checker.view(Task.BRIEF, HELD + told)
    assert not addressed(view).passed
    text, places = completed(HELD + told, view.places, checker, None)
    assert text == HELD + whole
    assert all(SOURCE[p] == c for p, c in zip(places, text, strict=True) if p >= 0)
    assert addressed(checker.view(Task.BRIEF, text)).passed


@pytest.mark.parametrize("told", KEPT)
def test_what_everybody_has_to_do_or_is_addressed_passes(told: str) -> None:
    assert addressed(Checker(SOURCE).view(Task.BRIEF, HELD + told)).passed


def test_the_source_passes_and_the_verdict_names_who_has_to() -> None:
    checker = Checker(SOURCE)
    assert addressed(checker.view(Task.BRIEF, SOURCE)).passed
    cut = unaddressed(checker.view(Task.BRIEF, HELD + "力争4月底前栽完早稻2万亩。"))
    assert cut is not None
    assert cut.reason == "原文中这是松坪乡、柳河镇的任务，应写明由谁去做"


def test_what_leans_on_the_clause_before_gets_nobody() -> None:
    source = "林岳要求，县水务局要抓紧清淤，并于4月20日前疏通干渠9条；县供电公司要加强巡线。"
    checker = Checker(source)
    cut = unaddressed(checker.view(Task.BRIEF, "林岳要求，并于4月20日前疏通干渠9条。"))
    assert cut is not None
    assert cut.lost is None
