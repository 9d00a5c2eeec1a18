"""Clauses keep the condition on which they hold."""

from __future__ import annotations

import pytest

from summarizer.completing import completed
from summarizer.facts.check import Checker
from summarizer.severed import benefited, conditioned
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


GRANTS = (
    "松坪县印发就业办法。办法规定，对招用毕业生的企业，每人补贴2000元；对灵活就业的，给予社保补贴，"
    "最长2年；对首次创业的，给予补贴1万元；对吸纳残疾人的，对租用厂房的，给予贴息。"
    "对逾期不改的，处罚款500元；对此，各镇要抓好落实。"
)
RULES = "松坪县印发就业办法。办法规定，"


def test_whom_something_is_for_gets_what_it_is() -> None:
    checker = Checker(GRANTS)
    told = RULES + "对灵活就业的，对首次创业的，给予补贴1万元。"
    view = checker.view(Task.BRIEF, told)
    assert not benefited(view).passed
    whole = RULES + "对灵活就业的，给予社保补贴，对首次创业的，给予补贴1万元。"
    assert completed(told, view.places, checker, None)[0] == whole


@pytest.mark.parametrize(
    "told",
    [
        "对灵活就业的，给予社保补贴；对首次创业的，给予补贴1万元。",
        "对吸纳残疾人的，对租用厂房的，给予贴息。",
        "对逾期不改的，处罚款500元。",
        "对此，各镇要抓好落实。",
        "对招用毕业生的企业，每人补贴2000元。",
    ],
)
def test_who_has_what_it_is_passes(told: str) -> None:
    assert benefited(Checker(GRANTS).view(Task.BRIEF, RULES + told)).passed
