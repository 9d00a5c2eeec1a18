"""Names whose family name is a word, and names that a text keeps back."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.extract import extract
from summarizer.facts.model import Kind
from summarizer.types import Check, Task

CONGRESS = (
    "1月18日，县十八届人大四次会议闭幕。会议补选区志坚为云岭县人民政府县长，"
    "补选卜庆生为云岭县人民检察院检察长。"
)
COURT = (
    "6月6日，云岭县人民法院公开宣判一起诈骗案，被告人张某犯诈骗罪，被判处有期徒刑十一年，"
    "并处罚金二十万元；被告人王某（系张某之弟）犯掩饰、隐瞒犯罪所得罪，"
    "被判处有期徒刑一年六个月，缓刑二年，并处罚金二万元。"
)
PARTY = "张某某、李某被开除党籍。赵某因殴打陈某，被行政拘留五日。"


def names(text: str) -> list[str]:
    return [fact.surface for fact in extract(text).of(Kind.NAMES)]


def wrong(source: str, output: str) -> list[Check]:
    return [c for c in Checker(source).check(Task.BRIEF, output) if c.passed is False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CONGRESS, ["区志坚", "卜庆生"]),
        ("县长区志坚主持会议，副县长员建国、区向东出席。", ["区志坚", "员建国", "区向东"]),
        ("县委书记充小勇到区里调研。", ["充小勇"]),
        ("大会执行主席曾纪平、员光明、华建国在前排就座。", ["曾纪平", "员光明", "华建国"]),
        ("区志坚强调，要抓紧。区志坚要求，要抓实。", ["区志坚", "区志坚"]),
        ("县长充分肯定，主任召集员工，区政府强调，区里要求，员工表示。", []),
        ("区交通要求，要抓紧。区交通强调，要抓实。副区长区交通局长", []),
        ("县区单位查处员工", []),
        ("被告人林某某与林某、何某甲", ["林某某", "林某", "何某甲"]),
        ("清江某公司，于某日，任某县县长，从某种意义上说，和某国，有关方某局", []),
    ],
)
def test_names_are_seen_and_words_are_not(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_posts_of_two_such_persons_are_not_exchanged() -> None:
    swapped = CONGRESS.replace("区志坚", "X").replace("卜庆生", "区志坚").replace("X", "卜庆生")
    assert not wrong(CONGRESS, CONGRESS)
    assert {"pairs"} <= {c.kind for c in wrong(CONGRESS, swapped)}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (COURT, COURT),
        (COURT, "被告人张某犯诈骗罪，被判处有期徒刑十一年，并处罚金二十万元。"),
        (COURT, "被告人王某被判处有期徒刑一年六个月，缓刑二年。"),
        (PARTY, "张某某、李某被开除党籍。"),
        (PARTY, "李某被开除党籍。"),
        (PARTY, "赵某被行政拘留五日。"),
    ],
)
def test_a_penalty_of_ones_own_passes(source: str, output: str) -> None:
    assert "actors" not in {c.kind for c in wrong(source, output)}


@pytest.mark.parametrize(
    ("source", "output", "true"),
    [
        (COURT, "被告人张某犯诈骗罪，被判处有期徒刑十一年，被判处有期徒刑一年六个月。", "王某"),
        (COURT, "被告人王某犯诈骗罪，被判处有期徒刑一年六个月。", "张某"),
        (COURT, "被告人张某被判处有期徒刑一年六个月，缓刑二年。", "王某"),
        (PARTY, "赵某被开除党籍。", "张某某、李某"),
    ],
)
def test_a_penalty_of_another_is_refused(source: str, output: str, true: str) -> None:
    found = [c for c in wrong(source, output) if c.kind == "actors"]
    assert found
    assert any(c.source == true for c in found)
