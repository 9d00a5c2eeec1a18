"""What a brief's clauses have probably lost is put back."""

from __future__ import annotations

import pytest

from summarizer import mending
from summarizer.mending import mended

SOURCE = (
    "国家主席9月3日同云岛国总理会谈。主席指出，云岭国愿同云岛国加强疫苗合作，支持云岛国抗击疫情。"
    "云岭国愿同云岛国深化传统友谊，巩固能源、电信等领域合作，拓展数字经济合作。"
    "在江北，花灯点亮夜空。在江南，民俗活动热闹上演。"
    "县长林岳要求，要规范涉企执法检查，推行“综合查一次”，每年公布清单。"
)


def copy(*pieces: str) -> tuple[str, tuple[int, ...]]:
    said, places = "", []
    for piece in pieces:
        at = SOURCE.find(piece)
        said += piece
        places += list(range(at, at + len(piece))) if at >= 0 else [-1] * len(piece)
    return said, tuple(places)


def test_a_place_gets_its_preposition_back() -> None:
    said, places = copy("主席指出，云岭国愿同云岛国加强疫苗合作", "，", "江南，民俗活动热闹上演。")
    found, copied = mended(said, places, SOURCE, None)
    assert found == "主席指出，云岭国愿同云岛国加强疫苗合作。在江南，民俗活动热闹上演。"
    assert all(SOURCE[p] == c for p, c in zip(copied, found, strict=True) if p >= 0)


def test_no_quotation_ends_that_did_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "SUSPECT", 0.0)
    monkeypatch.setattr(mending, "LEAST", -9.0)  # whatever the odds
    source = "5月12日，林岳检查水库。“堤要修牢，渠要挖深。”县水利局局长方淮说，已修好堤坝3处。"
    pieces = ("5月12日，林岳检查水库。", "县水利局局长方淮说，已修好堤坝3处。")
    places = tuple(source.index(p) + i for p in pieces for i in range(len(p)))
    found, _ = mended("".join(pieces), places, source, None)
    assert found.count("“") == found.count("”") == 0


def test_what_is_whole_stays() -> None:
    said, places = copy("在江北，花灯点亮夜空。在江南，民俗活动热闹上演。")
    assert mended(said, places, SOURCE, None) == (said, places)


@pytest.mark.parametrize("limit", [20, 24])
def test_the_asked_length_is_kept(limit: int) -> None:
    said, places = copy("在江北，花灯点亮夜空", "；", "江南，民俗活动热闹上演。")
    assert len(mended(said, places, SOURCE, limit)[0]) <= max(limit, len(said))


def test_nothing_is_put_back_where_it_is_not_known_what_was_copied() -> None:
    assert mended("江南，民俗活动热闹上演。", (), SOURCE, None) == ("江南，民俗活动热闹上演。", ())


def test_nothing_is_said_twice() -> None:
    said, places = copy(
        "主席指出，云岭国愿同云岛国加强疫苗合作", "，", "巩固能源、电信等领域合作", "。"
    )
    found, _ = mended(said, places, SOURCE, None)
    clauses = [c for c in found.replace("。", "，").split("，") if c]
    assert len(clauses) == len(set(clauses))
    assert found.count("主席指出") == 1


def test_what_begins_a_sentence_of_the_source_begins_one_here() -> None:
    said, places = copy("国家主席9月3日同云岛国总理会谈", "，", "巩固能源、电信等领域合作", "。")
    assert mended(said, places, SOURCE, None)[0] == (
        "国家主席9月3日同云岛国总理会谈。云岭国愿同云岛国深化传统友谊，巩固能源、电信等领域合作。"
    )
