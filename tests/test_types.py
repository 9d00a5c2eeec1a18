"""Value types: frozen, JSON round trip, and a character map that leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.types import (
    Article,
    Candidate,
    CharMap,
    Check,
    Method,
    Page,
    Provenance,
    Span,
    Summary,
    Task,
    mapped,
)

PAGE = "本报讯  4月19日,县长林岳\n主持会议。"


def article() -> Article:
    text = "4月19日，县长林岳主持会议。"
    positions = [i for i, c in enumerate(PAGE) if i >= 5 and c != "\n"]
    return Article(source="a.txt", index=0, text=text, origin=CharMap.from_positions(positions))


def summary() -> Summary:
    return Summary(
        source="a.txt",
        index=0,
        title=None,
        text="4月19日，县长林岳主持会议。",
        headline="林岳主持会议",
        brief=None,
        candidates=(
            Candidate(task=Task.HEADLINE, text="林岳主持会议", score=-0.2, copied=(8, -1)),
        ),
        checks=(Check(task=Task.HEADLINE, kind="names", passed=True),),
        provenance=(
            Provenance(
                task=Task.HEADLINE,
                output=Span(start=0, end=6),
                article=(Span(start=8, end=14),),
                page=(Span(start=13, end=15), Span(start=16, end=20)),
            ),
        ),
        read_share={Task.HEADLINE: 1.0, Task.BRIEF: 0.5},
        method={Task.HEADLINE: Method.MODEL, Task.BRIEF: Method.EXTRACTIVE},
        reasons={Task.BRIEF: ("过短",)},
        model="onnx-int8:0123",
    )


@pytest.mark.parametrize("value", [article(), summary(), Page(source="-", text=PAGE)])
def test_json_round_trip(value: Article | Summary | Page) -> None:
    assert type(value).model_validate_json(value.model_dump_json()) == value


def test_values_are_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        Span(start=0, end=1).start = 2  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Page.model_validate({"source": "-", "text": "", "titel": ""})


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(ValidationError, match="before its start"):
        Span(start=3, end=2)


def test_an_article_is_mapped_whole() -> None:
    with pytest.raises(ValidationError, match="map of 1 characters for 2"):
        Article(source="-", index=0, text="会议", origin=CharMap.identity(1))


def test_the_map_leads_to_the_page_across_a_dropped_newline() -> None:
    found = article()
    name = found.text.index("林岳主持")
    spans = found.origin.spans(Span(start=name, end=name + 4))
    assert [s.of(PAGE) for s in spans] == ["林岳", "主持"]
    assert found.origin.hull(Span(start=name, end=name + 4)).of(PAGE) == "林岳\n主持"
    assert mapped([Span(start=name, end=name + 1)], found.origin)[0].of(PAGE) == "林"


def test_positions_must_increase() -> None:
    with pytest.raises(ValueError, match="does not increase"):
        CharMap.from_positions([0, 1, 1])


increasing = st.lists(st.integers(0, 400), unique=True, max_size=60).map(sorted)


@given(increasing)
def test_positions_round_trip(positions: list[int]) -> None:
    found = CharMap.from_positions(positions)
    assert found.positions() == positions
    assert len(found) == len(positions)


@given(increasing, st.data())
def test_slices_and_spans_agree_with_positions(positions: list[int], data: st.DataObject) -> None:
    found = CharMap.from_positions(positions)
    a = data.draw(st.integers(0, len(positions)))
    b = data.draw(st.integers(a, len(positions)))
    span = Span(start=a, end=b)
    assert found.slice(span).positions() == positions[a:b]
    assert [i for s in found.spans(span) for i in range(s.start, s.end)] == positions[a:b]


@given(increasing, st.data())
def test_maps_compose(outer: list[int], data: st.DataObject) -> None:
    inner = sorted(data.draw(st.sets(st.integers(0, len(outer) - 1)))) if outer else []
    composed = CharMap.from_positions(inner).then(CharMap.from_positions(outer))
    assert composed.positions() == [outer[i] for i in inner]
    assert composed == CharMap.from_positions(outer[i] for i in inner)
