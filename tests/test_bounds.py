"""Where sentences and clauses begin and end."""

from __future__ import annotations

import pytest

from summarizer.bounds import after_last, until_first

TEXT = "会议强调，要防汛。林岳讲话"


@pytest.mark.parametrize(("at", "begin", "end"), [(0, 0, 4), (4, 0, 4), (5, 5, 8), (9, 9, 13)])
def test_a_clause_lies_between_its_marks(at: int, begin: int, end: int) -> None:
    assert (after_last(TEXT, "，。", at), until_first(TEXT, "，。", at)) == (begin, end)


def test_a_text_without_the_marks_is_one_stretch() -> None:
    assert after_last(TEXT, "！", 7) == 0
    assert until_first(TEXT, "！", 7) == len(TEXT)
    assert until_first("", "。", 0) == 0
