"""Where an article's own first sentence begins, however it was run together with the rest."""

from __future__ import annotations

import pytest

from summarizer.datelines import body

OWN = "5月12日，云岭县委副书记、县长林岳到石门镇检查水库。"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "本报讯（记者 冯书远）",
        "原标题：林岳检查防汛工作",
        "原标题：林岳检查防汛工作林岳检查防汛工作",
        "原标题：林岳检查防汛工作云岭日报5月13日讯（通讯员 吴立夏）",
        "通讯员吴立夏",
        "记者冯书远通讯员吴立夏",
        "云岭县报讯记者冯书远发自石门",
        "云岭融媒频道讯",
    ],
)
def test_what_stands_before_the_first_sentence(before: str) -> None:
    assert body(before + OWN) == len(before)


def test_a_paper_that_does_something_is_no_dateline() -> None:
    assert body("云岭日报近日推出乡村振兴专栏。") == 0


def test_a_paper_before_a_date() -> None:
    assert body("云岭发展网近日，云岭县召开春耕生产现场会。") == len("云岭发展网")
