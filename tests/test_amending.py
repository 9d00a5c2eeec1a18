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


@pytest.mark.parametrize(
    ("source", "pieces", "expected"),
    [
        (
            "5月12日，林岳、周敏、何川参加云岭县防汛演练。",
            ("林岳、周敏", "参加云岭县防汛演练。"),
            "林岳、周敏等参加云岭县防汛演练。",
        ),
        (
            "5月12日，林岳、周敏和何川一同参加防汛演练。",
            ("林岳、周敏", "一同参加防汛演练。"),
            "林岳、周敏等一同参加防汛演练。",
        ),
        (
            "5月12日，林岳、周敏到石桥村，参加防汛演练。",
            ("林岳、周敏", "参加防汛演练。"),
            "林岳、周敏参加防汛演练。",
        ),
        (
            "会议任命林岳、周敏、何川为县人民法院审判员。",
            ("会议任命林岳、周敏", "为县人民法院审判员。"),
            "会议任命林岳、周敏等为县人民法院审判员。",
        ),
        (
            "会议任命林岳为县教育局局长、周敏为县水利局局长。",
            ("会议任命林岳", "为县水利局局长。"),
            "会议任命林岳为县水利局局长。",
        ),
    ],
)
def test_those_left_out_at_the_end_of_a_row_are_told_of(
    source: str, pieces: tuple[str, ...], expected: str
) -> None:
    text = "".join(pieces)
    copied = tuple(source.rindex(p) + i for p in pieces for i in range(len(p)))
    found, places = amended(text, copied, source)
    assert found == expected
    assert len(places) == len(found)


NEWS = (
    "8月22日，记者从县农业局获悉，今年全县粮食播种面积稳定在29万亩。"
    "6月3日，县长林岳在接受采访时介绍，改革三年来，亩均税收增长。"
)


@pytest.mark.parametrize(
    ("day", "news", "kept"),
    [
        ("8月22日，", "今年全县粮食播种面积稳定在29万亩。", ""),
        ("6月3日，", "改革三年来，亩均税收增长。", ""),
        ("8月22日，", "记者从县农业局获悉，今年全县粮食播种面积稳定在29万亩。", "8月22日，"),
        ("6月3日，", "县长林岳在接受采访时介绍，改革三年来，亩均税收增长。", "6月3日，"),
    ],
)
def test_the_day_on_which_news_was_told_is_not_the_day_of_the_news(
    day: str, news: str, kept: str
) -> None:
    first, then = NEWS.index(day), NEWS.index(news)
    places = (*range(first, first + len(day)), *range(then, then + len(news)))
    found, copied = amended(day + news, places, NEWS)
    assert found == kept + news
    assert "".join(NEWS[p] for p in copied) == found
