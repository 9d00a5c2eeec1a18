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


BUDGET = "全县财政收入完成21.3亿元，增长5.1%。全县财政支出完成68.9亿元，增长2.2%。"
POWER = (
    "10月份，青田县全社会用电量6120万千瓦时，同比下降3.3%，环比下降12.9%。"
    "1—10月，全社会用电量7.24亿千瓦时，同比增长4.8%。"
)
SERVICES = "1—8月，青田县服务业实现营业收入7.25亿元；8月当月实现营业收入9130万元。"
TRADE = "青田县外贸进出口总值31.4亿元，其中出口25.2亿元，进口6.2亿元，同比分别增长3.4%、7.7%。"


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (BUDGET, "青田县财政预算收入完成68.9亿元。"),
        (POWER, "10月份青田县全社会用电量同比下降12.9%。"),
        (SERVICES, "1—8月，青田县服务业实现营业收入9130万元。"),
        (SERVICES, "前8个月，青田县服务业实现营业收入9130万元。"),
        (SERVICES, "8月份，青田县服务业实现营业收入7.25亿元。"),
        (TRADE, "青田县出口6.2亿元。"),
    ],
)
def test_figures_of_another_basis_side_or_period_fail(source: str, output: str) -> None:
    assert "numbers" in kinds(source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (BUDGET, "青田县财政收入21.3亿元，财政支出68.9亿元。"),
        (BUDGET, "青田县财政收入、支出分别完成21.3亿元、68.9亿元。"),
        (POWER, "10月份青田县全社会用电量同比下降3.3%、环比下降12.9%。"),
        (POWER, "前10个月，青田县全社会用电量7.24亿千瓦时。"),
        (SERVICES, "前8个月青田县服务业实现营业收入7.25亿元，8月实现9130万元。"),
        (TRADE, "青田县出口25.2亿元、进口6.2亿元，同比分别增长3.4%、7.7%。"),
        (TRADE, "青田县进出口总值31.4亿元。"),
        (
            "上半年，出口3亿元。培训自2022年4月启动，累计培训2.5万人次。",
            "培训自2022年4月启动，累计培训2.5万人次。上半年，出口3亿元。",
        ),
        ("一季度，增速较1—2月回落3.2个百分点，其中税收5.6亿元。", "一季度税收5.6亿元。"),
    ],
)
def test_figures_of_their_basis_side_and_period_pass(source: str, output: str) -> None:
    assert "numbers" not in kinds(source, output)


def test_one_place_told_shortly_is_the_same() -> None:
    source = "8月份全县工业用电量5120万千瓦时，居民用电量1430万千瓦时。"
    assert "numbers" in kinds(source, "8月青田县工业用电量1430万千瓦时。")
    assert "numbers" not in kinds(source, "8月青田县工业用电量5120万千瓦时。")
