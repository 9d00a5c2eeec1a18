"""Passages that are copied twice."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.repeating import once
from summarizer.types import Task

SOURCE = (
    "6月5日，云岭县委副书记、县长林岳主持召开会议，县交警大队查处客车超员6起、货车超载15起。"
    "会议还审议了《云岭县电梯安全专项整治实施方案》，同意设立专班。"
    "会议指出，要抓好电梯安全排查整治。会议强调，要抓好电梯安全排查整治。"
)
PLAN = "《云岭县电梯安全专项整治实施方案》"
CASES = [
    (f"会议还审议了{PLAN}，同意设立专班。会议审议了{PLAN}。", False),
    ("查处客车超员6起、货车超载15起。县交警大队查处客车超员6起、货车超载15起。", False),
    (f"会议还审议了{PLAN}，同意设立专班。{PLAN}同意设立专班。", True),
    ("会议指出，要抓好电梯安全排查整治。会议强调，要抓好电梯安全排查整治。", True),
    ("云岭县委副书记、县长林岳主持会议。云岭县委副书记、县长林岳强调。", True),
    ("县交警大队查处客车超员6起。会议审议了方案。", True),
]


@pytest.mark.parametrize(("output", "passed"), CASES, ids=[c[0] for c in CASES])
def test_a_passage_is_copied_once(output: str, passed: bool) -> None:
    assert once(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed
