"""Organisations, in full or as the text itself abbreviates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.facts.model import Fact, Finding, Kind, View

_ENDING: Final = [
    "人大常委会",
    "常委会",
    "委员会",
    "政治协商会议",
    "政协",
    "人民政府",
    "政府",
    "人民法院",
    "法院",
    "人民检察院",
    "检察院",
    "公安局",
    "派出所",
    "纪委监委",
    "监委",
    "纪委",
    "党委",
    "党工委",
    "党组",
    "工委",
    "县委",
    "市委",
    "省委",
    "区委",
    "镇委",
    "州委",
    "旗委",
    "人大",
    "办公室",
    "管理局",
    "管委会",
    "集团",
    "公司",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "卫生院",
    "银行",
    "协会",
    "学会",
    "商会",
    "联合会",
    "总工会",
    "团委",
    "妇联",
    "残联",
    "研究院",
    "研究所",
    "研究中心",
    "服务中心",
    "中心",
    "指挥部",
    "领导小组",
    "支队",
    "大队",
    "总队",
    "合作社",
    "供电所",
    "卫健委",
    "发改委",
    "国资委",
    "交通局",
    "教育局",
    "水利局",
    "财政局",
    "审计局",
    "统计局",
    "民政局",
    "税务局",
    "林业局",
    "农业农村局",
    "文旅局",
    "住建局",
    "司法局",
    "商务局",
    "气象局",
    "宣传部",
    "组织部",
    "统战部",
    "政法委",
    "编办",
    "机关事务局",
    "信访局",
    "退役军人事务局",
    "应急管理局",
    "市场监管局",
    "教育厅",
    "财政厅",
    "公安厅",
    "教育部",
    "财政部",
    "公安部",
    "外交部",
    "商务部",
    "水利部",
]
_NAME = re.compile(
    rf"(?P<body>[一-龥A-Za-z0-9（）·]{{0,24}}?)(?P<end>{'|'.join(sorted(_ENDING, key=len, reverse=True))})"
)
_STOP = re.compile(
    r"[在向对为被让请叫使把将与和及同是等的了也由率到从赴以并、，。]|来到|走进|召开|主持|出席|指出|强调|成立|前往|"
    r"随后|近日|日前|听取|全体|各级|有关|相关|会议|参加|组织|开展|联合|慰问|走访|调研|代表|表示|发挥|反映|联系|引进|提升|支持|配合|邀请"
)


def extract(text: str) -> Iterator[Fact]:
    """Organisations by position."""
    for match in _NAME.finditer(text):
        start = match.start()
        for stop in _STOP.finditer(text, start, match.start("end")):
            start = stop.end()
        surface = text[start : match.end()]
        if len(surface) >= 3:
            yield Fact(Kind.ORGANISATIONS, surface, surface, start, match.end())


def check(view: View) -> list[Finding] | None:
    """Each organisation stands in the source so, or its characters do, in order and together."""
    said = view.said.of(Kind.ORGANISATIONS)
    if not said:
        return None
    found: list[Finding] = []
    for fact in said:
        if fact.surface in view.source or _abbreviated(view, fact):
            continue
        if not any(fact.start <= u.start and u.end <= fact.end for u, _ in view.exchanged):
            continue
        _, nearest = view.best_context(fact, view.given.of(Kind.ORGANISATIONS))
        source = nearest.surface if nearest else ""
        found.append(Finding(fact.start, fact.end, source, "原文没有这个机构"))
    return found


def _abbreviated(view: View, fact: Fact) -> bool:
    """Whether some source span of four times the length has all its characters in order."""
    pattern = "[^。！？\n]{0,6}?".join(map(re.escape, fact.surface))
    return re.search(pattern, view.source) is not None
