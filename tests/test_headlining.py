"""Headlines that say nothing, or say it of nobody, of nothing, or twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.headlining import (
    begun_whole,
    eventful,
    finished,
    leading,
    met,
    once,
    own_office,
    predicate,
    somebody,
)
from summarizer.types import Check, Task

SOURCE = (
    "寒潮过后，云岭县多条山路结冰。5月12日，县长林岳率水利专家组察看后视察灌溉渠道，向青石乡移交4台"
    "洒水车。“书香云岭”读书月在青石乡启动。云岭县委组织部举办选调生培训班，推进“云岭驿站”建设，把心思用在"
    "“点子”上。云岭县举行的地震应急演练持续2小时，“果园保险”合作协议签约仪式随后举行。清河行动开展一月来，"
    "已清理河道30公里。副县长高晓棠率执法检查组到青石乡检查。云岭县人民医院代表参加。"
    "人民银行云岭市中心支行召开征信座谈会。"
    "云岭县茶叶产业的好势头，离不开云岭县的合作社。"
    "县政协委员们在分组讨论时表示，要抓好落实。县长林岳在北京出席旅游论坛。"
)


def view(output: str, source: str = SOURCE) -> View:
    return Checker(source).view(Task.HEADLINE, output)


CASES: list[tuple[Callable[[View], Check], str, bool]] = [
    (finished, "寒潮过后，", False),
    (finished, "云岭县清河行动开展一月来", False),
    (finished, "云岭县清理河道30公里", True),
    (finished, "林岳调研灌溉渠道5月12日", False),
    (finished, "林岳会见国王和太后", True),
    (finished, "云岭县：以茶叶改良为重点", False),
    (finished, "云岭县：以茶叶改良为重点兴产业", True),
    (finished, "云岭县委推进“云岭驿站”", False),
    (finished, "云岭县委推进“云岭驿站”建设", True),
    (finished, "云岭县：把心思用在“点子”", False),
    (finished, "县政协委员们在分组讨论", False),
    (leading, "林岳率视察灌溉渠道", False),
    (leading, "林岳率水利专家组视察灌溉渠道", True),
    (leading, "林岳向移交4台洒水车", False),
    (leading, "“书香云岭”读书月在启动", False),
    (leading, "“书香云岭”读书月在青石乡启动", True),
    (leading, "高晓棠率检查组到青石乡", True),
    (leading, "林岳在出席旅游论坛时强调 抓好落实", True),
    (leading, "林岳率视察重点渠道", False),
    (predicate, "副县长高晓棠率执法检查组", False),
    (predicate, "副县长高晓棠率执法检查组到青石乡检查", True),
    (predicate, "云岭县茶叶产业的好势头", False),
    (predicate, "云岭县人民政府代理县长", False),
    (predicate, "云岭县人大常委会副主任", False),
    (predicate, "决定任命林岳为云岭县人民政府代理县长", True),
    (predicate, "云岭县的老屋换新颜", True),
    (predicate, "云岭县的合作社", True),
    (somebody, "造成3人受伤", False),
    (somebody, "把办事流程再缩短", False),
    (somebody, "开展“护苗”行动", False),
    (somebody, "云岭县开展“护苗”行动", True),
    (somebody, "扎实推进乡村振兴", True),
    (once, "云岭县召开茶叶产业推进会于5月12日召开", False),
    (once, "云岭县读书月启动仪式举行", True),
    (once, "云岭县运动会开幕 林岳宣布运动会开幕", True),
    (once, "《云岭县读书月启动会议召开》召开", False),
    (eventful, "《云岭县读书月启动会议召开》一文更正", True),
    (once, "壁画《云岭春晓图》再现《云岭春晓图》", False),
    (once, "云江灯会 云江灯会迎来八方客", False),
    (once, "甲军继续在边境与甲军交火", False),
    (once, "云岭县人民医院与云岭县中医院签订协议", True),
    (eventful, "云岭县举行“果园保险”合作协议", False),
    (eventful, "云岭县举行“果园保险”合作协议签约仪式", True),
    (eventful, "云岭县举行的地震应急演练", False),
    (eventful, "林岳出席各界举行的欢迎活动", True),
    (met, "林岳会见2021年共同签署合作协议", False),
    (met, "林岳走访慰问表彰座谈会", False),
    (met, "林岳会见旅游论坛代表", True),
    (own_office, "云岭县委举办选调生培训班", False),
    (own_office, "云岭县委组织部举办选调生培训班", True),
    (own_office, "云岭市中心召开征信座谈会", False),
    (own_office, "云岭市中心支行召开征信座谈会", True),
    (own_office, "云岭县举办选调生培训班", True),
]


@pytest.mark.parametrize(("check", "output", "passed"), CASES, ids=[c[1] for c in CASES])
def test_a_headline_is_whole(check: Callable[[View], Check], output: str, passed: bool) -> None:
    found = check(view(output))
    assert found.passed is passed
    assert passed or (found.reason and found.text in output)


CUT = "近日，淯云岭县举办培训班。淯云岭县县长林岳出席。中共云岭省委办公厅印发《工作规划》。"


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("云岭县举办培训班", False),
        ("淯云岭县举办培训班", True),
        ("长林岳出席培训班", False),
        ("林岳出席培训班", True),
        ("中印发《工作规划》", False),
        ("中办印发《工作规划》", True),
    ],
)
def test_a_headline_begins_with_a_whole_name(output: str, passed: bool) -> None:
    assert begun_whole(view(output, CUT)).passed is passed


def test_a_place_within_another_is_whole() -> None:
    source = "近日，澜江市云岭县举办培训班。县长林岳出席。"
    assert begun_whole(view("云岭县举办培训班", source)).passed
