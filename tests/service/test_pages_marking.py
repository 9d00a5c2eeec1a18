"""Marks on texts, and tables for spreadsheets."""

from __future__ import annotations

import csv
import random

import pytest

from service.pages import tables
from service.pages.history import marked
from service.pages.marking import Mark, locate, paragraphs, pieces
from service.schemas import JobError
from summarizer.types import Method, Span, Summary, Task


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def test_pieces_are_cut_where_marks_begin_and_end() -> None:
    found = pieces("林岳到柳湾镇", [Mark(span(0, 6), "b0"), Mark(span(0, 2), "bx0", True)])
    assert [tuple(piece) for piece in found] == [
        ("林岳", "b0 bx0", True),
        ("到柳湾镇", "b0", False),
    ]


@pytest.mark.parametrize("seed", range(50))
def test_pieces_joined_are_the_text(seed: int) -> None:
    # Hypothesis would take the service's threads, which use random numbers too, for its own.
    chance = random.Random(seed)
    text = "".join(chance.choices("云岭县\n", k=chance.randrange(30)))
    places = [span(*sorted(chance.choices(range(40), k=2))) for _ in range(chance.randrange(6))]
    marks = [Mark(place, f"b{i}") for i, place in enumerate(places)]
    assert "".join(piece.text for piece in pieces(text, marks)) == text
    lines = ["".join(piece.text for piece in line) for line in paragraphs(text, marks)]
    assert "\n".join(lines) == text
    for i, place in enumerate(places):
        lit = "".join(p.text for p in pieces(text, marks) if f"b{i}" in p.ids.split())
        assert lit == place.of(text)


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("县长", [], span(0, 2)),
        ("县长", [span(7, 12)], span(8, 10)),
        ("市长", [], None),
        ("", [], None),
    ],
)
def test_the_nearest_of_several_places(words: str, near: list[Span], found: Span | None) -> None:
    assert locate(words, "县长林岳出席，副县长高晓棠主持", near) == found


def test_searched_words_are_marked() -> None:
    found = marked("林岳到柳湾镇，林岳说", "林岳 柳湾")
    assert [p.text for p in found if p.ids] == ["林岳", "柳湾", "林岳"]
    assert marked("云(岭", "(")[1].ids == "hit"


def test_a_table_is_what_excel_reads_and_never_a_formula() -> None:
    summary = Summary(
        source="=1+1",
        index=1,
        title=None,
        text="文",
        headline="标题，有逗号",
        brief='"引"',
        read_share={Task.HEADLINE: 1},
        method={Task.HEADLINE: Method.EXTRACTIVE},
        warnings=("甲", "乙"),
        model="m",
    )
    text = "".join(tables.results([summary.model_dump_json() + "\n"]))
    assert text.startswith("\ufeff来源")
    [_, row] = csv.reader(text.removeprefix("\ufeff").splitlines())
    assert row == ["'=1+1", "2", "", "标题，有逗号", "摘自原文", '"引"', "", "甲；乙"]
    error = JobError(position=0, source="坏.docx", code="unreadable", message="读不了")
    assert "1,坏.docx,读不了" in "".join(tables.errors([error.model_dump_json()]))
