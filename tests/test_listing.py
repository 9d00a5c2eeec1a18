"""Lists that lose members, and numbers of members that lose a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.listing import first_acting, first_of_list, numbered_whole, promised
from summarizer.types import Check, Task

SOURCE = (
    "6月5日，云岭县召开推进会。县长林岳提出三点要求：一是减材料，压减申请材料30%；二是减环节，由4个环节压至1个；"
    "三是减时间，由65天减至40天以内。县委书记沈砚要求做好两项工作：摸清底数，建立台账；落实责任，按时完成。\n"
    "因管网检修，城东、柳河片区停水。云岭轴承有限公司、清源材料股份公司入选“小巨人”企业名单。\n"
    "云岭县纪委通报3起典型案例。\n1．县水利局原局长员建国受贿问题。员建国被开除党籍。\n"
    "2．白石乡原乡长卜庆余套取资金问题。卜庆余被开除公职。\n3．县一中查小军挪用公款问题。查小军被撤职。"
)
#: Two of three, all of them, and none.
MATERIAL = "一是减材料，压减申请材料30%；"
CIRCLE = "二是减环节，由4个环节压至1个"
CASES: list[tuple[Callable[[View], Check], Task, str, bool]] = [
    (promised, Task.BRIEF, f"林岳提出三点要求：{MATERIAL}{CIRCLE}。", False),
    (
        promised,
        Task.BRIEF,
        "林岳提出三点要求：减材料，压减申请材料30%；由65天减至40天以内。",
        False,
    ),
    (
        promised,
        Task.BRIEF,
        f"林岳提出三点要求：{MATERIAL}{CIRCLE}；三是减时间，由65天减至40天以内。",
        True,
    ),
    (promised, Task.BRIEF, "云岭县召开推进会，林岳提出三点要求。", True),
    (promised, Task.BRIEF, "沈砚要求做好两项工作：摸清底数，建立台账。", False),
    (promised, Task.BRIEF, "沈砚要求做好两项工作：摸清底数，建立台账；落实责任。", True),
    (promised, Task.BRIEF, "云岭县纪委通报3起典型案例。员建国被开除党籍。", False),
    (promised, Task.BRIEF, "云岭县纪委通报3起典型案例。", True),
    (first_of_list, Task.HEADLINE, "柳河片区停水", False),
    (first_of_list, Task.HEADLINE, "城东、柳河片区停水", True),
    (first_of_list, Task.HEADLINE, "云岭轴承有限公司入选“小巨人”企业名单", False),
    (first_of_list, Task.HEADLINE, "云岭轴承有限公司等入选“小巨人”企业名单", True),
    (first_of_list, Task.HEADLINE, "清源材料股份公司入选“小巨人”企业名单", False),
    (
        first_of_list,
        Task.HEADLINE,
        "云岭轴承有限公司、清源材料股份公司入选“小巨人”企业名单",
        True,
    ),
    (numbered_whole, Task.BRIEF, "云岭县纪委通报3起典型案例。．县水利局原局长受贿问题。", False),
    (numbered_whole, Task.BRIEF, "云岭县纪委通报1．县水利局原局长受贿问题。", False),
    (numbered_whole, Task.BRIEF, "云岭县纪委通报3起典型案例。县水利局原局长受贿问题。", True),
    (numbered_whole, Task.BRIEF, "云岭县纪委通报案例。1．县水利局原局长受贿问题。", False),
    (numbered_whole, Task.BRIEF, "通报案例。1．员建国受贿问题。2．卜庆余套取资金问题。", True),
    (numbered_whole, Task.BRIEF, "云岭县一、二中联合办学。", True),
    (numbered_whole, Task.BRIEF, "由4.5个环节压至1个。", True),
]


@pytest.mark.parametrize(
    ("check", "task", "output", "passed"), CASES, ids=[f"{c[0].__name__}-{c[2]}" for c in CASES]
)
def test_lists_are_whole(
    check: Callable[[View], Check], task: Task, output: str, passed: bool
) -> None:
    assert check(Checker(SOURCE).view(task, output)).passed is passed


ACTING = (
    "6月26日，县禁毒办、县公安局联合石门街道办事处，在人民广场开展国际禁毒日宣传活动。"
    "县红十字会、云岭县蓝天救援队在枫林镇开展防溺水培训。云岭县妇女联合会举办培训班。"
    "县教育局开展督导。县教育局会同云岭县市场监管局开展检查。县委、县政府召开会议。"
    "石门街道获评先进。"
)
FIRST = [
    (Task.HEADLINE, "石门街道办事处在人民广场开展国际禁毒日宣传活动", False),
    (Task.HEADLINE, "石门街道开展国际禁毒日宣传活动", False),
    (Task.HEADLINE, "县公安局联合石门街道办事处开展国际禁毒日宣传活动", False),
    (
        Task.HEADLINE,
        "县禁毒办、县公安局联合石门街道办事处开展国际禁毒日宣传活动",
        True,
    ),
    (Task.BRIEF, "6月26日，石门街道办事处在人民广场开展国际禁毒日宣传活动。", False),
    (Task.HEADLINE, "云岭县蓝天救援队在枫林镇开展防溺水培训", False),
    (Task.HEADLINE, "县红十字会、云岭县蓝天救援队在枫林镇开展防溺水培训", True),
    (Task.HEADLINE, "云岭县市场监管局开展检查", False),
    (Task.HEADLINE, "县教育局会同云岭县市场监管局开展检查", True),
    (Task.HEADLINE, "县教育局开展督导", True),
    (Task.HEADLINE, "云岭县妇女联合会举办培训班", True),
    (Task.HEADLINE, "云岭县召开会议", True),
    (Task.HEADLINE, "石门街道获评先进", True),
]


@pytest.mark.parametrize(("task", "output", "passed"), FIRST, ids=[c[1] for c in FIRST])
def test_who_acts_first_is_named(task: Task, output: str, passed: bool) -> None:
    assert first_acting(Checker(ACTING).view(task, output)).passed is passed
