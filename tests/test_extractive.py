"""Extracts: the source's own words, whole clauses, within the length."""

from __future__ import annotations

import pytest

from summarizer import extractive
from summarizer.types import Span
from tests.bulletins import MEETING, SHORT, STATISTICS


def own_words(text: str, extract: extractive.Extract) -> bool:
    return all(
        place == -1 or character == text[place] or character == "。"
        for character, place in zip(extract.text, extract.copied, strict=True)
    )


@pytest.mark.parametrize("limit", [45, 60, 100, 190])
@pytest.mark.parametrize("text", [MEETING, STATISTICS])
def test_a_brief_is_whole_clauses_within_the_ceiling(text: str, limit: int) -> None:
    found = extractive.brief(text, limit)
    assert found is not None
    assert len(found.text) <= limit
    assert found.text.endswith("。")
    assert "\n" not in found.text
    assert own_words(text, found)


def test_a_text_without_a_full_stop_gets_one() -> None:
    found = extractive.brief("云岭县召开春耕生产现场会", 60)
    assert found is not None
    assert found.text == "云岭县召开春耕生产现场会。"
    assert found.copied[-1] == -1


def test_no_clause_fits() -> None:
    assert extractive.brief("云岭县委副书记县长林岳主持召开全县防汛备汛工作会议。", 10) is None
    assert extractive.brief("", 60) is None


def test_extracts_begin_behind_the_dateline() -> None:
    source = "本报讯（记者周民）" + MEETING
    for found in (extractive.brief(source, 120), extractive.headline(source, 32)):
        assert found is not None
        assert own_words(source, found)
        assert "记者" not in found.text


def test_a_headline_loses_its_date_and_posts() -> None:
    start = MEETING.index("林岳")
    found = extractive.headline(MEETING, 32, names=[Span(start=start, end=start + 2)])
    assert found is not None
    assert found.text == "林岳主持召开全县防汛备汛工作会议"
    assert own_words(MEETING, found)


def test_a_headline_loses_a_rank_too() -> None:
    text = "省文化和旅游厅公共服务处二级巡视员何静安已担任云岭县委常委、副县长提名人选。"
    start = text.index("何静安")
    found = extractive.headline(text, 32, names=[Span(start=start, end=start + 3)])
    assert found is not None
    assert found.text == "何静安已担任云岭县委常委、副县长提名人选"


def test_a_headline_too_long_for_the_ceiling_is_none() -> None:
    assert extractive.headline(SHORT, 8) is None
    found = extractive.headline(SHORT, 32)
    assert found is not None
    assert found.text == "清河市召开夏粮收购工作会议"


@pytest.mark.parametrize("baseline", [extractive.lead, extractive.textrank])
@pytest.mark.parametrize("limit", [50, 120])
def test_baselines_keep_to_the_limit(baseline: object, limit: int) -> None:
    assert callable(baseline)
    found = baseline(MEETING, limit)
    assert 0 < len(found) <= limit
    assert "\n" not in found


def test_lead_takes_whole_clauses_from_the_start() -> None:
    assert extractive.lead(SHORT + "会议要求，颗粒归仓。", 24) == SHORT + "会议要求。"


def test_a_headline_loses_the_marks_of_pages() -> None:
    found = extractive.headline("×云岭县召开防汛工作会议。", 30)
    assert found is not None
    assert found.text == "云岭县召开防汛工作会议"


PRESIDED = (
    "5月12日,云岭县茶叶品种改良暨山区茶园机械化采摘和初制加工能力提升现场会在青石乡老茶园召开。"
    "县长林岳主持会议并讲话,9家茶厂参加。云岭县改造老茶园1200亩。"
)


def test_who_presided_is_no_headline_where_more_is_said() -> None:
    found = extractive.headline(PRESIDED, 30)
    assert found is not None
    assert found.text == "云岭县改造老茶园1200亩"


def test_a_half_width_comma_does_not_hide_that_a_clause_tells_when() -> None:
    found = extractive.headline("寒潮过后,云岭县多条山路结冰。", 30)
    assert found is not None
    assert found.text == "云岭县多条山路结冰"


def test_clauses_are_offered_in_turn() -> None:
    found = extractive.headlines(MEETING, 32)
    assert len(found) > 1
    assert found[0] == extractive.headline(MEETING, 32)
    assert all(own_words(MEETING, clause) for clause in found)


def test_marks_of_half_width_end_no_sentence() -> None:
    text = (
        "5月12日,云岭县副县长林岳到河道治理工地检查,堤防已加固7公里,全线年内完成,沿岸种上柳树。"
        "林岳指出:要在6月底前完工,加强管护,让群众满意;林岳问:“还有多远?”随行人员一一作答。"
    )
    for limit in range(20, 100, 5):
        found = extractive.brief(text, limit)
        assert found is not None
        assert not any(mark + "。" in found.text for mark in ",;:，；：")
        assert "指出。" not in found.text
        assert "林岳问。" not in found.text
    headline = extractive.headline(text, 32)
    assert headline is not None
    assert headline.text == "云岭县副县长林岳到河道治理工地检查"
