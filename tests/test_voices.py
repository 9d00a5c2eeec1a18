"""Who speaks together in a brief speaks together in the source."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task
from summarizer.voices import together

SOURCE = (
    "9月1日，县委书记柏舟，县委副书记、县长温一川，县政协主席钟岚分别走访学校。"
    "柏舟来到松坪一中，钟岚来到松坪小学。柏舟强调，要关心教师成长。"
    "温一川要求，县教育局要在月底前修好校舍。柏舟会见董事长费思齐，费思齐表示，将捐建图书馆。"
    "副县长许青、县教育局局长高鹤要求，各校要排查隐患。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("9月1日，县委书记柏舟，县委副书记、县长温一川要求，县教育局要在月底前修好校舍。", False),
        ("9月1日，县委书记柏舟、县长温一川强调，要关心教师成长。", False),
        ("9月1日，县委书记柏舟和县政协主席钟岚强调，要关心教师成长。", False),
        ("9月1日，县委书记柏舟走访学校，县长温一川要求，县教育局要在月底前修好校舍。", True),
        ("9月1日，县委书记柏舟，县长温一川走访学校。温一川要求，县教育局要修好校舍。", True),
        ("副县长许青、县教育局局长高鹤要求，各校要排查隐患。", True),
        ("许青、高鹤要求，各校要排查隐患。", True),
        ("县委书记柏舟会见董事长费思齐，费思齐表示，将捐建图书馆。", True),
        ("县委书记柏舟强调，要关心教师成长；县长温一川要求，县教育局要修好校舍。", True),
    ],
)
def test_a_row_speaks_only_if_it_does_in_the_source(output: str, passed: bool) -> None:
    assert together(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


def test_the_source_passes() -> None:
    assert together(Checker(SOURCE).view(Task.BRIEF, SOURCE)).passed
