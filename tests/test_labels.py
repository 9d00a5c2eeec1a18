"""公示, 广告, 启事 alone on a line: what stands below is no part of the news above."""

from __future__ import annotations

import pytest

from tests.bulletins import MEETING, SHORT
from tests.splitting import articles

NOTICE = "石桥村村民高小满遗失身份证一张，声明作废。"


@pytest.mark.parametrize(
    "label",
    [
        "遗失声明",
        "公示",
        "公告",
        "启事",
        "招聘启事",
        "讣告",
        "更正",
        "【公告】",
        "公　示",
        "更正：",
    ],
)
def test_a_notice_is_not_glued_to_the_news_above(label: str) -> None:
    news, notice = articles(f"林岳主持召开防汛备汛会议\n本报讯 {MEETING}\n\n{label}\n{NOTICE}")
    assert news.text == MEETING
    assert notice.title is not None
    assert notice.title in label.replace("　", "")
    assert notice.text == NOTICE


def test_an_advertisement_has_no_headline_of_its_own() -> None:
    news, advert = articles(f"{MEETING}\n广告\n云岭大酒店招聘服务员5名，电话：0938-1234567。")
    assert news.text == MEETING
    assert (advert.title, advert.text[:5]) == (None, "云岭大酒店")
    assert [e.before for e in advert.edits if e.rule == "label"] == ["广告"]


def test_a_headline_below_a_label_is_the_headline() -> None:
    _, notice = articles(f"{MEETING}\n公告\n云岭县水务局停水公告\n因管道检修，县城东片停水6小时。")
    assert notice.title == "云岭县水务局停水公告"
    _, notice = articles(f"{MEETING}\n县自然资源局\n公示\n因道路拓宽，现将有关地块公示如下。")
    assert notice.title == "县自然资源局 公示"


def test_news_below_a_notice_is_not_glued_to_it() -> None:
    found = articles(f"{MEETING}\n遗失声明\n{NOTICE}\n清河市召开夏粮收购会议\n{SHORT}")
    assert [a.title for a in found] == [None, "遗失声明", "清河市召开夏粮收购会议"]


def test_a_label_inside_a_sentence_is_none() -> None:
    [only] = articles("6月8日，县委组织部按照规定，对拟任职干部进行\n公示\n，接受干部群众的监督。")
    assert "进行公示，接受" in only.text
    [only] = articles("6月8日，林岳来到石桥村，\n广告\n检查防汛物资储备情况。")
    assert only.text == "6月8日，林岳来到石桥村，检查防汛物资储备情况。"


def test_an_advertisement_between_headline_and_text_leaves_the_headline() -> None:
    [only] = articles(f"林岳主持召开防汛备汛会议\n广告\n{MEETING}")
    assert (only.title, only.text) == ("林岳主持召开防汛备汛会议", MEETING)


def test_a_label_with_nothing_below_it_is_recorded() -> None:
    [only] = articles(f"{MEETING}\n公告")
    assert only.text == MEETING
