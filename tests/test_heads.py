"""Heads of pages: mastheads, contents, what WeChat sets above a text; and 又讯 below one."""

from __future__ import annotations

import pytest

from summarizer.furniture import is_furniture
from tests.bulletins import MEETING, SHORT
from tests.splitting import articles

TITLE = "林岳主持召开防汛备汛会议"


@pytest.mark.parametrize(
    "line",
    [
        "云岭县报    第3版  要闻   2026年8月28日  星期五    责编：沈佳禾  版式：冯书远",
        "云岭县新闻联播 2026年8月18日",
        "关注我们 ▲ 点击上方蓝字",
        "点击上方蓝字关注我们",
        "云岭融媒 2026-08-10 08:30 发表于云岭",
        "2026年8月10日 发布于清河",
        f"【导视】\n{TITLE}………………………1\n我县经济平稳增长......2",
        "【目录】\n短讯四则……………4",
        "林岳检查防汛工作·········第3版",
    ],
)
def test_the_head_of_a_page_is_no_headline(line: str) -> None:
    [only] = articles(f"{line}\n{TITLE}\n{MEETING}")
    assert (only.title, only.text) == (TITLE, MEETING)
    [only] = articles(f"{TITLE}\n{line}\n{MEETING}")
    assert (only.title, only.text) == (TITLE, MEETING)


@pytest.mark.parametrize(
    "line",
    [
        "林岳星期五会见责编代表",
        "云岭要闻 星期五 责编 乔一禾说工作繁重",
        "本书发表于2026年8月10日",
        "林岳在云岭新闻中心调研……",
        "关注我们的乡村",
        "我们",
        "关注",
        "云岭新闻 林岳检查防汛工作 2026年8月18日",
    ],
)
def test_what_says_more_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("word", ["又讯", "再讯", "另讯"])
@pytest.mark.parametrize("gap", [" ", "　", "（记者 冯书远）"])
def test_more_news_under_one_headline(word: str, gap: str) -> None:
    first, second = articles(
        f"{TITLE}\n本报讯 {MEETING}\n{word}{gap}同日，云岭县举行抗洪抢险演练，出动队伍12支。"
    )
    assert (first.title, first.text) == (TITLE, MEETING)
    assert (second.title, second.dateline) == (None, word)
    assert second.text == "同日，云岭县举行抗洪抢险演练，出动队伍12支。"


def test_more_news_below_a_short_article() -> None:
    first, _ = articles(f"{SHORT}\n又讯 {SHORT[:-1]}，石桥区参加。")
    assert first.text == SHORT


def test_questioning_again_is_no_dateline() -> None:
    [only] = articles(f"{MEETING}\n再讯问时，要全程录音录像。")
    assert only.text.endswith("\n再讯问时，要全程录音录像。")
