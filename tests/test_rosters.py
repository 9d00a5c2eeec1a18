"""Lists of persons are told to their end, or with 等."""

from __future__ import annotations

import pytest

from summarizer.choosing import verify
from summarizer.facts.check import Checker
from summarizer.rosters import appointed, decided, to_the_last
from summarizer.types import Task

MEETING = (
    "5月12日，云岭县召开防汛工作会议。县长林岳主持会议并讲话。"
    "县领导周敏、何川、高晓棠参加会议。会后，周敏、何川检查水库。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县领导周敏、何川参加会议。", False),
        ("县领导周敏、何川等参加会议。", True),
        ("县领导周敏、何川、高晓棠参加会议。", True),
        ("会后，周敏、何川检查水库。", True),
        ("县领导周敏、何川参加会议，高晓棠一同参加。", True),
    ],
)
def test_a_row_keeps_its_end_or_says_so(output: str, passed: bool) -> None:
    view = Checker(MEETING).view(Task.BRIEF, "5月12日，云岭县召开防汛工作会议。" + output)
    assert to_the_last(view).passed is passed


SITTING = (
    "5月12日，云岭县人大常委会举行会议。会议任命林岳、周敏、何川为云岭县人民法院审判员，"
    "任命高晓棠为县教育局局长、陈知远为县财政局局长、吴立夏为县水利局局长。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("会议任命高晓棠为县教育局局长。", True),
        ("会议任命高晓棠为县教育局局长、吴立夏为县水利局局长。", True),
        ("会议任命林岳、周敏、何川为云岭县人民法院审判员。", True),
        ("会议任命林岳、周敏等为云岭县人民法院审判员。", True),
        ("会议任命林岳、周敏等3人为云岭县人民法院审判员。", True),
        ("会议任命林岳、周敏为云岭县人民法院审判员。", False),
        ("会议任命林岳为云岭县人民法院审判员。", False),
    ],
)
def test_who_is_appointed_with_others_is_not_alone(output: str, passed: bool) -> None:
    checker = Checker(SITTING)
    assert appointed(checker.view(Task.BRIEF, output)).passed is passed


def test_a_model_is_held_to_it() -> None:
    checks = verify(Task.BRIEF, "5月12日，会议任命林岳为云岭县人民法院审判员。", Checker(SITTING))
    assert "任免名单中漏掉人名" in {check.reason for check in checks}


@pytest.mark.parametrize(
    "output",
    [
        "会议任命高晓棠、陈知远为县财政局局长。",
        "会议任命高晓棠为县教育局局长、陈知远为县水利局局长。",
        "会议任命林岳、周敏、高晓棠为云岭县人民法院审判员。",
    ],
)
def test_nobody_gets_what_the_next_one_of_the_list_got(output: str) -> None:
    assert any(c.passed is False for c in Checker(SITTING).check(Task.BRIEF, output))


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("会议决定任命林岳为云岭县副县长，免去周敏的县教育局局长职务。", True),
        ("决定任命：林岳为云岭县副县长；免去周敏的县教育局局长职务。", True),
        ("林岳为云岭县副县长。", False),
        ("会议决定任命林岳为云岭县副县长。周敏的县教育局局长职务。", False),
    ],
)
@pytest.mark.parametrize("task", list(Task))
def test_a_post_is_given_or_taken_in_so_many_words(task: Task, output: str, passed: bool) -> None:
    source = (
        "5月12日，会议决定任命：林岳为云岭县副县长；高晓棠为县财政局局长。"
        "免去：周敏的县教育局局长职务。"
    )
    assert decided(Checker(source).view(task, output)).passed is passed
