"""Who issues a notice and the day, below it: they end it, and head nothing."""

from __future__ import annotations

import pytest

from summarizer.signatures import signatures
from tests.bulletins import MEETING
from tests.splitting import articles

NOTICE = "经县委研究，现将拟任职干部公示如下：\n林岳，男，1979年8月生，拟任县委常委。"
ISSUED = "（2024年6月11日通过）\n决定任命：\n林岳为云岭县人民政府代理县长。"
LIST = "云岭县人民代表大会常务委员会任免名单"


@pytest.mark.parametrize(
    ("signed", "kept"),
    [
        ("中共云岭县委组织部\n2024年6月12日", "中共云岭县委组织部"),
        ("中共云岭县委\n云岭县人民政府\n二〇二四年六月十二日", "中共云岭县委\n云岭县人民政府"),
    ],
)
def test_a_signature_ends_a_notice(signed: str, kept: str) -> None:
    first, second = articles(f"干部任前公示\n{NOTICE}\n\n{signed}\n\n{LIST}\n{ISSUED}")
    assert (first.title, first.text) == ("干部任前公示", f"{NOTICE}\n{kept}")
    assert (second.title, second.text) == (LIST, ISSUED)


def test_a_signature_at_the_end_of_a_page() -> None:
    [only] = articles(f"干部任前公示\n{NOTICE}\n中共云岭县委组织部\n2024年6月12日")
    assert only.text == f"{NOTICE}\n中共云岭县委组织部"


def test_what_is_attached_belongs_to_what_is_signed() -> None:
    [only] = articles(
        f"干部任前公示\n{NOTICE}\n中共云岭县委组织部\n2024年6月12日\n"
        "附件：云岭县拟任职干部名单\n林岳，拟任县委常委。"
    )
    assert only.text.endswith("\n林岳，拟任县委常委。")


@pytest.mark.parametrize(
    "lines",
    [
        ["云岭县人民医院", "2024年6月12日"],  # no text above
        [MEETING, "林岳走访慰问云岭县人民医院", "2024年6月12日"],
        [MEETING, "云岭县教育局"],
        ["云岭县防汛工作会议召开", "云岭县水利局", "2024年6月12日"],
    ],
)
def test_what_is_no_signature(lines: list[str]) -> None:
    assert not signatures(lines)


@pytest.mark.parametrize("title", [LIST, "云岭县水利局关于停止取水的公告", "云岭县公安局通告"])
def test_what_an_office_issues_is_an_article(title: str) -> None:
    first, second = articles(f"云岭县召开防汛备汛会议\n{MEETING}\n{title}\n{ISSUED}")
    assert (first.text, second.title) == (MEETING, title)
