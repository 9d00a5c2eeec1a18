"""Lists that lose members, and numbers of members that lose a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.facts.check import Checker
from summarizer.facts.model import View
from summarizer.listing import first_of_list, numbered_whole, promised
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
