"""Clauses keep the condition on which they hold."""

from __future__ import annotations

import pytest

from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.severed import conditioned
from summarizer.types import Task

HELD = "8月2日，松坪县县长乔远山会见来访企业家。乔远山表示，"
SOURCE = (
    "8月2日，松坪县县长乔远山会见来访企业家。乔远山表示，若水源、电价符合要求，厂方将在松坪建设啤酒厂；"
    "待股东会审议通过后，公司将追加投资3亿元；只要用地指标落实，园区将于10月交付厂房；"
    "如资金到位,镇里将在两村之间修一座冷库；只有完成环评，项目才能动工建设；"
    "若发现隐患要立即上报，企业不得瞒报漏报；如期完成改造后，产能可达5万吨；"
    "待遇提高后，教师留任率达到97%；如今游客多了，民宿增至46家；"
    "只有3个乡镇没有开工，进度总体较快。"
)


@pytest.mark.parametrize(
    ("told", "lost"),
    [
        ("厂方将在松坪建设啤酒厂。", "若水源、电价符合要求，"),
        ("公司将追加投资3亿元。", "待股东会审议通过后，"),
        ("园区将于10月交付厂房。", "只要用地指标落实，"),
        ("项目才能动工建设。", "只有完成环评，"),
        ("将在两村之间修一座冷库。", "如资金到位,镇里"),
    ],
)
def test_a_plan_keeps_its_condition_or_gets_it_back(told: str, lost: str) -> None:
    checker = Checker(SOURCE)
    view = checker.view(Task.BRIEF, HELD + told)
    assert not conditioned(view).passed
    whole = HELD + lost + told
    assert completed(HELD + told, view.places, checker, None)[0] == whole
    assert conditioned(checker.view(Task.BRIEF, whole)).passed


@pytest.mark.parametrize(
    "told",
    [
        "若水源、电价符合要求，厂方将在松坪建设啤酒厂。",
        "若水源、电价符合要求，将在松坪建设啤酒厂。",
        "企业不得瞒报漏报。",
        "产能可达5万吨。",
        "教师留任率达到97%。",
        "民宿增至46家。",
        "进度总体较快。",
    ],
)
def test_what_holds_anyway_needs_none(told: str) -> None:
    assert conditioned(Checker(SOURCE).view(Task.BRIEF, HELD + told)).passed
