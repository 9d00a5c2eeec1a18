"""Posts before names that no list of family names knows."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Check, Task

SOURCE = (
    "5月12日，云岭县春耕生产会议举行。县委书记林岳、县长彧成砚出席，副县长高晓棠主持会议。"
    "彧成砚要求，6月前修好渠道。林岳强调，农资要足量供应。"
    "县委副书记、县政府党组书记彧成砚随后检查了河道。"
)


def wrong(output: str) -> list[Check]:
    found = Checker(SOURCE).check(Task.BRIEF, output)
    return [c for c in found if c.kind == "pairs" and c.passed is False]


@pytest.mark.parametrize(
    "output",
    [
        "县长彧成砚要求，6月前修好渠道。",
        "县委副书记彧成砚检查了河道。",
        "云岭县长彧成砚要求，6月前修好渠道。",
        "副县长高晓棠主持会议。",
        "县长主持会议。",
        "老师彧成砚要求，6月前修好渠道。",
    ],
)
def test_a_post_that_the_source_has_before_the_name_passes(output: str) -> None:
    assert not wrong(output)


@pytest.mark.parametrize(
    "output", ["县委书记彧成砚要求，6月前修好渠道。", "副县长彧成砚要求，6月前修好渠道。"]
)
def test_a_post_of_another_before_an_unseen_name_is_found(output: str) -> None:
    found = wrong(output)
    assert len(found) == 1
    assert found[0].source in ("县长彧成砚", "县政府党组书记彧成砚")
    assert "另一人" in found[0].reason


ROWS = (
    "据白沙县纪委监委消息：白沙县粮食局党组书记、局长牛德方涉嫌严重违纪违法，正接受白沙县纪委监委审查。"
    "白沙县林业局原党组书记、局长彭少川被开除党籍。县委书记、县长林岳，县委常委、副县长高晓棠讲话。"
    "下塘街道党工委书记、主任顾长明参加。白沙县水务局原副局长、现任局长沈砚主持。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("白沙县纪委监委局长牛德方涉嫌严重违纪违法", False),
        ("白沙县局长牛德方涉嫌严重违纪违法", False),
        ("白沙县粮食局局长牛德方涉嫌严重违纪违法", True),
        ("粮食局局长牛德方涉嫌严重违纪违法", True),
        ("局长牛德方涉嫌严重违纪违法", True),
        ("白沙县粮食局党组书记、局长牛德方涉嫌严重违纪违法", True),
        ("白沙县局长彭少川被开除党籍", False),
        ("白沙县林业局局长彭少川被开除党籍", False),
        ("白沙县林业局原党组书记、局长彭少川被开除党籍", True),
        ("县长林岳，副县长高晓棠讲话。", True),
        ("白沙县县长林岳，白沙县副县长高晓棠讲话。", True),
        ("下塘街道主任顾长明参加。", True),
        ("下塘街道办事处主任顾长明参加。", True),
        ("白沙县水务局局长沈砚主持。", True),
    ],
)
def test_a_post_in_a_row_has_the_body_of_the_row(output: str, passed: bool) -> None:
    found = Checker(ROWS).check(Task.HEADLINE, output)
    assert all(c.passed is not False for c in found if c.kind == "pairs") is passed
