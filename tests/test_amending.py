"""What is put right in a copied brief before it is checked."""

from __future__ import annotations

import pytest

from summarizer.amending import amended

SOURCE = (
    "5月12日，林岳先后来到水厂、变电站调研。随后先后到青石乡看望群众。"
    "县长林岳、副县长高晓棠、陈知远出席会议。"
)


def copy(text: str) -> tuple[int, ...]:
    """Places of a text whose pieces stand in the source in this order."""
    at, places = 0, []
    for char in text:
        at = SOURCE.index(char, at)
        places.append(at)
        at += 1
    return tuple(places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月12日，林岳先后来到水厂调研。", "5月12日，林岳来到水厂调研。"),
        ("5月12日，林岳先后来到水厂、变电站调研。", "5月12日，林岳先后来到水厂、变电站调研。"),
    ],
)
def test_of_one_place_nobody_goes_in_turn(text: str, expected: str) -> None:
    found, copied = amended(text, copy(text), SOURCE)
    assert found == expected
    assert copied == copy(expected)


def test_what_the_source_says_so_itself_stays() -> None:
    text = "先后到青石乡看望群众。"
    places = tuple(range(SOURCE.index(text), SOURCE.index(text) + len(text)))
    assert amended(text, places, SOURCE) == (text, places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县长林岳出席会议。", "县长林岳等出席会议。"),
        ("县长林岳、副县长高晓棠、陈知远出席会议。", "县长林岳、副县长高晓棠、陈知远出席会议。"),
    ],
)
def test_others_who_were_present_are_not_denied(text: str, expected: str) -> None:
    begin = SOURCE.index("县长林岳")
    places = list(range(begin, begin + 4)) + list(range(SOURCE.index("出席会议"), len(SOURCE)))
    if "高晓棠" in text:
        places = list(range(begin, len(SOURCE)))
    found, copied = amended(text, places, SOURCE)
    assert found == expected
    assert len(copied) == len(found)
    assert amended(text, places, SOURCE, len(text))[0] == text  # no longer than was asked for


def test_who_came_along_is_company() -> None:
    source = "县委书记林岳，县长高晓棠，县政协主席沈砚一行，到福寿里社区看望老人。"
    pieces = ("县委书记林岳", "，到福寿里社区看望老人。")
    copied = tuple(source.rindex(p) + i for p in pieces for i in range(len(p)))
    found, places = amended("".join(pieces), copied, source)
    assert found == "县委书记林岳一行到福寿里社区看望老人。"
    assert "".join(source[i] for i in places) == found
