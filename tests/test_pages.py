"""Pages to articles: headlines, datelines and bylines come off, bodies stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from summarizer.pages import split
from summarizer.types import Article, Page
from tests.bulletins import MEETING, SHORT, STATISTICS
from tests.test_cleaning import PAGES

TITLES = [
    "县委常委会召开会议研究巩固拓展脱贫攻坚成果工作",
    "林岳到柳湾镇调研设施蔬菜产业发展",
    "县第十七届人民代表大会第二次会议闭幕",
    "1至4月全县工业和投资保持较快增长",
    "我县安排部署新一轮强降雨防范应对工作",
]


def articles(text: str) -> tuple[Article, ...]:
    return split(Page(source="p", text=text))


@pytest.fixture(scope="module")
def found(sample_page: str) -> tuple[Article, ...]:
    return articles(sample_page)


def test_the_sample_page_has_five_articles_with_their_headlines(
    found: tuple[Article, ...],
) -> None:
    assert [a.title for a in found] == TITLES
    assert [a.index for a in found] == list(range(5))
    assert {a.dateline for a in found} == {"本报讯"}


def test_bylines_are_kept_out_of_the_bodies(found: tuple[Article, ...]) -> None:
    assert [a.byline for a in found] == [None, "沈佳禾", None, "记者 冯书远", "沈佳禾"]
    assert all("沈佳禾" not in a.text and "冯书远" not in a.text for a in found)


def test_a_paragraph_printed_three_times_is_there_once(found: tuple[Article, ...]) -> None:
    assert found[2].text.count("大会表决通过了关于县人民政府工作报告的决议") == 1


@pytest.mark.parametrize(
    ("index", "whole"),
    [
        (0, "产业链条短、务工就业不稳"),
        (1, "要引进培育龙头企业，补齐分拣、冷藏、包装等短板"),
        (1, "不能只挂名、不出力"),
        (1, "3-5件具体难题"),
        (2, "开展监督，推动大会确定的10件民生实事落地见效"),
        (3, "占比为72.9%"),
        (4, "确保责任落实到人、措施落实到点"),
        (4, "预警“叫应”机制"),
    ],
)
def test_sentences_broken_by_columns_are_whole(
    found: tuple[Article, ...], index: int, whole: str
) -> None:
    assert whole in found[index].text


def test_every_character_is_text_title_or_edit(
    sample_page: str, found: tuple[Article, ...]
) -> None:
    seen: set[int] = set()
    for a in found:
        assert [sample_page[i] for i in a.origin.positions()][:2] == list(a.text[:2])
        seen.update(a.origin.positions())
        for span in (*a.title_spans, *(edit.span for edit in a.edits)):
            seen.update(range(span.start, span.end))
    missing = {i for i, c in enumerate(sample_page) if i not in seen and not c.isspace()}
    assert not missing


def test_a_headline_with_a_full_stop_above_the_dateline() -> None:
    [only] = articles(f"林岳主持召开防汛备汛会议。\n本报讯 {MEETING}")
    assert (only.title, only.text) == ("林岳主持召开防汛备汛会议", MEETING)
    [body] = articles(f"林岳主持召开防汛备汛会议。\n{MEETING}")
    assert body.title is None


def test_what_came_out_of_a_form() -> None:
    [only] = articles(f"标题：林岳主持召开防汛备汛会议\n作者：乔一禾\n正文：{MEETING}")
    assert (only.title, only.text) == ("林岳主持召开防汛备汛会议", MEETING)


def test_the_head_of_a_page_is_no_line_of_the_headline() -> None:
    [only] = articles(
        "┃ 要闻 ┃ 2024.06.12 ┃ 责编/沈佳禾 ┃ 版式/冯书远 ┃\n林岳在防汛备汛会议上强调\n"
        f"压实责任 备足物资\n高晓棠 欧阳青参加\n本报讯 {MEETING}"
    )
    assert only.title == "林岳在防汛备汛会议上强调 压实责任 备足物资 高晓棠 欧阳青参加"


def test_a_page_without_any_headline() -> None:
    [only] = articles(MEETING)
    assert only.title is None
    assert only.text == MEETING


def test_one_article_with_its_headline_and_credit() -> None:
    [only] = articles(f"林岳主持召开防汛备汛会议\n本报讯（记者 冯书远）{MEETING}")
    assert only.title == "林岳主持召开防汛备汛会议"
    assert only.dateline == "本报讯"
    assert only.byline == "记者 冯书远"
    assert only.text == MEETING


@pytest.mark.parametrize(
    ("above", "below", "kept"),
    [
        ("通讯员 何小满 记者 乔一禾", "记者 乔一禾", "通讯员 何小满 记者 乔一禾"),
        ("记者 乔一禾", "记者 乔一禾 通讯员 何小满", "记者 乔一禾 通讯员 何小满"),
        ("记者 乔一禾", "通讯员 何小满", "记者 乔一禾 通讯员 何小满"),
    ],
)
def test_nobody_is_credited_twice(above: str, below: str, kept: str) -> None:
    [only] = articles(f"林岳主持召开防汛备汛会议\n本报讯（{above}）{MEETING}（{below}）")
    assert only.byline == kept
    assert only.text == MEETING


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "2024-06-12 17:30:22　来源：云岭日报　作者：乔一禾　浏览：1024次　字号：[大 中 小]",
            "来源：云岭日报 作者：乔一禾",
        ),
        ("来源：云岭日报 2024年6月12日 17:30 责任编辑：沈佳禾", "来源：云岭日报"),
        ("□ 本报记者 乔一禾 通讯员 何小满", "本报记者 乔一禾 通讯员 何小满"),
    ],
)
def test_a_line_of_credits_under_the_headline(line: str, kept: str) -> None:
    [only] = articles(f"林岳主持召开防汛备汛会议\n{line}\n{MEETING}")
    assert only.title == "林岳主持召开防汛备汛会议"
    assert only.byline == kept
    assert only.text == MEETING


@pytest.mark.parametrize(
    ("dateline", "kept"),
    [
        ("本报讯 ", "本报讯"),
        ("新华社北京4月19日电 ", "新华社北京4月19日电"),
        ("央视网消息：", "央视网消息"),
        ("央视网消息（新闻联播）：", "央视网消息"),
        ("本台消息 ", "本台消息"),
        ("云岭融媒讯 ", "云岭融媒讯"),
    ],
)
def test_datelines(dateline: str, kept: str) -> None:
    first, second = articles(
        f"清河市召开夏粮收购会议\n{dateline}{SHORT}{STATISTICS}\n"
        f"云岭县一季度经济平稳增长\n{dateline}{STATISTICS}"
    )
    assert (first.dateline, second.dateline) == (kept, kept) or kept in str(first.dateline)
    assert first.text.startswith("6月3日，")
    assert second.text == STATISTICS


@pytest.mark.parametrize(
    ("dateline", "word", "day"),
    [
        ("云岭日报8月17日讯（记者冯书远）", "今天", "8月17日"),
        ("新华社云岭8月17日电", "今日", "8月17日"),
        ("本报讯（记者冯书远）", "今天", "今天"),
    ],
)
def test_today_is_the_day_of_the_dateline(dateline: str, word: str, day: str) -> None:
    said = "上午，县长林岳检查防汛工作。他说，今天的准备要更充分。"
    page = f"林岳检查防汛工作\n{dateline}{word}{said}"
    (only,) = articles(page)
    assert only.text == day + said
    positions = only.origin.positions()
    assert "".join(page[i] for i in positions) == only.text
    changed = [e.before for e in only.edits if e.rule == "today"]
    assert changed == ([] if day == word else [word])


def test_a_rundown_of_short_items() -> None:
    page = (
        "国内联播快讯\n1. 云岭县夏粮收购全面展开\n" + SHORT + "\n"
        "2. 清河市一季度经济平稳增长\n" + STATISTICS + "\n"
        "3. 石桥区三个产业园开工\n6月4日，石桥区三个产业园集中开工，总投资12亿元。\n"
    )
    found = articles(page)
    assert [a.title for a in found] == [
        "云岭县夏粮收购全面展开",
        "清河市一季度经济平稳增长",
        "石桥区三个产业园开工",
    ]
    assert found[1].text == STATISTICS


def test_numbered_items_of_a_rundown_without_headlines() -> None:
    page = (
        "联播快讯\n1. 6月4日，石桥区三个产业园集中开工，总投资12亿元。\n"
        "2. 6月5日，临江县完成高标准农田建设2.4万亩，惠及农户3600户。\n"
    )
    assert [a.text[:8] for a in articles(page)] == ["6月4日，石桥区", "6月5日，临江县"]


@pytest.mark.parametrize("mark", ["、", ".", "．", "）"])
def test_a_date_right_behind_the_number_of_an_item(mark: str) -> None:
    page = (
        f"联播快讯\n1{mark}6月4日，石桥区三个产业园集中开工，总投资12亿元。\n"
        f"2{mark}6月5日，临江县完成高标准农田建设2.4万亩，惠及农户3600户。\n"
    )
    assert [a.text[:8] for a in articles(page)] == ["6月4日，石桥区", "6月5日，临江县"]
    assert articles("3.5个百分点的增幅来之不易，全县上下要继续努力。")[0].text.startswith("3.5个")


def test_short_items_behind_their_number_of_items() -> None:
    page = (
        f"{MEETING}\n\n短讯三则\n●清河市图书馆新馆3月1日开馆。\n"
        "●云岭县3月2日起实施新的公交票价。\n●石桥区医院3月3日引进CT机1台。\n"
    )
    assert [a.text[:4] for a in articles(page)[1:]] == ["清河市图", "云岭县3", "石桥区医"]


def test_a_heading_of_markdown_loses_its_mark() -> None:
    [only] = articles(f"# 云岭县召开防汛会议\n\n{MEETING}")
    assert only.title == "云岭县召开防汛会议"


def test_the_rows_of_a_table_are_neither_joined_nor_headlines() -> None:
    [before, only] = articles(
        f"林岳主持召开防汛备汛会议\n本报讯 {MEETING}（记者 冯书远）\n"
        "县自然资源局公示\n序号\t项目名称\t面积（亩）\t单位\n1\t石桥小学\t12.5\t县教体局\n"
        "2\t青石卫生院\t8\t县卫健局\n公示期自2024年6月1日至6月10日。\n"
    )
    assert before.text == MEETING
    assert only.title == "县自然资源局公示"
    assert only.text == (
        "序号 项目名称 面积（亩） 单位\n1 石桥小学 12.5 县教体局\n2 青石卫生院 8 县卫健局\n"
        "公示期自2024年6月1日至6月10日。"
    )


def test_section_headings_stay_in_the_text() -> None:
    page = (
        "云岭县人民政府关于做好防汛工作的安排\n"
        "一、压实责任\n各乡镇要落实包保责任，逐村逐户排查。\n"
        "二、备足物资\n县应急管理局要备足15-20天的抢险物资。\n"
    )
    [only] = articles(page)
    assert only.title == "云岭县人民政府关于做好防汛工作的安排"
    assert "一、压实责任\n" in only.text
    assert "二、备足物资\n" in only.text


def test_a_page_that_opens_with_a_numbered_headline_numbers_its_articles() -> None:
    found = articles(
        "一、云岭县委理论学习中心组举行学习会\n6月8日，云岭县委理论学习中心组举行学习会。\n"
        "二、云岭县人大常委会开展执法检查\n6月7日，云岭县人大常委会开展执法检查。\n"
    )
    assert [a.title for a in found] == [
        "云岭县委理论学习中心组举行学习会",
        "云岭县人大常委会开展执法检查",
    ]
    [part] = articles(
        "一、压实责任\n各乡镇要落实包保责任，逐村逐户排查。\n"
        "二、备足物资\n县应急管理局要备足15-20天的抢险物资。\n"
    )
    assert part.title == "压实责任"
    assert "二、备足物资\n" in part.text


def test_a_page_of_nothing_but_furniture() -> None:
    assert articles("云岭报\n第2版\n————\n打印 关闭") == () or all(
        "打印" not in a.text for a in articles("云岭报\n第2版\n————\n打印 关闭")
    )
    assert articles("") == ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_any_page_keeps_every_character_somewhere(raw: str) -> None:
    found = articles(raw)
    seen: set[int] = set()
    for a in found:
        assert a.text
        seen.update(a.origin.positions())
        for span in (*a.title_spans, *(edit.span for edit in a.edits)):
            seen.update(range(span.start, span.end))
    if found:
        lost = [c for i, c in enumerate(raw) if i not in seen and not c.isspace()]
        assert not lost


def test_the_real_page(shared: Path) -> None:
    [path] = sorted((shared / "samples").glob("000_*.txt"))
    found = articles(path.read_text("utf-8"))
    assert len(found) == 5
    assert all(a.title and 8 <= len(a.title) <= 24 for a in found)
    assert [a.byline is not None for a in found] == [False, False, True, False, True]
    text = "\n".join(a.text for a in found)
    for whole in ("要立足长远规划建设", "畅通供应链、产业链的完整运转", "15-20天原材料"):
        assert whole in text
    repeated = "会议就人员配置问题"
    assert text.count(repeated) == 1
