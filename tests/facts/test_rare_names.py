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
PARTY = (
    "张某某、李某被开除党籍。赵某因殴打陈某，被行政拘留五日。农业局干部何某受到党内严重警告处分。"
    "法院判处肖某甲有期徒刑二年、肖某乙有期徒刑一年。"
)


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
        ("签订4项合作协议", []),
        ("被告人林某某与林某、何某甲", ["林某某", "林某", "何某甲"]),
        ("清江某公司，于某日，任某县县长，从某种意义上说，和某国，有关方某局", []),
    ],
)
def test_names_are_seen_and_words_are_not(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_two_persons_counted_are_both_elected() -> None:
    source = "会议补选仇珊、乐毅二人为县人大常委会委员。"
    assert not wrong(source, source.replace("二人", ""))


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
        (PARTY, "何某受到党内严重警告处分。"),
        (PARTY, "肖某甲被判处有期徒刑二年，肖某乙被判处有期徒刑一年。"),
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
        (PARTY, "张某某受到党内严重警告处分。", "何某"),
        (PARTY, "何某被开除党籍。", "张某某、李某"),
    ],
)
def test_a_penalty_of_another_is_refused(source: str, output: str, true: str) -> None:
    found = [c for c in wrong(source, output) if c.kind == "actors"]
    assert found
    assert any(c.source == true for c in found)


COMPOUND = (
    "1月8日，县委理论学习中心组举行集体学习。县委书记亓官正主持并讲话。亓官正强调，要抓好开工项目。"
)


def test_a_compound_family_name_has_a_given_name() -> None:
    assert names(COMPOUND) == ["亓官正", "亓官正"]
    assert names("县委书记欧阳正在闭幕会上讲话。") == ["欧阳正"]


def test_a_compound_family_name_alone_is_refused() -> None:
    assert not wrong(COMPOUND, COMPOUND)
    for output in ("县委书记亓官强调，要抓好开工项目。", "亓官指出，要抓好开工项目。"):
        found = [c for c in wrong(COMPOUND, output) if c.kind == "names"]
        assert found
        assert found[0].source == "亓官正"


def test_a_compound_family_name_with_a_title_passes_if_the_source_has_it() -> None:
    source = "县人民医院院长欧阳清主持会议。欧阳院长说，医院将扩建。"
    output = "欧阳院长说，医院将扩建。"
    assert "names" not in {c.kind for c in wrong(source, output)}


TOGETHER = (
    "5月8日，云岭县人民法院公开宣判，对被告人贾大林以受贿罪判处有期徒刑八年，以滥用职权罪判处有期徒刑二年；"
    "数罪并罚，决定执行有期徒刑九年。被告人卫甲乙犯诈骗罪，判处有期徒刑五年；犯赌博罪，判处拘役六个月；被告人"
    "卫丙丁犯诈骗罪，判处有期徒刑三年。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("对被告人贾大林以受贿罪判处有期徒刑八年；数罪并罚，决定执行有期徒刑九年。", False),
        ("对被告人贾大林以受贿罪判处有期徒刑八年，决定执行有期徒刑九年。", False),
        (
            "对被告人贾大林以受贿罪判处有期徒刑八年，以滥用职权罪判处有期徒刑二年；数罪并罚，决定执行有期徒刑九年。",
            True,
        ),
        ("对被告人贾大林数罪并罚，决定执行有期徒刑九年。", True),
        ("对被告人贾大林决定执行有期徒刑九年。", True),
        ("对被告人贾大林以受贿罪判处有期徒刑八年。", True),
        ("被告人卫丙丁犯诈骗罪，判处有期徒刑三年。", True),
    ],
)
def test_terms_that_are_summed_up_are_told_all_or_none(output: str, passed: bool) -> None:
    found = Checker(TOGETHER).check(Task.BRIEF, output)
    assert all("数罪并罚漏掉" not in c.reason for c in found) is passed


def test_the_terms_of_two_accused_in_a_sentence_are_each_ones_own() -> None:
    source = (
        "法院宣判，被告人沈大江犯盗窃罪，判处有期徒刑三年；犯诈骗罪，判处有期徒刑二年；数罪并罚，决定执行"
        "有期徒刑四年；被告人秦小河犯盗窃罪，判处有期徒刑一年；犯赌博罪，判处拘役五个月；数罪并罚，决定执行"
        "有期徒刑一年。"
    )
    sound = source[source.index("被告人秦") :]
    checks = Checker(source).check(Task.BRIEF, sound)
    assert all("数罪并罚漏掉" not in c.reason for c in checks)
