"""Who did what: deeds stay with the one of whom the source tells them."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "5月12日，清河县委书记林岳到石门镇调研春耕生产。\n"
    "林岳走进田间地头，详细了解农资储备和农机检修情况。\n"
    "副县长高晓棠主持召开水库除险加固推进会，听取施工单位汇报。\n"
    "县人大常委会副主任尹安就《清河县河道管理办法》作了说明。"
)


def kinds(output: str, task: Task = Task.BRIEF) -> set[str]:
    return {c.kind for c in Checker(SOURCE).check(task, output) if c.passed is False}


@pytest.mark.parametrize(
    "output",
    [
        "5月12日，清河县委书记林岳到石门镇调研春耕生产，详细了解农资储备情况。",
        "副县长高晓棠主持召开水库除险加固推进会，县人大常委会副主任尹安作了说明。",
        "高晓棠主持召开水库除险加固推进会。",
    ],
)
def test_deeds_of_the_right_persons_pass(output: str) -> None:
    assert kinds(output) == set()


@pytest.mark.parametrize(
    "output",
    [
        "5月12日，高晓棠走进田间地头，详细了解农资储备和农机检修情况。",
        "林岳主持召开水库除险加固推进会，听取施工单位汇报。",
        "会上，林岳就《清河县河道管理办法》作了说明。",
    ],
)
def test_another_persons_deeds_fail(output: str) -> None:
    assert "actors" in kinds(output)


def test_a_headline_does_not_give_a_meeting_to_another_person() -> None:
    assert kinds("林岳主持召开水库除险加固推进会", Task.HEADLINE)


def test_a_misspelt_name_at_the_opening_needs_no_context() -> None:
    assert "names" in kinds("林峰在石门镇调研", Task.HEADLINE)


def test_part_of_a_longer_name_is_another_person() -> None:
    source = (
        "云岭县妇联主席沈洁如到柳湾镇调研，走访困难家庭。县教育局局长高晓棠陪同，看望留守儿童。"
    )
    failed = [
        c.kind
        for c in Checker(source).check(Task.BRIEF, "沈洁陪同，看望留守儿童。")
        if c.passed is False
    ]
    assert "names" in failed


def test_in_a_row_too_everybody_did_what_is_told() -> None:
    source = (
        "代表谭景山分享了在云岭县创业的经历。代表柯兰介绍了两地海关检验检疫合作。"
        "代表蔡锐说，越来越多的手艺人在清河市安居乐业。代表周原、卢静也回答了提问。"
    )
    true = "谭景山、柯兰、蔡锐分别介绍在云岭县创业经历、海关检验检疫合作、手艺人安居乐业等情况。"
    checker = Checker(source)
    assert all(c.passed is not False for c in checker.check(Task.BRIEF, true))
    false = checker.check(Task.BRIEF, true.replace("谭景山", "周原"))
    assert "actors" in {c.kind for c in false if c.passed is False}


def test_a_headline_may_tell_a_persons_own_deed_next_to_others_words() -> None:
    source = "县长林岳会见与会代表。县委书记顾长明参加会见石门镇籍党员代表会议代表。"
    checks = Checker(source).check(Task.HEADLINE, "林岳会见石门镇籍党员代表会议代表")
    assert all(c.passed is not False for c in checks)


@pytest.mark.parametrize(
    ("output", "failing"),
    [
        ("陈望川召开全县秋粮生产工作会议", True),
        ("全县秋粮生产工作会议召开 陈望川作出批示", False),
        ("林岳召开座谈会", False),
        ("石门镇为瞭望员高晓棠举行退休仪式", False),
    ],
)
def test_who_only_sent_word_convened_nothing(output: str, failing: bool) -> None:
    source = (
        "全县秋粮生产工作会议20日召开。县委书记陈望川作出批示，要求抓好田间管理。\n"
        "副县长林岳在石门镇召开座谈会，听取意见。石门镇举行仪式，欢送瞭望员高晓棠退休。"
    )
    found = Checker(source).check(Task.HEADLINE, output)
    assert any(c.kind == "actors" for c in found if c.passed is False) is failing
