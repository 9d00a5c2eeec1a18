"""Clauses that were severed from who demands them, their condition or their doer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.severed import SEVERED, conditioned, demanded, doer
from summarizer.types import Check, Task

SOURCE = (
    "5月12日，云岭县委副书记、县长林岳主持召开全县防汛工作会议。"
    "云岭县现有水库31座，其中小型水库28座。\n"
    "林岳强调，要压实责任，9月底前完成43处隐患点整改；凡未落实防汛措施的，项目一律停工3天；"
    "对测评不合格的报告，县水利局要在两个月内重新报送；确因资金困难的，由县财政先行垫付；"
    "对全县的水库逐座体检，建立档案。\n"
    "高晓棠表示，下一步，县里还计划向乡镇派出农技员120名。\n"
    "县住建局改造老街12条，新建口袋公园6处。临江县引进企业40家，培育合作社21个。"
    "我县完善救灾预案，储备编织袋5万条。沈砚看望巡堤队员，送上慰问品。"
    "县里的水文站是全省最早建成的，每天观测8次。"
    "座谈会上，来自高校的17名水利专家围绕治水献计献策，现场提出建议26条。"
    "临江县法院设立巡回法庭4个，每周审结案件9件。"
)


def view(output: str) -> View:
    return Checker(SOURCE).view(Task.BRIEF, output)


MEETING = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛工作会议"

CASES: list[tuple[Callable[[View], Check], str, bool]] = [
    (demanded, f"{MEETING}，9月底前完成43处隐患点整改。", False),
    (demanded, f"{MEETING}。9月底前完成43处隐患点整改。", False),
    (demanded, f"{MEETING}。林岳强调，9月底前完成43处隐患点整改。", True),
    (demanded, f"{MEETING}，要求9月底前完成43处隐患点整改。", True),
    (demanded, f"{MEETING}，向乡镇派出农技员120名。", False),
    (demanded, f"{MEETING}，计划向乡镇派出农技员120名。", True),
    (demanded, "林岳参加。9月底前完成43处隐患点整改。", False),
    (demanded, f"{MEETING}。云岭县现有水库31座，其中小型水库28座。", True),
    (conditioned, "林岳强调，要压实责任；项目一律停工3天。", False),
    (conditioned, "林岳强调，凡未落实防汛措施的，项目一律停工3天。", True),
    (conditioned, "林岳强调，县水利局要在两个月内重新报送。", False),
    (conditioned, "林岳强调，对测评不合格的报告，县水利局要在两个月内重新报送。", True),
    (conditioned, "林岳强调，由县财政先行垫付。", False),
    (conditioned, "林岳强调，建立档案。", True),
    (conditioned, "每天观测8次。", True),
    (doer, f"{MEETING}，新建口袋公园6处。", False),
    (doer, f"{MEETING}。新建口袋公园6处。", False),
    (doer, f"{MEETING}。县住建局改造老街12条，新建口袋公园6处。", True),
    (doer, "县住建局改造老街12条，培育合作社21个。", False),
    (doer, "县住建局改造老街12条，送上慰问品。", False),
    (doer, f"{MEETING}。县住建局新建口袋公园6处。", True),
    (doer, "沈砚看望巡堤队员，现场提出建议26条。", False),
    (doer, "座谈会上，17名水利专家现场提出建议26条。", True),
    (doer, "县住建局改造老街12条，每周审结案件9件。", False),
    (doer, "市法院改造老街12条，每周审结案件9件。", False),
    (doer, "临江县法院设立巡回法庭4个，每周审结案件9件。", True),
    (doer, "云岭县现有水库31座，储备编织袋5万条。", True),
]


@pytest.mark.parametrize(("check", "output", "passed"), CASES)
def test_what_a_clause_was_severed_from(
    check: Callable[[View], Check], output: str, passed: bool
) -> None:
    assert check(view(output)).passed is passed


def test_a_verdict_says_what_is_wrong_and_shows_the_sources_words() -> None:
    lost = conditioned(view("林岳强调，要压实责任；项目一律停工3天。"))
    assert (lost.text, lost.source) == ("项目一律停工3天", "凡未落实防汛措施的")
    theirs = doer(view("县住建局改造老街12条，培育合作社21个。"))
    assert theirs.reason == "原文中主语是临江县，应写出主语"
    assert "要求" in demanded(view(f"{MEETING}，9月底前完成43处隐患点整改。")).reason


def test_the_source_itself_passes() -> None:
    assert all(ask(view(SOURCE)).passed for ask in SEVERED)
