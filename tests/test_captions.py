"""Captions come off the text as a whole, and only where they are nothing else."""

from __future__ import annotations

import pytest

from summarizer.captions import is_caption
from tests.bulletins import MEETING, SHORT
from tests.splitting import articles


@pytest.mark.parametrize(
    "line",
    [
        "▲图为林岳（左二）在石桥村查看茶叶长势。（乔一禾 摄）",
        "图①：林岳（右一）与老人交谈。",
        "图2：敬老院外景",
        "（图为活动现场。 记者 乔一禾 摄）",
        "（图为林岳（左二）与村民交谈）",
        "图为活动现场。本报记者 乔一禾 摄",
        "图为林岳在石桥村调研 乔一禾 摄",
        "▲林岳在石桥村查看茶叶长势。（乔一禾 摄）",
        "上图：石桥村的茶园。",
        "图①：林岳（右一）与老人交谈。图②：敬老院外景。",
    ],
)
def test_a_caption_is_no_text(line: str) -> None:
    [only] = articles(f"林岳到石桥村调研\n本报讯 {MEETING}\n{line}\n{SHORT}")
    assert only.title == "林岳到石桥村调研"
    assert only.text == f"{MEETING}\n{SHORT}"


@pytest.mark.parametrize(
    "line",
    [
        "图为林岳在石桥村调研。他强调，要抓好防汛备汛。",
        "图书馆为群众办理借书证120张。",
        "▲林岳在石桥村调研。",
        "县融媒体中心干部乔一禾在石桥村拍摄。",
        "（图为活动现场）林岳说，要抓好防汛备汛。",
        "图1显示，全县降水量比去年多。",
    ],
)
def test_what_says_more_is_no_caption(line: str) -> None:
    assert not is_caption(line)


def test_a_caption_in_brackets_behind_the_last_sentence() -> None:
    [only] = articles(f"{MEETING}（图为林岳（左二）在会上讲话。记者 乔一禾 摄）\n{SHORT}")
    assert only.text == f"{MEETING}\n{SHORT}"


def test_a_caption_in_the_middle_of_a_sentence() -> None:
    [only] = articles("6月8日，县长林岳来到石桥村，检查\n图为检查现场。\n防汛物资的储备情况。")
    assert only.text == "6月8日，县长林岳来到石桥村，检查防汛物资的储备情况。"


def test_a_caption_between_headline_and_dateline() -> None:
    [only] = articles(f"林岳到石桥村调研\n图为林岳在石桥村。\n本报讯 {MEETING}")
    assert (only.title, only.text) == ("林岳到石桥村调研", MEETING)


def test_a_picture_with_its_headline_keeps_its_caption() -> None:
    caption = "图为6月8日，林岳在石桥村查看茶叶长势。"
    [only] = articles(f"林岳到石桥村调研\n{caption}")
    assert (only.title, only.text) == ("林岳到石桥村调研", caption)
    picture, news = articles(
        f"林岳到石桥村调研\n{caption}\n云岭县安排部署防汛工作\n本报讯 {MEETING}"
    )
    assert (picture.title, picture.text) == ("林岳到石桥村调研", caption)
    assert (news.title, news.text) == ("云岭县安排部署防汛工作", MEETING)
