"""Words as units: what may not be torn."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from summarizer.words import words


def test_words_and_the_endings_of_divisions() -> None:
    text = "湖南省委副书记林岳主持召开会议"
    found = [span.of(text) for span in words(text)]
    assert "主持" in found
    assert "会议" in found
    assert "湖南" in [span.of("湖南省长沙市") for span in words("湖南省长沙市")]


def test_marks_and_single_characters_are_no_words() -> None:
    assert words("，。的") == ()
    assert words("") == ()


@given(st.text(alphabet="云岭县委书记主持召开会议，。 \n12.5%GDPé𠮷", max_size=40))
def test_spans_are_in_order_and_inside(text: str) -> None:
    found = words(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
