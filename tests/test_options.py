"""Options: validated with one line; ceilings and length classes."""

from __future__ import annotations

import pytest

from summarizer.exceptions import OptionError
from summarizer.options import Options
from summarizer.types import Task

UPPER = (60, 100, 140)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"max_chars": 3}, "max_chars: Input should be greater than or equal to 8"),
        ({"length": "tiny"}, "length: 'tiny' is not one of short, medium, long, full"),
        ({"tasks": ()}, "tasks: name each of headline and brief at most once"),
        ({"candidates": 5, "beam": 4}, "candidates: 5 needs a beam at least as wide"),
    ],
)
def test_a_wrong_option_says_what_is_wrong(values: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        Options.of(**values)
    assert str(raised.value) == message


def test_the_ceiling_widens_the_brief_and_never_the_headline() -> None:
    assert Options().ceiling(Task.BRIEF) == 190
    assert Options(max_chars=250).ceiling(Task.BRIEF) == 250
    assert Options(max_chars=250).ceiling(Task.HEADLINE) == 32
    assert Options(max_chars=16).ceiling(Task.HEADLINE) == 16


@pytest.mark.parametrize(
    ("length", "max_chars", "bucket"),
    [
        (None, None, 2),
        (None, 190, 2),
        (None, 120, 1),
        (None, 60, 0),
        (None, 50, 0),
        ("full", None, 3),
        ("full", 100, 1),
        ("short", 100, 0),
    ],
)
def test_buckets_stay_under_the_ceiling(
    length: str | None, max_chars: int | None, bucket: int | None
) -> None:
    assert Options(length=length, max_chars=max_chars).bucket(Task.BRIEF, UPPER, 600) == bucket


def test_an_engine_without_classes_is_asked_for_none() -> None:
    assert Options().bucket(Task.BRIEF, (), 600) is None
    assert Options(max_chars=50, length="short").bucket(Task.BRIEF, (), 600) is None


@pytest.mark.parametrize(("length", "bucket"), [(80, 0), (150, 0), (220, 1), (300, 2), (5000, 2)])
def test_a_brief_is_as_long_as_an_editors(length: int, bucket: int) -> None:
    assert Options().bucket(Task.BRIEF, UPPER, length) == bucket


def test_the_model_chooses_the_length_of_a_headline() -> None:
    assert Options().bucket(Task.HEADLINE, (14, 20, 28), 600) is None


def test_a_brief_fills_its_class_and_a_headline_need_not() -> None:
    upper = (60, 100, 140)
    assert Options.least(Task.BRIEF, upper, 2, 800) == 75
    assert Options.least(Task.BRIEF, upper, 0, 90) == 30
    assert Options.least(Task.BRIEF, upper, 0, 24) == 11
    assert Options.least(Task.BRIEF, (), None, 800) == 0
    assert Options.least(Task.HEADLINE, (14, 20, 28), 2, 800) == 0
