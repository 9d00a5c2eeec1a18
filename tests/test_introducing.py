"""Posts of the source stand before the first mention of a person."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.introducing import introduced
from summarizer.types import Task

SOURCE = (
    "5月12日，云岭县委副书记、县长林岳主持召开防汛会议，副县长高晓棠、陈知远出席。"
    "林岳强调，要严格执行值班制度。高晓棠要求，要备足物资。沈砚主席表示，要加强协商。"
)


def copy(text: str) -> tuple[int, ...]:
    """The last place of each sentence of the text in the source."""
    places: list[int] = []
    for sentence in text.split("。")[:-1]:
        at = SOURCE.rindex(sentence + "。")
        places += range(at, at + len(sentence) + 1)
    return tuple(places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "林岳强调，要严格执行值班制度。",
            "云岭县委副书记、县长林岳强调，要严格执行值班制度。",
        ),
        (
            "高晓棠要求，要备足物资。林岳强调，要严格执行值班制度。",
            "副县长高晓棠要求，要备足物资。云岭县委副书记、县长林岳强调，要严格执行值班制度。",
        ),
        ("沈砚主席表示，要加强协商。", "沈砚主席表示，要加强协商。"),
        ("高晓棠、陈知远出席。", "高晓棠、陈知远出席。"),
        ("副县长高晓棠、陈知远出席。", "副县长高晓棠、陈知远出席。"),
        (
            "云岭县委副书记、县长林岳主持召开防汛会议，副县长高晓棠、陈知远出席。",
            "5月12日，云岭县委副书记、县长林岳主持召开防汛会议，副县长高晓棠、陈知远出席。",
        ),
    ],
)
def test_who_is_named_has_posts_and_the_day_stands_first(text: str, expected: str) -> None:
    copied = copy(text) if text in SOURCE or "。" in text[:-1] else (-1,) * len(text)
    found, places = introduced(text, copied, Checker(SOURCE).view(Task.BRIEF, text), None)
    assert found == expected
    assert len(places) == len(found)
    assert all(SOURCE[p] == c for p, c in zip(places, found, strict=True) if p >= 0)


def test_the_asked_length_is_kept() -> None:
    text = "林岳强调，要严格执行值班制度。"
    view = Checker(SOURCE).view(Task.BRIEF, text)
    assert introduced(text, copy(text), view, len(text) + 5) == (text, copy(text))
