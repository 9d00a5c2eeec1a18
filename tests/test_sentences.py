"""Sentences and clauses: where they end, what is kept whole, and that they cover the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sentences import sentences
from tests.bulletins import MEETING, STATISTICS


def parts(text: str) -> list[list[str]]:
    return [[clause.of(text) for clause in s.clauses] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县长主持会议，部署工作。会议强调安全。",
            [["县长主持会议，", "部署工作。"], ["会议强调安全。"]],
        ),
        ("他说：“要抓实。要抓细。”会议结束。", [["他说：", "“要抓实。要抓细。”"], ["会议结束。"]]),
        ("做到“谁主管，谁负责”，压实责任。", [["做到“谁主管，谁负责”，", "压实责任。"]]),
        ("学习《关于安全生产，防灾减灾的意见》。", [["学习《关于安全生产，防灾减灾的意见》。"]]),
        ("投入1,200万元，22:30结束。", [["投入1,200万元，", "22:30结束。"]]),
        ("怎么办？县里有办法。", [["怎么办？"], ["县里有办法。"]]),
        ("要回答“怎么办？”的问题。", [["要回答“怎么办？”的问题。"]]),
        ("一段\n二段。", [["一段"], ["二段。"]]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_where_sentences_and_clauses_end(text: str, expected: list[list[str]]) -> None:
    assert parts(text) == expected


def test_an_unclosed_quotation_does_not_swallow_the_rest() -> None:
    text = "他说：“要抓实。" + "会议强调安全。" * 60
    assert len(sentences(text)) > 50


@pytest.mark.parametrize("text", [MEETING, STATISTICS])
def test_bulletins_are_covered(text: str) -> None:
    _covers(text)


@given(
    st.lists(st.sampled_from([*"县长“”‘’（）《》。！？…，；：,;:!?.12a \n", "会议"]), max_size=60)
)
def test_every_character_is_in_one_clause(pieces: list[str]) -> None:
    _covers("".join(pieces))


def _covers(text: str) -> None:
    found = sentences(text)
    for s in found:
        assert s.clauses[0].start == s.span.start
        assert s.clauses[-1].end == s.span.end
        assert all(a.end == b.start for a, b in zip(s.clauses, s.clauses[1:], strict=False))
    covered = [i for s in found for i in range(s.span.start, s.span.end)]
    assert covered == [i for i, c in enumerate(text) if c != "\n"]
