"""What is told of the scene is nobody's words, though it follows them."""

from __future__ import annotations

import pytest

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
