"""Output clauses led back to the article and the page."""

from __future__ import annotations

from summarizer.provenance import trace
from summarizer.types import CharMap, Task

ARTICLE = (
    "5月12日，云岭县县长林岳主持召开防汛工作会议。柳湾镇作了发言。"
    "林岳强调，要加强会商研判，及时发布预警信息，严禁迟报瞒报。"
)


def test_clause_by_clause() -> None:
    output = "5月12日，林岳主持召开防汛工作会议，强调要加强会商研判，严禁迟报瞒报。"
    traces = trace(output, ARTICLE, CharMap.identity(len(ARTICLE)), Task.BRIEF)
    assert [t.output.of(output) for t in traces] == [
        "5月12日，",
        "林岳主持召开防汛工作会议，",
        "强调要加强会商研判，",
        "严禁迟报瞒报。",
    ]
    assert "严禁迟报瞒报" in traces[3].article[0].of(ARTICLE)
    assert "主持召开防汛工作会议" in traces[1].article[-1].of(ARTICLE)
    assert all(t.article == t.page for t in traces)


def test_page_offsets_go_through_the_cleaning_map() -> None:
    page = "本报讯  " + ARTICLE.replace("会议。柳湾", "会\n议。柳湾")
    positions = [i for i, c in enumerate(page) if i >= 5 and c != "\n"]
    origin = CharMap.from_positions(positions)
    traces = trace("林岳主持召开防汛工作会议。", ARTICLE, origin, Task.BRIEF)
    [found] = traces
    words = "".join(span.of(page) for span in found.page)
    assert words.startswith("林岳主持召开防汛工作会")
    assert "\n" not in words


def test_the_engines_record_goes_before_the_alignment() -> None:
    copied = tuple(range(ARTICLE.rindex("林岳"), ARTICLE.rindex("林岳") + 2))
    [found] = trace("林岳", ARTICLE, CharMap.identity(len(ARTICLE)), Task.HEADLINE, copied)
    assert found.article[0].start == ARTICLE.rindex("林岳")


def test_what_has_no_place_has_no_trace() -> None:
    assert trace("xyz。", ARTICLE, CharMap.identity(len(ARTICLE)), Task.BRIEF) == ()
    assert trace("林岳。", "", CharMap(), Task.BRIEF) == ()
