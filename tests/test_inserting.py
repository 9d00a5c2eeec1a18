"""Nouns that the source does not have where they stand."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.inserting import inserted
from summarizer.types import Task

SOURCE = (
    "市总工会决定，授予青石建筑公司等5个单位青禾市五一劳动奖状。白石乡党委副书记、乡长卜庆余介绍，"
    "云岭县人民法院召开新类型案件审判工作会议。5月12日，云岭县第六届广场舞大赛决赛在县城开赛。"
)
CASES = [
    ("授予青石建筑公司等5个单位青禾市五一劳动工作奖状", False),
    ("授予青石建筑公司等5个单位青禾市五一劳动奖状", True),
    ("白石乡党委书记副书记、乡长卜庆余介绍", False),
    ("云岭县人民法院推进会召开新类型案件审判工作会议", False),
    ("云岭县人民法院召开新类型案件审判工作会议", True),
    ("云岭县举行第六届广场舞大赛决赛", True),
    ("云岭县的第六届广场舞大赛决赛在县城开赛", True),
]


@pytest.mark.parametrize(("output", "passed"), CASES, ids=[c[0] for c in CASES])
def test_no_noun_is_put_into_what_is_copied(output: str, passed: bool) -> None:
    assert inserted(Checker(SOURCE).view(Task.HEADLINE, output)).passed is passed
