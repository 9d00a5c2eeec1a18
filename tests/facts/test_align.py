"""The alignment of an output with its source."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.facts.align import Alignment, fold
from tests.facts.bulletins import MEETING


def test_copied_words_find_their_place() -> None:
    output = "高晓棠要求，柳湾镇、石门乡完成河道清淤。"
    places = Alignment(output, MEETING).places
    for words in ("高晓棠要求", "柳湾镇、石门乡", "完成河道清淤"):
        start = output.index(words)
        assert places[start] == MEETING.index(words)
        assert places[start + len(words) - 1] == MEETING.index(words) + len(words) - 1


def test_an_exchanged_character_has_no_place() -> None:
    output = "县长林峰主持召开全县防汛备汛工作会议"
    places = Alignment(output, MEETING).places
    assert places[output.index("峰")] == -1
    assert places[output.index("主持")] == MEETING.index("主持")


def test_of_two_equal_words_the_one_in_the_same_context_is_meant() -> None:
    output = "林岳强调，要严格执行24小时值班值守制度"
    assert Alignment(output, MEETING).places[0] == MEETING.index("林岳强调")


def test_a_joint_is_behind_the_mark_that_both_sides_hold() -> None:
    source = "县长在睢阳调研慈善活动。睢阳县长林岳出席。会上讨论。睢阳区长高晓棠表示，要办好活动。"
    output = "县长在睢阳调研慈善活动。睢阳区长高晓棠表示，要办好活动。"
    places = Alignment(output, source).places
    again = source.rindex("睢阳")
    assert places[output.rindex("睢阳") :][:4] == tuple(range(again, again + 4))


def test_context_tells_two_places_apart() -> None:
    output = "云岭县委副书记、县长高晓棠主持召开"
    alignment = Alignment(output, MEETING)
    start = output.index("高晓棠")
    here = MEETING.index("林岳主持")
    other = MEETING.index("高晓棠，")
    there = alignment.context(start, start + 3, other, other + 3)
    assert alignment.context(start, start + 3, here, here + 2) > there + 5


def test_fold_keeps_positions() -> None:
    text = "５月“最后”—１２％,\u3000林\n岳\uf9e4"
    assert len(fold(text)) == len(text)
    assert fold(text) == fold('5月"最后"-12%，\u0020林 岳\u7406')


def test_empty_texts() -> None:
    assert Alignment("", "林岳").places == ()
    assert Alignment("林岳", "").places == (-1, -1)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="林岳高晓棠，。会议12日", max_size=25),
    st.text(alphabet="林岳高晓棠，。会议12日", max_size=40),
)
def test_a_place_has_the_same_character(output: str, source: str) -> None:
    places = Alignment(output, source).places
    assert len(places) == len(output)
    assert all(p == -1 or fold(source)[p] == fold(c) for p, c in zip(places, output, strict=True))
