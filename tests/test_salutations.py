"""Whom a text is sent to does nothing in it."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.salutations import salutation
from summarizer.types import Task

DECISION = (
    "各县（区）总工会，市直各产业工会：\n为表彰先进，市总工会决定：\n"
    "授予云岭县环卫站班长皮小军青禾市五一劳动奖章。希望全市职工再接再厉。"
)
NOTICE = (
    "县直各单位：\n因工作变动，县政府决定对县防汛抗旱指挥部组成人员作如下调整：\n总指挥由林岳担任。"
)
SAID = "会议对各乡镇各部门工作指出：\n要抓好防汛。\n各乡镇汛期安排如下：\n石门乡抓好值守。"

CASES = [
    (DECISION, "各县（区）总工会授予云岭县环卫站班长皮小军青禾市五一劳动奖章", False),
    (DECISION, "青禾市总工会授予云岭县环卫站班长皮小军青禾市五一劳动奖章", True),
    (DECISION, "市总工会授予皮小军青禾市五一劳动奖章", True),
    (NOTICE, "县直各单位对县防汛抗旱指挥部组成人员作调整", False),
    (NOTICE, "县政府对县防汛抗旱指挥部组成人员作调整", True),
    (NOTICE + "县直各单位要配合。", "县直各单位要配合", True),
    (SAID, "各乡镇汛期安排", True),
    (SAID, "各乡镇各部门要抓好防汛", True),
    ("广大用水户：\n因管网检修，柳湾镇停水。", "广大用水户停水", False),
]


@pytest.mark.parametrize(("source", "output", "passed"), CASES, ids=[c[1] for c in CASES])
def test_who_is_salutation_does_nothing(source: str, output: str, passed: bool) -> None:
    assert salutation(Checker(source).view(Task.HEADLINE, output)).passed is passed
