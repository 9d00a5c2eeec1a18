"""任命 and 免去 keep their persons, and the persons their posts."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

NOTICE = (
    "任命：\n张敏为云岭县人民政府副县长；\n王磊为云岭县监察委员会副主任。\n"
    "免去：\n李三才的云岭县人民政府副县长职务；\n吴越的云岭县财政局局长职务。"
)
ONE_LINE = NOTICE.replace("\n", "")
TOLD = (
    "会议决定接受林岳辞去副县长职务的请求，任命尹安、高晓棠为副县长，"
    "免去尹安的县教育局局长职务，任命顾长明为县教育局局长。"
)


def kinds(source: str, output: str, task: Task = Task.BRIEF) -> set[str]:
    return {c.kind for c in Checker(source).check(task, output) if c.passed is False}


@pytest.mark.parametrize("source", [NOTICE, ONE_LINE])
@pytest.mark.parametrize(
    "output",
    [
        "任命张敏为云岭县人民政府副县长。",
        "任命：张敏为云岭县人民政府副县长；王磊为云岭县监察委员会副主任。",
        "任命王磊为县监察委员会副主任，免去李三才的云岭县人民政府副县长职务。",
        "免去吴越的云岭县财政局局长职务。",
        "张敏任云岭县副县长，免去李三才的副县长职务。",
    ],
)
def test_changes_of_posts_as_they_were_decided_pass(source: str, output: str) -> None:
    assert kinds(source, output) == set()


CANDIDATES = (
    "现将拟任职干部公示如下：\n林岳，男，1979年8月生，现任县政府副县长，拟任县委常委；\n"
    "周敏，女，满族，1981年11月生，现任县发改局局长，拟提名为副县长人选。"
)


@pytest.mark.parametrize("source", [CANDIDATES, CANDIDATES.replace("\n", "")])
@pytest.mark.parametrize(
    ("output", "true"),
    [
        (
            "林岳，现任县政府副县长，拟任县委常委；周敏，现任县发改局局长，拟提名为副县长人选。",
            True,
        ),
        ("周敏，1981年11月生，拟提名为副县长人选。", True),
        ("林岳，现任县政府副县长，拟任县委常委；拟提名为副县长人选。", False),
        ("周敏，女，拟任县委常委。", False),
    ],
)
def test_what_a_candidate_is_to_become_is_his_own(source: str, output: str, true: bool) -> None:
    assert ("pairs" in kinds(source, output)) is not true


@pytest.mark.parametrize("source", [NOTICE, ONE_LINE])
@pytest.mark.parametrize(
    "output",
    [
        "任命李三才为云岭县人民政府副县长。",
        "免去张敏的云岭县人民政府副县长职务。",
        "免去王磊的云岭县监察委员会副主任职务。",
        "任命：张敏为云岭县监察委员会副主任。",
        "任命：张敏为云岭县人民政府副县长；吴越的云岭县财政局局长职务。",
        "李三才任云岭县人民政府副县长。",
    ],
)
def test_changes_of_posts_exchanged_fail(source: str, output: str) -> None:
    assert kinds(source, output)


@pytest.mark.parametrize(
    ("output", "true"),
    [
        ("会议任命尹安、高晓棠为副县长。", True),
        ("会议任命尹安为副县长，免去其县教育局局长职务。", True),
        ("会议接受林岳辞去副县长职务的请求，任命顾长明为县教育局局长。", True),
        ("会议任命林岳、高晓棠为副县长。", False),
        ("会议任命尹安为县教育局局长。", False),
        ("会议任命顾长明为副县长。", False),
    ],
)
def test_one_sentence_may_tell_of_both(output: str, true: bool) -> None:
    assert (not kinds(TOLD, output)) == true


def test_a_headline_appoints_nobody_who_was_removed() -> None:
    assert kinds(ONE_LINE, "李三才任云岭县副县长", Task.HEADLINE)
    assert not kinds(ONE_LINE, "张敏任云岭县副县长", Task.HEADLINE)


def test_a_second_post_behind_a_word_is_nobodys_name() -> None:
    source = "会议决定任命林岳为副县长、决定为代理县长，周敏为副县长。"
    assert not kinds(source, "会议决定任命林岳为副县长、代理县长，周敏为副县长。")
