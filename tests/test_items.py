"""Pages of short items behind ▶, ●, ■: each an article, none keeps its mark."""

from __future__ import annotations

import pytest

from summarizer.items import led
from tests.bulletins import MEETING
from tests.splitting import articles

FIRST = "6月8日，县长林岳到石桥工业园区调研。"
SECOND = "6月8日，县政协主席高晓棠主持召开水利工程专题会，要求9月底前完工。"


@pytest.mark.parametrize("mark", "▶●■◆★▲")
@pytest.mark.parametrize("dateline", ["", "本报6月9日讯 "])
def test_items_behind_an_ornament_are_articles(mark: str, dateline: str) -> None:
    found = articles(f"{dateline}{mark}{FIRST}\n{mark}{SECOND}\n")
    assert [(a.title, a.text) for a in found] == [(None, FIRST), (None, SECOND)]


def test_a_headline_on_the_line_of_its_sentence() -> None:
    found = articles(
        f"本报6月9日讯 ▶林岳调研工业园区 {FIRST}\n▶高晓棠主持召开专题会 {SECOND}\n"
        "1．县公安局破获电信诈骗案一起，抓获嫌疑人7名。\n2．县医保局追回违规资金43.5万元。\n"
    )
    assert [a.title for a in found] == ["林岳调研工业园区", "高晓棠主持召开专题会", None, None]
    assert [a.text for a in found][:2] == [FIRST, SECOND]
    assert [a.text[:4] for a in found][2:] == ["县公安局", "县医保局"]


@pytest.mark.parametrize(
    "text",
    [
        "我县召开动员会议定于6月8日，在石桥村举行。",
        "石桥区第一人民医院6月8日，接诊群众120人。",
        "林岳调研工业园区，6月8日，县长林岳到园区。",
    ],
)
def test_the_subject_of_a_sentence_is_no_headline(text: str) -> None:
    assert led(text) == 0


@pytest.mark.parametrize("mark", "▶●■◆★▲")
def test_a_headline_on_a_line_of_its_own_is_not_glued_to_its_sentence(mark: str) -> None:
    first, second = articles(f"{mark}林岳调研工业园区\n{FIRST}\n{mark}高晓棠督促工程\n{SECOND}")
    assert (first.title, first.text) == ("林岳调研工业园区", FIRST)
    assert (second.title, second.text) == ("高晓棠督促工程", SECOND)


def test_numbers_below_an_item_are_its_own_list() -> None:
    found = articles(
        f"●{FIRST}\n●县纪委监委通报两起典型案例：\n1．石桥村村干部违规收礼。\n"
        f"2．清河村村干部虚报材料。\n●{SECOND}"
    )
    assert [a.text[:4] for a in found] == ["6月8日", "县纪委监", "6月8日"]
    assert "2．清河村" in found[1].text


def test_ornaments_inside_one_article_are_taken_off_and_do_not_split_it() -> None:
    [only] = articles(f"云岭县出台三条措施\n本报讯 {MEETING}\n●发放补贴300万元。\n●新增岗位500个。")
    assert only.text.endswith("\n发放补贴300万元。\n新增岗位500个。")
    assert [e.before for e in only.edits if e.rule == "heading mark"] == ["●", "●"]


def test_a_figure_keeps_the_sign_before_it() -> None:
    [only] = articles(f"{MEETING}\n▲8.3%是今年以来的最高增幅，全县上下要继续努力。")
    assert "▲8.3%" in only.text
