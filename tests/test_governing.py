"""Prepositions without the verb that they go with."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.governing import governed
from summarizer.types import Task

SOURCE = (
    "5月12日，云岭县召开会议。会议要求，在汛期前对乡村文具店、小卖部、书报亭来一次集中抽查；"
    "对山区各处码头，条件具备的、先行改造；对沿河住户逐户核实、登记造册。"
    "当天，县渔政站在云湖举行放流活动，向云湖投放鲢鱼、草鱼等鱼苗6万尾。"
    "县里把海拔600米以上、连片百亩以上的田块划入示范区，对独居老人每月补贴80元、按季发放。"
    "林岳对全县文艺骨干表示感谢，向村民宣讲。"
)

CASES = [
    ("会议要求，在汛期前对乡村文具店。", False),
    ("会议要求，在汛期前对乡村文具店、小卖部、书报亭来一次集中抽查。", True),
    ("会议要求，对乡村文具店来一次集中抽查。", True),
    ("会议要求，对山区各处码头；对沿河住户逐户核实。", False),
    ("会议要求，对山区各处码头，条件具备的、先行改造。", True),
    ("会议要求，对沿河住户逐户核实。", True),
    ("县渔政站举行放流活动，向鱼苗6万尾。", False),
    ("县渔政站举行放流活动，向云湖投放鱼苗6万尾。", True),
    ("县里把海拔600米以上。", False),
    ("县里把连片百亩以上的田块划入示范区。", True),
    ("对独居老人每月补贴80元。", True),
    ("林岳向村民宣讲。", True),
]


@pytest.mark.parametrize(("output", "passed"), CASES, ids=[c[0] for c in CASES])
def test_a_preposition_has_its_verb(output: str, passed: bool) -> None:
    found = governed(Checker(SOURCE).view(Task.BRIEF, output))
    assert found.passed is passed
    assert passed or "动词" in found.reason


def test_the_phrase_and_how_the_source_goes_on_are_shown() -> None:
    found = governed(Checker(SOURCE).view(Task.BRIEF, CASES[0][0]))
    assert found.text == "对乡村文具店"
    assert "小卖部" in found.source
