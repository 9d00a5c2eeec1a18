"""Pages of WeChat: emoji, what asks for a thumb up, links to other articles, wide blanks."""

from __future__ import annotations

import pytest

from summarizer.cleaning import clean
from summarizer.furniture import links
from tests.bulletins import MEETING
from tests.splitting import articles

TITLE = "云岭县防汛备汛会议召开"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("开工仪式举行💪。会议指出，要防汛。", "开工仪式举行。会议指出，要防汛。"),
        ("📌项目总投资8亿元。", "项目总投资8亿元。"),
        ("🗣️林岳指出，要防汛。", "林岳指出，要防汛。"),
        ("项目开工👏👏会议指出，要防汛。", "项目开工会议指出，要防汛。"),
        ("the 5G 📶network👍works.", "the 5G network works."),
        ("1️⃣加强领导。", "1、加强领导。"),
        ("项目开工&#128079;。", "项目开工。"),
        ("评为★★★级景区✓。", "评为★★★级景区✓。"),
    ],
)
def test_emoji_go(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize("raw", ["&👏lt;", "&#1&#128079;28079;", "1&#8419;2", "1\u20e3👏2"])
def test_what_emoji_leave_behind_is_cleaned_at_once(raw: str) -> None:
    found = clean(raw).text
    assert clean(found).text == found


@pytest.mark.parametrize(
    "above",
    ["👆点击上方“云岭发布”关注我们👆", "✨✨✨", "👇"],
)
def test_what_stands_around_an_article_of_wechat(above: str) -> None:
    [only] = articles(
        f"{above}\n🔥{TITLE}\n{MEETING}\n❤️点个“在看”吧👍\n往期推荐\n"
        "➤云岭县2024年中考时间定了！\n➤停水通知\n长按识别二维码 关注云岭发布"
    )
    assert (only.title, only.text) == (TITLE, MEETING)


@pytest.mark.parametrize(
    "lines",
    [
        [MEETING, "往期推荐", TITLE, MEETING],  # an article below
        ["往期推荐", TITLE],  # none above
        [MEETING, "往期推荐的项目", TITLE],
    ],
)
def test_what_is_no_link(lines: list[str]) -> None:
    assert not links(lines)


def test_blanks_around_a_name() -> None:
    raw = "县委书记 亓官正 致辞，县委副书记、县长 林岳 主持。"
    assert clean(raw).text == raw.replace(" ", "")
    listed = "参加会议的有 林岳 高晓棠 冯书远。"
    assert clean(listed).text == listed
