"""Scripts of radio and television: sign-on, sign-off, contents and tags are no news."""

from __future__ import annotations

import pytest

from summarizer.broadcast import is_sign
from tests.bulletins import MEETING, SHORT, STATISTICS
from tests.splitting import articles


@pytest.mark.parametrize(
    "line",
    [
        "各位观众晚上好，欢迎收看云岭新闻，首先来看内容提要：",
        "观众朋友们，大家好！今天是8月19日，星期三，农历七月初七。欢迎收看《云岭新闻》。",
        "首先来看内容提要：",
        "下面请看详细报道。",
        "今天的云岭新闻播送完了，感谢收看，再见。",
        "本次节目就到这里，感谢您的收听，我们明天再见！",
        "主播：沈佳禾 冯书远",
        "【口播】",
    ],
)
def test_sign_on_and_sign_off_are_furniture(line: str) -> None:
    [only] = articles(f"{MEETING}\n{line}\n")
    assert only.text == MEETING
    [only] = articles(f"{line}\n{MEETING}")
    assert (only.title, only.text) == (None, MEETING)


@pytest.mark.parametrize(
    "line",
    [
        "各位观众，云岭县8月19日召开防汛会议。",
        "欢迎收看云岭新闻，8月19日，林岳检查防汛工作。",
        "林岳向全县人民致以问候，祝大家晚上好",
        "主持：林岳",
        "大家好！",
    ],
)
def test_what_tells_more_is_no_furniture(line: str) -> None:
    assert not is_sign(line)


def test_tags_tell_the_parts_and_go() -> None:
    found = articles(
        "云岭新闻\n【口播】\n各位观众晚上好，欢迎收看云岭新闻，首先来看内容提要：\n"
        "林岳主持召开防汛备汛会议\n"
        f"【标题】林岳主持召开防汛备汛会议\n【导语】{SHORT}\n【正文】{MEETING}\n"
        f"【标题】我县经济平稳增长\n【正文】{STATISTICS}\n"
        "今天的云岭新闻播送完了，感谢收看，再见。"
    )
    assert [a.title for a in found] == ["林岳主持召开防汛备汛会议", "我县经济平稳增长"]
    assert [a.text for a in found] == [f"{SHORT}\n{MEETING}", STATISTICS]


def test_a_tag_alone_above_its_headline() -> None:
    first, second = articles(
        f"【标题】\n林岳主持召开防汛备汛会议\n【正文】\n{MEETING}\n【标题】\n备汛\n【正文】\n{SHORT}"
    )
    assert (first.title, first.text) == ("林岳主持召开防汛备汛会议", MEETING)
    assert second.text.endswith(SHORT)
    [only] = articles(f"【标题】\n【正文】\n{MEETING}")
    assert (only.title, only.text) == (None, MEETING)


def test_contents_without_tags_above_the_first_headline() -> None:
    title = "林岳主持召开防汛备汛会议"
    [only] = articles(f"内容提要：\n{title}\n我县经济平稳增长\n{title}\n本报讯 {MEETING}")
    assert (only.title, only.text) == (title, MEETING)
