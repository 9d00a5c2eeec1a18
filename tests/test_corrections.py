"""Corrections: what was printed wrong is not printed again."""

from __future__ import annotations

import pytest

from summarizer.corrections import brief, corrects, headline

PRINTED = "本报5月8日第2版《云岭县新建桥梁12座》一文有误。"
RIGHT = "经核实，文中“新建桥梁12座”应为“新建桥梁2座”，标题作相应更正。"
REGRET = "特此更正，并向读者致歉。"
NOTICE = f"{PRINTED}{RIGHT}{REGRET}"

CASES: list[tuple[str | None, str, bool]] = [
    ("更正", "昨日二版图片说明中的石门村应为石板村。", True),
    ("更 正", "昨日二版图片说明中的石门村应为石板村。", True),
    ("重要更正", NOTICE, True),
    ("关于《云岭县新建桥梁12座》一文的更正说明", NOTICE, True),
    ("致读者", NOTICE, True),
    (None, NOTICE, True),
    (
        None,
        "7月3日本报第4版报道中，将“柳湾镇副镇长”误为“柳湾镇镇长”，现予更正，深表歉意。",
        True,
    ),
    (
        None,
        "“云岭发布”公众号推送的内容有误，“已投运”应为“未投运”，现更正如下。",
        True,
    ),
    ("本报《桥通了》一文获好新闻奖", "本报《桥通了》一文获全市好新闻一等奖。", False),
    ("云岭县推行不动产更正登记办理一次办结", "登记有误，可申请更正登记。", False),
    ("法院更正判决书笔误", "判决书中“3万元”应为“2万元”，法院裁定予以更正。", False),
    ("云岭县更正企业失信信息120条", "对填报有误，予以更正的120条信息，企业不再受罚。", False),
    (None, "会议通报了本报报道的问题，有关单位深表歉意。", False),
    (None, "5月12日，云岭县委副书记、县长林岳主持召开会议。", False),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[c[1][:20] for c in CASES])
def test_what_corrects(title: str | None, text: str, expected: bool) -> None:
    assert corrects(title, text) is expected


@pytest.mark.parametrize(
    ("title", "limit", "expected"),
    [
        ("更正启事", 32, "更正启事"),
        ("关于《云岭县新建桥梁12座》一文的更正说明", 32, None),
        ("关于《云岭县新建桥梁12座》一文的更正说明", 12, "更正"),
        ("致读者", 32, "更正"),
        (None, 32, "更正"),
    ],
)
def test_the_headline_is_the_pages(title: str | None, limit: int, expected: str | None) -> None:
    assert headline(title, limit) == (title if expected is None else expected)


def test_the_brief_is_what_it_was_and_should_be() -> None:
    found = brief(f"致读者\n{NOTICE}\n云岭日报编辑部", 190)
    assert found is not None
    assert found.text == PRINTED + RIGHT
    assert found.copied == tuple(range(4, 4 + len(found.text)))


def test_a_part_is_told_whole_or_not() -> None:
    two = NOTICE.replace("，标题作相应更正", "；“投资9亿元”应为“投资9千万元”")
    found = brief(two, len(PRINTED) + 30)
    assert found is not None
    assert found.text.endswith("应为“新建桥梁2座”。")
    assert len(found.copied) == len(found.text)


def test_nothing_is_told_where_the_correction_does_not_fit() -> None:
    assert brief(NOTICE, len(PRINTED) - 1) is None
    assert brief("昨日二版图片说明有差错。", 100) is None


def test_the_brief_says_which_report_and_never_an_error_without_what_is_right() -> None:
    text = (
        "本报9月4日第2版刊发的《全县工业运行会召开》一文，存在以下差错，现予更正：\n"
        "一、文中“同比增长8.6%”应为“同比增长6.8%”。\n"
        "二、文中“副县长林岳主持会议”有误。主持会议的是副县长林峤，林岳当日在外地开会，没有参加这次会议。"
    )
    found = brief(text, 100)
    assert found is not None
    assert found.text.startswith("本报9月4日第2版刊发的《全县工业运行会召开》一文")
    assert found.text.endswith("应为“同比增长6.8%”。")


def test_a_line_that_was_joined_with_the_next_is_left_out() -> None:
    found = brief("致读者" + NOTICE, 100)
    assert found is not None
    assert found.text.startswith("本报5月8日")
