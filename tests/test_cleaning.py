"""Cleaning: what it mends, what it leaves, that nothing goes unrecorded, and that twice is once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.cleaning import Cleaned, clean
from tests.bulletins import MEETING, SHORT, STATISTICS


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("县长林岳,副县长高晓棠参加;", "县长林岳，副县长高晓棠参加；"),
        ("备足15-20天的物资,投入1,200万元", "备足15-20天的物资，投入1,200万元"),
        ("增长６.３％，建成５Ｇ基站", "增长6.3%，建成5G基站"),
        ("分别增长13.4%,8.7%和5.1%", "分别增长13.4%，8.7%和5.1%"),
        ("22:30结束,比分3:2", "22:30结束，比分3:2"),
        ("清河（中国)有限公司", "清河（中国）有限公司"),
        ('打通"最后一公里"', "打通“最后一公里”"),
        ("共 3 个乡镇,县 长林岳", "共3个乡镇，县长林岳"),
        ("云岭\u200b县召\ufeff开\x07会议", "云岭县召开会议"),
        ("全县&ldquo;十四五&rdquo;规划&nbsp;", "全县“十四五”规划"),
        ("縣委書記主持會議,強調發展", "县委书记主持会议，强调发展"),
        ("县长林岳主持.会议指出,要防汛.6月3日起", "县长林岳主持。会议指出，要防汛。6月3日起"),
        ("石桥村一户,约翰.史密斯先生到访.", "石桥村一户，约翰.史密斯先生到访。"),
        ("一.加强领导,压实责任.二.备足物资.", "一.加强领导，压实责任。二.备足物资。"),
        ("会议强调，,要加强巡查。。县长林岳,,主持", "会议强调，要加强巡查。县长林岳，主持"),
        ("增长3.5%,完成12.6亿元", "增长3.5%，完成12.6亿元"),
        ("縣長王乾、李乾元主持會議,應對乾旱", "县长王乾、李乾元主持会议，应对干旱"),
        ("農民曬乾豆腐乾,縣長聽取會議彙報", "农民晒干豆腐干，县长听取会议汇报"),
        ("縣長麴明、麴文遠聽取會議彙報", "县长麴明、麴文远听取会议汇报"),
        ("縣長聽取酒麴、麴黴產業彙報", "县长听取酒曲、曲霉产业汇报"),
        ("网址http://a.b/c,d?e=1。", "网址http://a.b/c,d?e=1。"),
        ("县长翟（Zhái）永清、单(shàn)立人到会", "县长翟永清、单立人到会"),
        ("亓官（Qí guān）正主持，乐（音yuè）毅出席", "亓官正主持，乐毅出席"),
        ("演员何塞（José）、勒内（René）到访（GDP）", "演员何塞（José）、勒内（René）到访（GDP）"),
        ("a letter, in English (with brackets)", "a letter, in English (with brackets)"),
    ],
)
def test_characters_and_punctuation(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Cut inside a word, by blank lines.
        ("会议要求,要加强沟通\n\n\n协调,抓好落实。", "会议要求，要加强沟通协调，抓好落实。"),
        ("要畅通供应\n\n链、产业链。", "要畅通供应链、产业链。"),
        ("完成投资14.3亿元,占比\n\n为41.2%。", "完成投资14.3亿元，占比为41.2%。"),
        ("改善营商环境,推广The New\nEconomy模式。", "改善营商环境，推广The New Economy模式。"),
        # Paragraphs and headlines stay apart.
        (
            "3日,县里开会,林岳主持会议\n会议指出,要防汛",
            "3日，县里开会，林岳主持会议\n会议指出，要防汛",
        ),
        ("3日,林岳主持召开的防汛\n会议室里,有人", "3日，林岳主持召开的防汛会议室里，有人"),
        (f"{SHORT}（记者 乔一禾）\n石桥区公示", f"{SHORT}（记者 乔一禾）\n石桥区公示"),
        (
            "They met on June 11.\n云岭县召开防汛会议。",
            "They met on June 11.\n云岭县召开防汛会议。",
        ),
        (f"{SHORT}\n{SHORT[:-1]}闭幕。", f"{SHORT}\n{SHORT[:-1]}闭幕。"),
        (
            "县政协召开主席会议\n本报讯 5月8日,县政协召开会议。",
            "县政协召开主席会议\n本报讯 5月8日，县政协召开会议。",
        ),
    ],
)
def test_broken_lines_are_joined_and_paragraphs_are_not(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_furniture_goes() -> None:
    raw = f"云岭报 2026年5月12日 星期二 第2版\n————\n{SHORT}\n- 2 -\n责任编辑：冯书远\n打印 关闭"
    found = clean(raw)
    assert found.text == SHORT
    assert {edit.rule for edit in found.edits} >= {"furniture"}


@pytest.mark.parametrize(
    "line",
    [
        "YUNLING RIBAO",
        "ＹＵＮＬＩＮＧ　ＤＡＩＬＹ",
        "云岭时报",
        "一版要闻",
        "责编 张三 校对 李四",
        "云岭报 责编 张三",
    ],
)
def test_mastheads_and_credits_are_furniture(line: str) -> None:
    assert clean(f"{line}\n{SHORT}").text == SHORT


def test_the_end_of_a_sentence_beside_a_page_number_is_no_masthead() -> None:
    raw = (
        "6月12日，县长林岳会见客人。副县长陈立参\n加会见。（转第2版）\n"
        "（上接第1版）会见中，双方作了交流。"
    )
    assert clean(raw).text == (
        "6月12日，县长林岳会见客人。副县长陈立参加会见。\n会见中，双方作了交流。"
    )
    broken = "会议指出，要全面排（下转第三版）\n（紧接一版）查隐患。"
    assert clean(broken).text == "会议指出，要全面排查隐患。"
    for page in ("（下转第3版）", f"（上接1版）\n{SHORT}", f"{SHORT}\n（下转A2版）\n（接三版）"):
        assert clean(page).text in ("", SHORT)


@pytest.mark.parametrize("line", ["本版责编：冯书远", "本期编辑：冯书远 校对：乔一禾"])
def test_the_editors_of_a_page_are_furniture_as_a_whole(line: str) -> None:
    assert clean(f"{SHORT}\n{line}\n本版校对：乔一禾").text == SHORT
    assert clean(f"{SHORT}本版责编：冯书远").text == SHORT


def test_a_repeated_paragraph_is_dropped_and_recorded() -> None:
    paragraph = STATISTICS
    found = clean(f"{paragraph}\n\n{paragraph}\n\n{SHORT}\n\n{paragraph}")
    assert found.text == f"{paragraph}\n{SHORT}"
    assert sum(edit.rule == "repeat" for edit in found.edits) == 2


def test_an_article_printed_twice_leaves_no_headline_behind() -> None:
    article = f"县政协召开主席会议\n本报讯 {STATISTICS}"
    assert clean(f"{article}\n{SHORT}\n{article}").text == f"{article}\n{SHORT}"
    other = f"县政协主席会议召开\n本报讯 {STATISTICS}"
    assert clean(f"{article}\n{SHORT}\n{other}").text == f"{article}\n{SHORT}\n县政协主席会议召开"


def test_short_lines_may_recur_further_down() -> None:
    raw = f"{STATISTICS}\n会议还研究了其他事项。\n{MEETING}\n会议还研究了其他事项。"
    assert clean(raw).text.count("其他事项") == 2


def test_a_reading_that_goes_is_recorded() -> None:
    edits = clean("县长翟（Zhái）永清到会。").edits
    assert [(edit.rule, edit.before) for edit in edits] == [("reading", "（Zhái）")]


def _check(raw: str, found: Cleaned) -> None:
    """Every character of ``raw`` was kept, replaced under a record, or dropped under one."""
    positions = found.origin.positions()
    assert len(positions) == len(found.text)
    assert positions == sorted(set(positions))
    recorded = {i for edit in found.edits for i in range(edit.span.start, edit.span.end)}
    kept = dict(zip(positions, found.text, strict=True))
    for i, character in enumerate(raw):
        assert kept.get(i) == character or i in recorded, (i, character)


FRAGMENTS = st.sampled_from(
    [
        *MEETING.split("，")[:12],
        *"，。、；：？！,;:?!.()（）“”\"'‘’《》【】…—-·",
        *"\n\r\t \u3000\xa0\u200b\ufeff\x00",
        *"0123456789１２％%aAｂ①县长的了和",
        "本报讯 ",
        "（记者 乔一禾）",
        "（下转第3版）",
        "乔一禾",
        "\n\n",
        "第2版",
        "责任编辑：冯书远",
        "&nbsp;",
        "&amp;",
        "縣委書記",
        "1. ",
        "一、",
        "# ",
        "云岭县召开防汛工作会议",
        "15-20天",
        "\n广告\n",
        "\n公示\n",
        "\n▲图为活动现场。（乔一禾 摄）\n",
        "（图为活动现场。）",
        "又讯 ",
        "http://a.b/c",
        "会议还研究了其他事项。",
    ]
)
PAGES = st.lists(FRAGMENTS, max_size=40).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES | st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean(raw)
    assert clean(once.text).text == once.text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES | st.text(max_size=200))
def test_the_map_leads_back_and_nothing_goes_unrecorded(raw: str) -> None:
    _check(raw, clean(raw))


def test_a_whole_page_is_mapped(sample_page: str) -> None:
    found = clean(sample_page)
    _check(sample_page, found)
    assert clean(found.text).text == found.text
