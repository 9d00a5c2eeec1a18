"""Sentences of a brief begin with who went, where the source's do."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.opening import headed
from summarizer.types import Task

SOURCE = (
    "9月6日，市人大常委会副主任柏舟率执法检查组到松坪县，就《消防法》实施情况开展执法检查。"
    "就《森林法》实施情况开展调研的第二组同日返程。县长温一川到柳河镇调研春灌工作。"
    "双方将在年内就合作办学开展磋商，到2025年底建成校区3个。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("就《消防法》实施情况开展执法检查。", False),
        ("到松坪县，就《消防法》实施情况开展执法检查。", False),
        ("县长温一川到柳河镇调研春灌工作。到松坪县，就《消防法》实施情况开展执法检查。", False),
        ("到柳河镇调研春灌工作。", False),
        ("柏舟率执法检查组到松坪县，就《消防法》实施情况开展执法检查。", True),
        ("就《森林法》实施情况开展调研的第二组同日返程。", True),
        ("双方将在年内就合作办学开展磋商。", True),
        ("到2025年底建成校区3个。", True),
    ],
)
def test_who_went_stands_before_where(output: str, passed: bool) -> None:
    assert headed(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


def test_the_source_passes() -> None:
    assert headed(Checker(SOURCE).view(Task.BRIEF, SOURCE)).passed
