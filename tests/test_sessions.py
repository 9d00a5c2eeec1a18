"""Whose session a headline names, which one, and what is attended."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.sessions import session
from summarizer.types import Task

SOURCE = (
    "1月6日，中国人民政治协商会议临溪区第六届委员会第四次会议隆重开幕。"
    "1月7日，临溪区第十八届人民代表大会第五次会议开幕。中国共产党临溪区第十一届委员会第八次全体会议"
    "此前举行。共青团临溪区第二十一次代表大会开幕。林岳传达中央纪委五次全会精神。"
    "林岳出席春耕生产现场会。政协临溪区委员会举行新春茶话会。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("临溪区第六届委员会第四次会议隆重开幕", False),
        ("政协临溪区第六届委员会第四次会议隆重开幕", True),
        ("中国人民政治协商会议临溪区第六届委员会第四次会议开幕", True),
        ("中国共产党临溪区第十一届委员会第八次全体会议举行", True),
        ("临溪区第五次会议开幕", False),
        ("临溪区第十八届人民代表大会开幕", False),
        ("临溪区第十八届人民代表大会第五次会议开幕", True),
        ("共青团临溪区第二十一次代表大会开幕", True),
        ("林岳出席中央纪委五次全会精神", False),
        ("林岳传达中央纪委五次全会精神", True),
        ("林岳出席春耕生产现场会", True),
    ],
)
def test_a_session_keeps_its_body_and_number(output: str, passed: bool) -> None:
    assert session(Checker(SOURCE).view(Task.HEADLINE, output)).passed is passed
