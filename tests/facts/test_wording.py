"""Wording: what no writer would write fails, what editors write passes."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Check, Task

SOURCE = (
    "8月3日上午，云岭县委书记林岳来到柳湾镇走访慰问一线职工，县总工会主席周秉诚陪同。"
    "林岳先后来到水厂、变电站，将夏日清凉和亲切问候带给坚守岗位的职工，详细询问防暑措施。"
    "林岳强调，要保障职工生命安全，落实高温补贴，做好迎峰度夏工作。"
    "会上，县总工会通报了上半年工作情况，发放慰问金12万元。"
)


def found(output: str, task: Task = Task.BRIEF) -> list[Check]:
    checks = Checker(SOURCE).check(task, output)
    return [c for c in checks if c.kind == "wording" and c.passed is False]


@pytest.mark.parametrize(
    "output",
    [
        "8月3日上午，云岭县委书记林岳来到柳湾镇走访慰问一线职工。他强调，要保障职工生命安全，做好迎峰度夏工作。",
        "8月3日，云岭县委书记林岳到柳湾镇慰问职工，县总工会主席周秉诚陪同。会上，县总工会通报了上半年工作情况。",
        "云岭县总工会发放慰问金12万元，推动职工全员参与。",
        "林岳来到水厂、变电站，将亲切问候带给职工，公开防暑数据。",
        "会上，县总工会上半年工作情况获通过。",
    ],
)
def test_what_editors_write_passes(output: str) -> None:
    assert found(output) == []


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("林岳来到水厂，将夏日清凉和亲切问带给职工。", "词语不完整"),
        ("林岳强调，要保障生命安全保障生命安全工作。", "同一说法重复"),
        ("8月3日上午，来到柳湾镇走访慰问一线职工。", "句子缺少主语"),
        ("8月3日上午。林岳强调，要落实高温补贴。", "没有说出内容"),
        ("林岳来到柳湾镇走访慰问一线职工，县总工会主席周秉诚。", "没有说出内容"),
        ("林岳来到柳湾镇走访慰问一线职工。林岳强调。", "句子没有说完"),
        ("林岳先后来到水厂、变电站，将。", "句子没有说完"),
        ("林岳来到柳湾镇走访慰问一线职工据云岭融媒8月3日消息。", "句子没有说完"),
    ],
)
def test_what_a_copying_model_writes_fails(output: str, reason: str) -> None:
    assert reason in {check.reason for check in found(output)}


def test_a_headline_may_open_with_a_deed_but_not_repeat_itself() -> None:
    assert found("走访慰问一线职工 做好迎峰度夏工作", Task.HEADLINE) == []
    assert [c.reason for c in found("林岳慰问职工慰问活动", Task.HEADLINE)] == []
    assert found("林岳走访补贴走访补贴", Task.HEADLINE)


def test_a_headline_says_nothing_twice_even_where_the_source_does() -> None:
    source = "云岭县举行“定海之窗”开放日。居民走进“定海之窗”，参观“定海之窗”展厅。"
    checks = Checker(source).check(Task.HEADLINE, "“定海之窗”走进“定海之窗”")
    assert "同一说法重复" in {c.reason for c in checks}


SLIPS = (
    "云岭县长林岳指出，要抓好春耕。林岳强调，要保障供水。县领导出席会议并讲话。"
    "活动结束后，大家座谈。"
)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("云岭融媒讯，县长林岳指出，要抓好春耕。", "不是正文"),
        ("云岭日报记者周民报道，县长林岳指出，要抓好春耕。", "不是正文"),
        ("县长林岳指出，林岳强调，要保障供水。", "句子没有说完"),
        ("县长林岳指出，要抓好的的春耕。", "字或标点重复"),
        ("县长林岳指出，要抓好春耕）。", "括号或引号不成对"),
        ("县长林岳指出，要抓好春耕。活动结束后。", "句子没有说完"),
        ("春耕活动出席会议并讲话。", "句子缺少主语"),
    ],
)
def test_slips_of_copying_fail(output: str, reason: str) -> None:
    assert reason in {c.reason for c in Checker(SLIPS).check(Task.BRIEF, output)}


def test_a_fixed_term_keeps_its_middle() -> None:
    source = "会议要求，深入学习贯彻习近平新时代中国特色社会主义思想，抓好落实。"
    cut = source.replace("新时代中国", "")
    assert "固定提法不完整" in {c.reason for c in Checker(source).check(Task.BRIEF, cut)}
    assert all(c.passed is not False for c in Checker(source).check(Task.BRIEF, source))


def test_a_sentence_without_subject_in_the_source_may_stay_so() -> None:
    source = SOURCE + "3日下午召开座谈会，县总工会主席周秉诚主持会议。"
    output = "8月3日上午，云岭县委书记林岳来到柳湾镇走访慰问一线职工。3日下午召开座谈会。"
    checks = Checker(source).check(Task.BRIEF, output)
    assert not [c for c in checks if c.kind == "wording" and c.passed is False]


def test_a_headline_may_say_twice_what_one_clause_of_the_source_does() -> None:
    source = "县人大常委会第九次会议分组审议了县人大常委会工作报告稿。"
    checks = Checker(source).check(Task.HEADLINE, "县人大常委会审议县人大常委会工作报告稿")
    assert all(c.passed is not False for c in checks)


def test_two_words_may_be_told_by_their_first_characters_but_not_one() -> None:
    source = "云岭县卫生健康委表示，河道治理工程已经完工。"
    cut = {
        text: {c.reason for c in Checker(source).check(Task.HEADLINE, text)}
        for text in ("云岭县卫健委：工程已经完工", "云岭县卫健康委：工程已经完工")
    }
    assert ["词语不完整" in reasons for reasons in cut.values()] == [False, True]
