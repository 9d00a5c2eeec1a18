"""Where an article's own first sentence begins, however it was run together with the rest."""

from __future__ import annotations

import pytest

from summarizer.datelines import body, dated

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


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("林岳到石门镇检查防汛工作5月12日，县长林岳到石门镇检查水库。", "5月12日"),
        ("云岭县举办春季读书班3月14日至17日，读书班在县委党校举办。", "3月14日"),
        ("县委副书记、县长林岳5月12日，到石门镇检查水库。", "县委"),
        ("林岳检查防汛工作5月12日在石门镇检查水库。", "林岳"),
        ("石门镇水库除险加固工程开工推进会于5月12日，在镇政府召开。", "石门"),
    ],
)
def test_a_title_that_runs_into_a_day_is_passed(text: str, begin: str) -> None:
    assert text[body(text) :].startswith(begin)


REPORT = "云岭日报8月17日讯（记者冯书远）今天，县长林岳到青石乡调研。"


def test_a_datelines_day_is_the_day_of_todays_news() -> None:
    said = "8月17日讯，县长林岳到青石乡调研。"
    places = tuple(range(4, 10)) + (-1,) * (len(said) - 6)
    text, copied = dated(said, places, REPORT)
    assert text == "8月17日，县长林岳到青石乡调研。"
    assert copied == (*places[:5], *places[6:])


def test_a_datelines_day_is_not_that_of_other_days_news() -> None:
    other = REPORT.replace("今天", "8月15日")
    said = "8月17日讯，县长林岳到青石乡调研。"
    assert dated(said, (), other) == (said, ())
    assert dated("县长林岳到青石乡调研。", (), REPORT) == ("县长林岳到青石乡调研。", ())
