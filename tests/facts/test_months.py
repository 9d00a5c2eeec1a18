"""Periods: which months they cover."""

from __future__ import annotations

import pytest

from summarizer.facts.extract import extract
from summarizer.facts.model import Kind
from summarizer.facts.months import Months, months, other


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1—10月份，", ("", 1, 10)),
        ("今年前十个月，", ("", 1, 10)),
        ("1—3月，", ("", 1, 3)),
        ("一季度，", ("", 1, 3)),
        ("前三季度，", ("", 1, 9)),
        ("去年上半年，", ("去", 1, 6)),
        ("下半年，", ("", 7, 12)),
        ("7—9月，", ("", 7, 9)),
        ("10月份全县", ("", 10, 10)),
        ("2022年10月，", ("2022", 10, 10)),
        ("7月当月，", ("", 7, 7)),
        ("10月末，", None),
        ("4月启动", None),
        ("10月份以来，", None),
        ("10月5日，", None),
        ("2023年，", None),
    ],
)
def test_the_months_of_a_period(words: str, expected: Months | None) -> None:
    text = words + "营业收入"
    fact = extract(text).of(Kind.DATES)[0]
    assert months(fact, text) == expected


def test_a_year_that_is_not_said_may_be_any() -> None:
    assert not other(("", 1, 6), ("2023", 1, 6))
    assert other(("2022", 1, 6), ("2023", 1, 6))
    assert other(("", 7, 7), ("", 1, 7))
