"""Headlines that are half of a sentence, no news, or news of another time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.halves import HEADLINE, bodied, reached, recent, told, whole
from summarizer.types import Check, Task

SOURCE = (
    "经云岭县人民政府第32次常务会议审议通过，云岭县印发《云岭县医疗救助实施办法》。"
    "青石乡以污水治理为突破口，全部接管污水。县检察院围绕建设平安云岭，创新举措。"
    "政协青石县第十届委员会召开会议。云岭县物流大会将于5月15日开幕。"
    "云岭县印发关于加强电动自行车管理的通告。在云岭县代表选举工作中，群众参与。林岳出席大会，宣读贺信。"
    "在县长林岳赴临江县考察之际，专题片《云岭》开播。的云岭县城。县政府召开新闻发布会。"
    "2021年，云岭县启动古镇保护工程。2023年，古镇接待游客30万人次。"
    "今年，云岭县启动供水工程。去年，云岭县入选示范县，截至目前已建成42个点。"
    "下一步，云岭县计划到2025年实现企业智能化改造。目前，云岭县已实现通村公路全覆盖，力争再完成12条。"
)


def view(output: str) -> View:
    return Checker(SOURCE).view(Task.HEADLINE, output)


@pytest.mark.parametrize(
    ("check", "output", "passed"),
    [
        (whole, "经云岭县人民政府第32次常务会议审议通过", False),
        (whole, "经云岭县印发《云岭县医疗救助实施办法》", False),
        (whole, "经云岭县人民政府同意《云岭县医疗救助实施办法》", False),
        (whole, "云岭县印发《云岭县医疗救助实施办法》", True),
        (whole, "经济运行平稳", True),
        (whole, "青石乡以污水治理为突破口", False),
        (whole, "青石乡污水治理突破口", False),
        (whole, "青石乡全部接管污水", True),
        (whole, "县检察院围绕建设平安云岭", False),
        (whole, "县检察院围绕建设平安云岭创新举措开展活动", True),
        (whole, "在县长林岳赴临江县考察", False),
        (whole, "的云岭县城", False),
        (whole, "在云岭县代表选举工作中", False),
        (whole, "关于加强电动自行车管理", False),
        (whole, "云岭县印发关于加强电动自行车管理的通告", True),
        (told, "县政府召开新闻发布会", False),
        (told, "林岳出席大会贺信", False),
        (bodied, "青石县第十届委员会召开会议", False),
        (bodied, "政协青石县第十届委员会召开会议", True),
        (reached, "云岭县物流大会开幕", False),
        (reached, "云岭县物流大会5月15日开幕", True),
        (recent, "云岭县启动古镇保护工程", False),
        (recent, "2021年云岭县启动古镇保护工程", True),
        (recent, "云岭县启动供水工程", True),
        (recent, "云岭县入选示范县", True),
        (reached, "云岭县实现企业智能化改造", False),
        (reached, "云岭县将实现企业智能化改造", True),
        (reached, "云岭县实现通村公路全覆盖", True),
    ],
)
def test_a_headline_is_whole_and_news(
    check: Callable[[View], Check], output: str, passed: bool
) -> None:
    assert check(view(output)).passed is passed


def test_nothing_is_asked_of_no_words() -> None:
    assert all(check(view("")).passed for check in HEADLINE)


def test_a_committee_has_its_party() -> None:
    source = (
        "中国共产党云岭县第十一届委员会第六次全体会议于8月9日举行。中国共产党云岭县委召开会议。"
    )
    check = Checker(source)
    for words, passed in (
        ("云岭县第十一届委员会第六次全体会议举行", False),
        ("中国共产党云岭县第十一届委员会第六次全体会议举行", True),
        ("云岭县委召开会议", True),
    ):
        assert bodied(check.view(Task.HEADLINE, words)).passed is passed
    spliced = "云岭县举行、临江县战略合作签约仪式"
    assert not told(Checker(f"云岭县、{spliced[6:]}举行。").view(Task.HEADLINE, spliced)).passed
    for words in ("推动重点项目早签约、早启动、早投产", "大熊猫双胞胎在云岭县出生"):
        assert told(Checker(words + "。").view(Task.HEADLINE, words)).passed
    life = "林岳，中共党员，法学学士，旅游管理专业在职研究生学历。"
    assert not told(Checker(life).view(Task.HEADLINE, "旅游管理专业在职研究生学历")).passed
