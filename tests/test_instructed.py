"""What stands behind 批示指出."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.instructed import instructed
from summarizer.types import Task

SOURCE = (
    "全县秋粮生产工作会议20日召开。县委书记陈望川作出批示指出，秋粮是全年粮食的大头，"
    "要切实抓好田间管理。副县长林岳出席会议并讲话。林岳指出，要抓好防灾减灾，组织好秋收机具调度。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县委书记陈望川作出批示指出，秋粮是全年粮食的大头。", True),
        ("县委书记陈望川作出批示指出，要切实抓好田间管理。", True),
        ("县委书记陈望川作出批示指出，要抓好防灾减灾。", False),
        ("县委书记陈望川作出批示指出，副县长林岳出席会议并讲话。", False),
        ("副县长林岳出席会议并讲话。林岳指出，要抓好防灾减灾。", True),
    ],
)
def test_an_instruction_is_followed_by_its_own_words(output: str, passed: bool) -> None:
    assert instructed(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed
