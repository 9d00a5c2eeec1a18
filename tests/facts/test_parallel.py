"""Figures of clauses that are built alike stay with what they count, and with their year."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

MONEY = "固定资产投资41.2亿元，同比下降2.7%；社会消费品零售总额33.05亿元，增长5.9%。"
SECTORS = (
    "第一产业增加值9.87亿元，增长3.9%；第二产业增加值38.15亿元，增长7.2%；"
    "第三产业增加值38.40亿元，增长5.6%。"
)
YEARS = "到2027年，示范园区达到26个，产值突破10亿元；到2028年，示范园区达到27个，产值突破12亿元。"
PLACES = "云岭县完成投资41.2亿元，瀼东区完成投资33.5亿元。云岭县新增企业12家，瀼东区新增企业9家。"


def kinds(source: str, output: str) -> set[str]:
    checks = Checker(source).check(Task.BRIEF, output)
    return {c.kind for c in checks if c.passed is False}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (MONEY, "固定资产投资33.05亿元。"),
        (MONEY, "固定资产投资33.05亿元，增长5.9%。"),
        (MONEY, "固定资产投资41.2亿元，增长5.9%。"),
        (MONEY, "社会消费品零售总额33.05亿元，同比下降2.7%。"),
        (SECTORS, "第三产业增加值38.15亿元。"),
        (SECTORS, "第三产业增加值38.15亿元，增长7.2%。"),
        (SECTORS, "第一产业增加值9.87亿元，增长7.2%。"),
        (YEARS, "到2027年，示范园区达到27个。"),
        (YEARS, "到2028年，示范园区达到27个，产值突破10亿元。"),
        (PLACES, "云岭县完成投资33.5亿元。"),
        (PLACES, "瀼东区新增企业12家。"),
    ],
)
def test_figures_exchanged_between_clauses_fail(source: str, output: str) -> None:
    assert "numbers" in kinds(source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (MONEY, "固定资产投资41.2亿元，同比下降2.7%。"),
        (MONEY, "社会消费品零售总额33.05亿元，增长5.9%。"),
        (SECTORS, "第三产业增加值38.40亿元，增长5.6%。"),
        (SECTORS, "第一、第三产业增加值分别为9.87亿元、38.40亿元。"),
        (YEARS, "到2028年，示范园区达到27个，产值突破12亿元。"),
        (YEARS, "示范园区将达到26个、27个。"),
        (PLACES, "云岭县完成投资41.2亿元，新增企业12家。"),
        (
            "今年资助困难职工、在读学生318名。12年来，全县资助学生2716人。",
            "今年资助学生318名。",
        ),
        (
            "60至79岁老人每餐补贴2元，80岁以上老人补贴5元。",
            "80岁以上老人每餐补贴5元。",
        ),
    ],
)
def test_figures_in_their_places_pass(source: str, output: str) -> None:
    assert "numbers" not in kinds(source, output)
