"""Figures keep what they count; a brief says whom it is about."""

from __future__ import annotations

import pytest

from summarizer.binding import (
    attributed,
    begun,
    bound,
    counted,
    ended,
    filled,
    held,
    listed,
    told,
    whole_figures,
)
from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "6月12日，云岭县市场监督管理局公布抽检结果，共抽检食品62批次，其中61批次合格，1批次标签不合格，"
    "已责令下架。全县47家规模以上企业中有31家实现增长，增长面为66%。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("6月12日，云岭县市场监督管理局公布抽检结果，共抽检食品62批次，已责令下架。", True),
        ("云岭县市场监督管理局共抽检食品62批次，其中61批次合格，1批次标签不合格。", True),
        ("云岭县市场监督管理局共抽检食品62批次，61批次标签不合格。", False),
        ("全县47家规模以上企业中有31家实现增长。", True),
        ("全县47家规模以上企业中有31家。", False),
        ("全县规模以上企业增长面为66%。", True),
    ],
)
def test_figures_keep_what_they_count(output: str, passed: bool) -> None:
    assert bound(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "whole"),
    [
        ("县人大常委会办理代表建议、批评和意见73件，办结率达100%。", ""),
        ("办理批评和意见73件，办结率达100%。", "县人大常委会办理代表建议、批评和意见73件"),
        ("县人大常委会办理代表建议和意见73件。", "批评和意见73件"),
        ("县人大常委会办结率达100%。", ""),
        ("新建医院2所、图书馆1座。", ""),
        ("县人大常委会开展视察和走访各4次。", ""),
    ],
)
def test_a_figure_counts_all_of_its_list(output: str, whole: str) -> None:
    source = (
        "县人大常委会办理代表建议、批评和意见73件，办结率达100%。"
        "新建学校3所、医院2所、图书馆1座。县人大常委会开展视察和走访各4次。"
    )
    check = counted(Checker(source).view(Task.BRIEF, output))
    assert check.passed is not bool(whole)
    assert check.source == whole


@pytest.mark.parametrize(
    ("output", "rest"),
    [
        ("5月8日，县长林岳出席推进会，岗位补贴提高到每人每年。", "每人每年8000元"),
        ("自今年7月推出主题展览，市民可免费参观。", "主题展览以来"),
        ("林岳要求，要畅通转诊机制，做好救治。", "转诊机制的同时"),
        ("5月8日，县长林岳出席。岗位补贴提高到每人每年8000元。", ""),
        ("县长林岳出席推进会，要畅通转诊机制的同时做好救治。", ""),
        ("林岳要求，做好救治。", ""),
        ("林岳说。做好救治。", "林岳说，做好"),
        ("全县新建学校、医院。", ""),
        ("新建的“云岭书院”开放。", ""),
        ("县长林岳出席推进会，做好救治，防止瞒报。", ""),
    ],
)
def test_clauses_end_where_the_sources_end(output: str, rest: str) -> None:
    source = (
        "5月8日，县长林岳出席推进会。岗位补贴提高到每人每年8000元。自今年7月推出主题展览以来，"
        "市民可免费参观。林岳要求全县，要畅通转诊机制的同时，做好救治（住院）工作，防止瞒报。"
        "林岳说，做好救治。全县新建学校、医院、桥梁，新建的“云岭书院”开放了。"
    )
    check = ended(Checker(source).view(Task.BRIEF, output))
    assert check.passed is not bool(rest)
    assert rest in check.source


def test_no_clause_begins_with_the_number_of_a_list_that_is_left_out() -> None:
    source = "林岳主持召开推进会，专题调度数据不实、用地未退等3个问题的整改进展情况。"
    lost = Checker(source).view(Task.BRIEF, "林岳主持召开推进会，3个问题的整改进展情况。")
    kept = Checker(source).view(Task.BRIEF, source)
    assert not begun(lost).passed
    assert begun(kept).passed


def test_no_sentence_is_the_predicate_of_this_is() -> None:
    source = (
        "县医院做了30台手术。这是县残联实施的“光明行”项目的第七批患者。"
        "这样的变化，得益于该镇推行的红黑榜。"
    )
    for output in ("县残联实施的“光明行”项目的第七批患者。", "该镇推行的红黑榜。"):
        assert not begun(Checker(source).view(Task.BRIEF, output)).passed
    assert begun(Checker(source).view(Task.BRIEF, source)).passed


def test_a_quotation_mark_at_the_very_end_begins_nothing() -> None:
    source = "林岳调度数据不实、用地未退等。"
    assert begun(Checker(source).view(Task.BRIEF, "林岳调度，“")).passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("大会以无记名投票方式，补选唐一鸣为主任。", True),
        ("何静安主持大会，无记名投票方式，补选唐一鸣为主任。", False),
        ("何静安主持大会，补选唐一鸣为主任。", True),
        ("何静安要求，全县企业开展排查。", False),
        ("何静安要求，企业予以公示。", True),
    ],
)
def test_no_clause_begins_behind_its_preposition(output: str, passed: bool) -> None:
    source = (
        "何静安主持大会。大会以无记名投票方式，补选唐一鸣为主任。"
        "何静安要求，要对全县企业开展排查，企业予以公示。"
    )
    assert begun(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县长林岳到柳湾镇调研夏粮收购工作。", True),
        ("县长林岳到柳湾镇调研夏粮收购工作。工作，工作。", False),
        ("县长林岳到柳湾镇调研。该还。", False),
        ("县长林岳到柳湾镇调研，该将在该“”。", False),
        ("同时，开展活动。", True),
        ("会议强调，要抓好收购。", True),
    ],
)
def test_every_clause_says_something(output: str, passed: bool) -> None:
    source = "县长林岳到柳湾镇调研夏粮收购工作。同时，开展活动。会议强调，要抓好收购。"
    assert filled(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    "output", ["会议强调，要用好衔接资金。", "他要求，备足物资。", "会上听取了汇报。"]
)
def test_a_brief_about_nobody(output: str) -> None:
    assert told(Task.BRIEF, output).passed is False


