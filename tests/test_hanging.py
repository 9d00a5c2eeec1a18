"""Clauses that hang: without what was left out before them they say something else, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.hanging import (
    called,
    depending,
    due,
    following,
    pointing,
    present,
    reported,
    stumps,
    unfinished,
)
from summarizer.types import Check, Task

SOURCE = (
    "5月12日，云岭县召开全县防汛备汛工作会议暨一季度经济运行调度会，县委书记沈砚、县长林岳出席会议。"
    "今年以来，县里盘活土地270亩，引进新项目61个，其中工业项目40个，总投资143亿元。"
    "林岳强调，要形成调研报告，于11月底前报送县委、县政府；对低收入户实行保底分红，每户年分红不低于2000元。"
    "副县长高晓棠表示，将在9月底前发布首批公共数据目录。沈砚主持召开座谈会。会上票决产生8项民生实事项目。"
    "县教育局在实验中学召开课程改革推进培训会，恒源公司有关负责人参加。该公司计划投资3亿元。"
    "丛书由云岭出版社出版，在全国发行。"
    "会议强调，稻谷补贴一次申报，15个工作日内到账；各乡镇要对照清单自查，10月底前写出书面报告；"
    "9月底前整改到位；要办好便民食堂，11月底前再新开5处，每月组织不少于6场；年内再建凉亭6个。暮春时节，高晓棠在动员大会上的这句话，传遍了全县。"
    "高晓棠率队到清河市考察。\n代表团与恒源公司签订投资5亿元的项目协议，一期投资2亿元。双方表示，要深化合作。\n"
    "省财政安排专项资金2亿元支持老区，其中云岭县不少于4000万元。"
    "林岳要求，要在保安全、保丰收各个环节，担起责任，把工作落实在保安全、保丰收各个环节。"
    "县档案馆同志与志愿者一起，来到石门村。沈砚在推进会上，先讲了一个故事。"
)


def view(output: str) -> View:
    return Checker(SOURCE).view(Task.BRIEF, output)


CASES: list[tuple[Callable[[View], Check], str, bool]] = [
    (depending, "县里盘活土地270亩，总投资143亿元。", False),
    (depending, "引进新项目61个，总投资143亿元。", True),
    (depending, "林岳强调，每户年分红不低于2000元。", False),
    (depending, "林岳强调，对低收入户实行保底分红，每户年分红不低于2000元。", True),
    (depending, "引进新项目61个，其中工业项目40个，总投资143亿元。", True),
    (depending, "林岳强调，于11月底前报送县委、县政府。", False),
    (depending, "林岳强调，要形成调研报告，于11月底前报送县委、县政府。", True),
    (depending, "林岳强调，每户年分红不低于2000元。", False),
    (depending, "高晓棠到清河市考察，其中云岭县不少于4000万元。省财政安排专项资金2亿元。", False),
    (depending, "省财政安排专项资金2亿元支持老区，其中云岭县不少于4000万元。", True),
    (following, "高晓棠率队到清河市考察，一期投资2亿元。", False),
    (following, "代表团签订投资5亿元的项目协议，一期投资2亿元。", True),
    (following, "高晓棠率队到清河市考察，双方表示，要深化合作。", False),
    (following, "代表团与恒源公司签订投资5亿元的项目协议。双方表示，要深化合作。", True),
    (following, "高晓棠与恒源公司座谈，双方表示，要深化合作。", True),
    (called, "5月12日《全县防汛会议召开》一文中有误。", True),
    (due, "会议强调，15个工作日内到账。", False),
    (due, "会议强调，稻谷补贴一次申报，15个工作日内到账。", True),
    (due, "会议强调，稻谷补贴一次申报；10月底前写出书面报告。", False),
    (due, "会议强调，要对照清单自查，10月底前写出书面报告。", True),
    (due, "会议强调，稻谷补贴一次申报，10月底前写出书面报告。", True),
    (due, "会议强调，9月底前整改到位。", False),
    (due, "会议强调，9月底前发布首批公共数据目录。", True),
    (due, "会议强调，11月底前再新开5处。", False),
    (due, "会议强调，要办好便民食堂，11月底前再新开5处。", True),
    (due, "会议强调，稻谷补贴一次申报；每月组织不少于6场。", False),
    (due, "会议强调，年内再建凉亭6个。", True),
    (unfinished, "5月12日，高晓棠在动员大会上的这句话。", False),
    (unfinished, "高晓棠在动员大会上的这句话，传遍了全县。", True),
    (unfinished, "县档案馆同志与志愿者一起。", False),
    (unfinished, "县档案馆同志与志愿者一起，来到石门村。", True),
    (unfinished, "林岳要求，要在保安全、保丰收各个环节。", False),
    (unfinished, "林岳要求，担起责任，把工作落实在保安全、保丰收各个环节。", True),
    (unfinished, "暮春时节。", False),
    (unfinished, "沈砚在推进会上。", False),
    (unfinished, "沈砚在推进会上，先讲了一个故事。", True),
    (unfinished, "沈砚主持召开座谈会。", True),
    (pointing, "5月12日，该公司计划投资3亿元。", False),
    (pointing, "恒源公司有关负责人参加，该公司计划投资3亿元。", True),
    (pointing, "该怎么办。", True),
    (pointing, "县里决定对该路段实行封闭施工。", False),
    (pointing, "5月12日，全村盘活土地270亩。", False),
    (pointing, "5个村入选，全村盘活土地270亩。", False),
    (pointing, "石门村推行积分制，全村盘活土地270亩。", True),
    (pointing, "5月12日，全镇盘活土地270亩。", True),  # the source names none
    (pointing, "5月12日，全县盘活土地270亩。", True),
    (pointing, "因石门大桥维修，县里决定对该路段实行封闭施工。", True),
    (present, "5月12日，县委书记沈砚，引进新项目61个。", False),
    (present, "5月12日，县委书记沈砚、县长林岳出席会议。", True),
    (reported, "沈砚主持召开座谈会，将在9月底前发布首批公共数据目录。", False),
    (reported, "副县长高晓棠表示，将在9月底前发布首批公共数据目录。", True),
    (reported, "云岭县将在9月底前发布首批公共数据目录。", True),
    (called, "5月12日，云岭县召开全县防汛备汛。", False),
    (called, "5月12日，云岭县召开全县防汛备汛工作会议。", True),
    (called, "5月12日，云岭县召开“抓好防汛，守住安全”调度会。", True),
    (called, "县教育局在课程改革推进培训会，恒源公司有关负责人参加。", False),
    (called, "县教育局在实验中学召开推进培训会。", True),
    (stumps, "沈砚主持召开座谈会。票决产生的项目。", False),
    (stumps, "县里盘活土地270亩。沈砚主持召开座谈会。", True),
    (stumps, "票决产生8项民生实事项目。", True),
    (stumps, "会上票决产生8项民生实事项目，县教育局在实验中学。", True),
    (stumps, "会上票决产生8项民生实事项目，在实验中学。", False),
    (stumps, "丛书由云岭出版社出版，在全国发行。", True),
    (stumps, "县里决定实行交通管制。2023年11月12日6:00至11:30。", False),
    (stumps, "5月12日上午。", False),
    (stumps, "施工时间为6月3日至9月20日。", True),
    (stumps, "票决产生民生实事8项。", True),
]


@pytest.mark.parametrize(("check", "output", "passed"), CASES, ids=[c[1] for c in CASES])
def test_what_hangs_is_found(check: Callable[[View], Check], output: str, passed: bool) -> None:
    assert check(view(output)).passed is passed
