"""Clauses of a brief get back what they were severed from."""

from __future__ import annotations

import re

import pytest

from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.types import Task
from tests.test_severed import MEETING, SOURCE


def copy(text: str) -> tuple[int, ...]:
    """Where each clause of the text stands in the source; marks that differ are nowhere."""
    places: list[int] = []
    for clause in re.findall("[^，。；]+[，。；]", text):
        at = SOURCE.index(clause[:-1])
        end = at + len(clause) - 1
        places += [*range(at, end), end if SOURCE[end] == clause[-1] else -1]
    return tuple(places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{MEETING}，9月底前完成43处隐患点整改。",
            f"{MEETING}。林岳强调，9月底前完成43处隐患点整改。",
        ),
        (
            f"{MEETING}。9月底前完成43处隐患点整改。",
            f"{MEETING}。林岳强调，9月底前完成43处隐患点整改。",
        ),
        (
            f"{MEETING}，向乡镇派出农技员120名。",
            f"{MEETING}。县里还计划向乡镇派出农技员120名。",
        ),
        (
            "林岳强调，要压实责任；项目一律停工3天。",
            "林岳强调，要压实责任；凡未落实防汛措施的，项目一律停工3天。",
        ),
        (f"{MEETING}，新建口袋公园6处。", f"{MEETING}。县住建局新建口袋公园6处。"),
        (
            "县住建局改造老街12条，培育合作社21个。",
            "县住建局改造老街12条。临江县培育合作社21个。",
        ),
        (f"{MEETING}。林岳强调，要压实责任。", f"{MEETING}。林岳强调，要压实责任。"),
    ],
)
def test_what_was_lost_is_put_back_in_the_sources_words(text: str, expected: str) -> None:
    found, places = completed(text, copy(text), Checker(SOURCE), None)
    assert found == expected
    assert len(places) == len(found)
    assert all(SOURCE[p] == c for p, c in zip(places, found, strict=True) if p >= 0)


def test_the_asked_length_is_kept() -> None:
    text = f"{MEETING}，9月底前完成43处隐患点整改。"
    assert completed(text, copy(text), Checker(SOURCE), len(text) + 4) == (text, copy(text))


def test_nothing_is_put_back_where_it_is_not_known_what_was_copied() -> None:
    text = f"{MEETING}，9月底前完成43处隐患点整改。"
    assert completed(text, (), Checker(SOURCE), None) == (text, ())


def test_a_plan_keeps_its_word_or_is_left_alone() -> None:
    source = (
        "云岭县召开防汛工作会议。林岳表示，下一步，将在9月底前整改隐患，并向乡镇派出农技员120名。"
    )
    text = "云岭县召开防汛工作会议，向乡镇派出农技员120名。"
    at = source.index("向乡镇")
    copied = (*range(11), -1, *range(at, at + 12))
    assert completed(text, copied, Checker(source), None)[0] == text


def test_whom_a_phrase_names_gets_back_what_is_done_to_it() -> None:
    source = (
        "5月12日，云岭县副县长林岳主持召开安全生产会议。林岳强调，要对去年已清点的渡口，"
        "按照规划逐个整修，并张贴限载标志；要加强水库值守，备足救生衣。"
    )
    text = "林岳强调，要对去年已清点的渡口；要加强水库值守。"
    checker = Checker(source)
    copied = checker.view(Task.BRIEF, text).places
    whole, places = completed(text, copied, checker, None)
    assert whole == "林岳强调，要对去年已清点的渡口，按照规划逐个整修；要加强水库值守。"
    assert len(places) == len(whole)


def test_what_somebody_else_does_is_not_put_behind_whom_a_phrase_names() -> None:
    source = "两家茶厂对镇上的电价，林岳逐一作了答复。"
    text = "两家茶厂对镇上的电价。"
    checker = Checker(source)
    copied = checker.view(Task.BRIEF, text).places
    assert completed(text, copied, checker, None)[0] == text
