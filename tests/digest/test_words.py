"""Title, 摘要, lead, date line, and that nothing is printed that its own source does not say."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.digest.calendar import date_line, event_day, lunar_date
from summarizer.digest.making import make
from summarizer.digest.rules import Rules
from summarizer.digest.types import ABSTRACT, TITLE, Edits
from summarizer.exceptions import OptionError
from summarizer.facts.check import Checker
from summarizer.facts.extract import extract
from summarizer.types import Task
from tests.digest.invented import DAY, by_file, digest, stories, story

TEXT = (
    "6月12日，县委副书记、县长林岳到柳湾镇调研夏粮收购工作。目前已收购8600吨。"
    "林岳强调，要备足仓容和资金，让农民卖上放心粮。"
)


def test_title_abstract_and_lead_say_what_the_items_say() -> None:
    found = digest()
    heads = [item.headline for item in found.items]
    assert found.title == f"今日要闻｜{heads[0]}"
    assert len(found.title) <= TITLE
    parts = found.abstract.removesuffix("。").split("；")
    assert parts == heads[: len(parts)]
    assert len(found.abstract) <= ABSTRACT
    assert len("；".join(heads[: len(parts) + 1])) + 1 > ABSTRACT
    counts = "，".join(f"{s.title}{len(s.items)}条" for s in found.sections)
    assert found.lead == f"6月12日共编发{len(heads)}条：{counts}。"


def test_every_printed_word_passes_the_checks_against_its_own_source() -> None:
    for item in digest().items:
        checker = Checker(item.text)
        for task, words in ((Task.HEADLINE, item.headline), (Task.BRIEF, item.brief)):
            if words:
                failed = [c for c in checker.check(task, words) if c.passed is False]
                assert failed == [], (item.headline, words)


def test_a_brief_that_fails_is_not_printed_and_a_headline_that_fails_falls_back() -> None:
    wrong = story(
        TEXT, title="林岳到柳湾镇调研夏粮收购工作", brief="副县长林岳到柳湾镇调研，已收购9600吨。"
    )
    found = make([wrong], DAY, Rules.load())
    assert found.items[0].brief is None
    assert "未刊出简讯" in found.items[0].faults[0]
    title = story(
        TEXT, title="县委书记林岳到柳湾镇调研夏粮收购", headline="林岳到柳湾镇调研夏粮收购工作"
    )
    assert make([title], DAY, Rules.load()).items[0].headline == "林岳到柳湾镇调研夏粮收购工作"
    none = story(TEXT, title="副县长林岳到石门乡调研", headline="林岳收购9600吨夏粮")
    found = make([none], DAY, Rules.load())
    assert found.items == ()
    assert "未通过核对" in found.left[0].reason


def test_the_written_headline_comes_first_where_the_newsroom_wants_it() -> None:
    rules = Rules.load().model_copy(update={"headlines": "written"})
    given = story(TEXT, title="林岳到柳湾镇调研夏粮收购工作", headline="林岳调研柳湾镇夏粮收购")
    assert make([given], DAY, rules).items[0].headline == "林岳调研柳湾镇夏粮收购"
    dated = story(TEXT, title="林岳到柳湾镇调研夏粮收购工作", headline="6月12日林岳到柳湾镇调研")
    assert make([dated], DAY, rules).items[0].headline == "林岳到柳湾镇调研夏粮收购工作"


def test_an_editors_words_are_printed_and_their_faults_told() -> None:
    given = story(TEXT, title="林岳到柳湾镇调研夏粮收购工作")
    edits = Edits(headlines={given.id: "副县长林岳到柳湾镇调研"}, title="长" * 40, lead="导语")
    found = make([given], DAY, Rules.load(), edits)
    assert found.items[0].headline == "副县长林岳到柳湾镇调研"
    assert any("副县长" in fault for fault in found.faults)
    assert len(found.title) == TITLE
    assert any("超过32字" in fault for fault in found.faults)
    assert found.lead == "导语"


def test_an_approved_story_is_the_one_that_is_kept() -> None:
    given = stories()
    ids = by_file(given)
    short = next(s for s in given if s.id == ids["28"])
    approved = short.model_copy(update={"approved": True, "headline": "县委常委会研究防汛"})
    found = make([approved if s.id == short.id else s for s in given], DAY, Rules.load())
    kept = next(i for i in found.items if i.id == short.id)
    assert kept.headline == "县委常委会研究防汛"
    assert [link.id for link in kept.linked] == [ids["01"]]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2024, 6, 12), "2024年6月12日　星期三　农历五月初七"),
        (date(2023, 4, 1), "2023年4月1日　星期六　农历闰二月十一"),
        (date(2026, 2, 17), "2026年2月17日　星期二　农历正月初一"),
        (date(2025, 1, 28), "2025年1月28日　星期二　农历腊月廿九"),
    ],
)
def test_date_line(day: date, line: str) -> None:
    assert date_line(day) == line


def test_beyond_the_lunar_table_the_line_goes_without() -> None:
    assert lunar_date(date(2150, 1, 1)) == ""
    assert date_line(date(2150, 1, 1)) == "2150年1月1日　星期四"


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("6月12日，云岭县召开会议。", date(2024, 6, 12), date(2024, 6, 12)),
        ("12月31日，云岭县召开会议。", date(2024, 1, 2), date(2023, 12, 31)),
        ("2月29日，云岭县召开会议。", date(2024, 3, 1), date(2024, 2, 29)),
        ("30日，云岭县召开会议。", date(2024, 7, 1), date(2024, 6, 30)),
        ("6月17日起报名。", date(2024, 6, 12), date(2024, 6, 17)),
        ("云岭县召开会议。", date(2024, 6, 12), None),
    ],
)
def test_the_day_of_an_event_is_the_latest_that_its_date_can_mean(
    text: str, today: date, day: date | None
) -> None:
    assert event_day(extract(text), today) == day


def test_a_decision_that_nothing_comes_of_is_told() -> None:
    ids = by_file(stories())
    found = digest(
        Edits(
            pins=("000000000000",),
            order=(ids["28"],),
            sections={ids["11"]: "要闻"},
            headlines={ids["29"]: "林岳调研"},
        )
    )
    assert list(found.faults) == [
        "编辑指定的稿件000000000000不在当日稿件中",
        "编辑指定的稿件《林岳调研柳湾镇夏粮收购》已并入另一篇，未单独刊出",
        f"没有“要闻”这个栏目，稿件{ids['11']}未移动",
    ]
    assert digest(Edits(pins=(ids["27"],), excluded=(ids["07"],))).faults == ()


def test_headlines_and_title_are_one_line() -> None:
    given = story(TEXT, title="林岳到柳湾镇调研夏粮收购工作")
    edits = Edits(headlines={given.id: "林岳到柳湾镇\n 调研夏粮收购"}, title="今日\r\n要闻")
    found = make([given], DAY, Rules.load(), edits)
    assert found.items[0].headline == "林岳到柳湾镇 调研夏粮收购"
    assert found.title == "今日 要闻"


def test_a_long_headline_of_an_editor_is_not_cut_within_a_part() -> None:
    given = story(TEXT, title="林岳到柳湾镇调研夏粮收购工作")
    long = "林岳到柳湾镇调研夏粮收购工作 强调备足仓容和资金，让农民卖上放心粮明白粮"
    edits = Edits(headlines={given.id: long})
    found = make([given], DAY, Rules.load(), edits)
    assert found.items[0].headline == long
    assert found.title == "林岳到柳湾镇调研夏粮收购工作 强调备足仓容和资金"


@pytest.mark.parametrize("name", ["", " ", "云岭县融媒体中心每日要闻汇编"])
def test_a_masthead_is_not_cut_in_silence(name: str) -> None:
    with pytest.raises(OptionError, match="报头须为1至12字"):
        Rules.load().named(name)
    assert Rules.load().named(" 云岭要闻 ").name == "云岭要闻"