def test_a_brief_about_somebody() -> None:
    assert told(Task.BRIEF, "5月8日，县委书记周秉诚主持召开会议。会议强调，要用好资金。").passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("林岳强调，一要压实责任，二要备足物资。", True),
        ("林岳强调，二要备足物资。", False),
        ("第二，要备足物资。", False),
        ("林岳强调，一要压实责任，备足物资。", False),
        ("会议听取了三要素检查情况。", True),
    ],
)
def test_a_list_is_numbered_from_the_first_member_on(output: str, passed: bool) -> None:
    assert listed(Task.BRIEF, output).passed is passed


def test_a_meeting_that_was_held_is_held() -> None:
    checker = Checker("5月8日，云岭县防汛工作会议召开，县长林岳出席会议，并作动员讲话。")
    lost = checker.view(Task.BRIEF, "5月8日，云岭县防汛工作会议，县长林岳作动员讲话。")
    kept = checker.view(
        Task.BRIEF, "5月8日，云岭县防汛工作会议召开，县长林岳出席会议，并作动员讲话。"
    )
    assert held(lost).passed is False
    assert held(kept).passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("何静安强调，要督促政府部门抓好服务企业各项工作。", True),
        ("何静安强调，要督促政府部门抓好服务企业各项工作，于6月25日召开县人大常委会会议。", False),
        ("何静安强调，要督促政府部门，决定6月25日召开县人大常委会会议。", False),
        ("何静安主持会议。会议决定，于6月25日召开县人大常委会会议。", True),
        ("何静安强调，全县已有服务企业专员120名。", False),
        ("何静安强调，副主任唐一鸣要求，要按时办结代表建议。", False),
    ],
)
def test_what_a_meeting_decided_its_chair_did_not_say(output: str, passed: bool) -> None:
    source = (
        "6月3日，云岭县人大常委会主任会议召开，主任何静安主持会议。\n"
        "何静安强调，要督促政府部门抓好服务企业各项工作。副主任唐一鸣要求，要按时办结代表建议。\n"
        "会议决定，于6月25日召开县人大常委会会议。\n据了解，全县已有服务企业专员120名。"
    )
    assert attributed(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "县长林岳会见青年代表。林岳强调，青年是有生力量。我对大家提出三点希望：一是希望你们守望相助。",
            "县长林岳会见青年代表。林岳强调，希望你们守望相助。",
        ),
        (
            "县长林岳检查车站。站长唐一鸣8日表示，车站将增开班车12趟。林岳参加。",
            "县长林岳检查车站。站长唐一鸣表示，车站将增开班车12趟。",
        ),
    ],
    ids=["I ask", "on a day"],
)
def test_who_speaks_is_found(source: str, output: str) -> None:
    assert attributed(Checker(source).view(Task.BRIEF, output)).passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("在9月底前完成整改。林岳指出，安全责任重大。", False),
        ("林岳指出，在9月底前完成整改。", True),
        ("9月1日，林岳主持会议。", True),
    ],
)
def test_no_brief_begins_with_a_deadline(output: str, passed: bool) -> None:
    source = "9月1日，林岳主持会议。林岳指出，安全责任重大，各镇要在9月底前完成整改。"
    assert begun(Checker(source).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("会议要求，要压实责任，加强巡查值守，确保安全度汛。", False),
        ("会议决定，要压实责任，加强巡查值守，确保安全度汛。", False),
        ("会议指出，今年汛情比往年来得早，加强巡查值守。", False),
        ("会议指出，今年汛情比往年来得早。林岳要求，加强巡查值守，确保安全度汛。", True),
        ("会议指出，今年汛情比往年来得早。会议强调，要备足抢险物资，盯紧水库。", True),
    ],
)
def test_a_meeting_does_not_say_what_one_person_said(output: str, passed: bool) -> None:
    source = (
        "5月12日，云岭县召开防汛工作会议。会议指出，今年汛情比往年来得早。"
        "林岳要求，要压实责任，加强巡查值守，确保安全度汛。"
        "周敏强调，要备足抢险物资，盯紧水库。会议强调，各乡镇要备足抢险物资，盯紧水库。"
    )
    view = Checker(source).view(Task.BRIEF, "5月12日，云岭县召开防汛工作会议。" + output)
    assert attributed(view).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("县公安局6名学生因感冒请假。", False),
        ("该校有6名学生因感冒请假。", True),
        ("县公安局6月7日通报。", True),
        ("县公安局6月7号通报。", True),
        ("全县面积3万亩。", False),
        ("全县面积35万亩。", True),
        ("活动6月1日—3日举行。", True),
    ],
)
def test_figures_are_not_cut_out_of_others(output: str, passed: bool) -> None:
    source = "县公安局6月7日通报，该校有6名学生因感冒请假。全县面积35万亩。活动6月1日至3日举行。"
    assert whole_figures(Checker(source).view(Task.BRIEF, output)).passed is passed


def test_no_head_of_a_list_stands_before_another_one() -> None:
    source = "决定任命：林岳为云岭县副县长。免去：周敏的云岭县副县长职务。"
    for output, passed in (("决定任命：免去：周敏的云岭县副县长职务。", False), (source, True)):
        assert filled(Checker(source).view(Task.BRIEF, output)).passed is passed
