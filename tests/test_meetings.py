"""Meetings of two days and of two bodies in what the model writes."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.meetings import own_day, own_sitting
from summarizer.types import Task

TWO = (
    "3月4日，市委常委会召开会议，市委书记秦明远主持会议。3月6日上午，青田县委书记林志坚主持召开县委常委会"
    "（扩大）会议，传达学习市委常委会会议精神，县长周文海出席会议。会议强调，3月20日前完成排查。"
)
CRASH = "7月19日晚，一处工地发生坍塌。20日上午，市政府召开视频会议，市长林志坚出席并通报情况。"


@pytest.mark.parametrize(
    ("source", "output", "passed"),
    [
        (TWO, TWO, True),
        (TWO, "3月4日，市委常委会召开会议，青田县委书记林志坚主持召开县委常委会会议。", False),
        (TWO, "3月4日，市委常委会召开会议，县长周文海出席会议。", False),
        (TWO, "3月6日，青田县委书记林志坚主持召开县委常委会会议，县长周文海出席会议。", True),
        (TWO, "3月4日，市委常委会召开会议。青田县委书记林志坚主持召开县委常委会会议。", True),
        (TWO, "3月6日，林志坚主持召开县委常委会会议，传达学习市委常委会会议精神。", True),
        (CRASH, "7月20日，市政府召开会议，通报工地坍塌，市长林志坚出席。", True),
        (
            "每月8日、22日上午，专家坐诊。6月8日，义诊活动举行。",
            "6月8日，义诊活动举行，专家坐诊。",
            True,
        ),
    ],
)
def test_a_meeting_keeps_its_day(source: str, output: str, passed: bool) -> None:
    check = own_day(Checker(source).view(Task.BRIEF, output))
    assert check.passed is passed
    assert passed or check.reason == "原文说的是3月6日上午"


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("林志坚主持召开市委常委会会议", False),
        ("林志坚主持召开县委常委会会议", True),
        ("林志坚主持召开青田县委常委会（扩大）会议", True),
        ("青田县委常委会召开会议", True),
        ("林志坚主持召开县委常委会会议 传达学习市委常委会会议精神", True),
        ("林志坚主持召开会议 传达学习市委常委会会议精神", True),
    ],
)
def test_nobody_holds_the_meeting_of_another_level(output: str, passed: bool) -> None:
    assert own_sitting(Checker(TWO).view(Task.HEADLINE, output)).passed is passed
