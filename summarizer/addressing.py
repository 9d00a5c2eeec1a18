"""Whom a task is given to: 县水利局要保障供水，9月底前修复渠道 is not everybody's task.

A writer that copies clauses keeps a task and leaves out whose it is. The task then goes to the
body named before (县农业农村局要排查，9月底前修复渠道) or to everybody (林岳要求，9月底前修复渠道).
Every word is the source's. This judges the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import CLAUSE, PART, SENTENCE, STOPS, Cut
from summarizer.facts.model import View
from summarizer.statements import leads

_MEMBERS: Final = re.compile("[、和与及]")
_BODY: Final = (
    r"(?:[局厅委部办署院校所站队镇乡村社联会团]|中心|公司|街道|政府|集团|人大|政协|银行|"
    r"(?:镇乡?|乡镇|街道)?（街道）)"
)
#: Who has to: bodies before 要, 须, 必须 and no other verb.
_TOLD: Final = re.compile(
    rf"(?P<who>[^要须应，]{{1,40}}?{_BODY})(?P<must>(?:也|还|都|更|一定|同时)?"
    r"(?:(?<!主)要(?![求素点件闻])|必?须|应当?(?![对急用])|务必)|"
    r"(?:下一步|接下来)，?将)"
)
#: Bodies that a clause of its own begins with, whatever they do: 县财政局负责…, 其他乡镇….
_OWN: Final = re.compile(
    rf"(?:[省市县区州旗镇乡]|其他|其它)[\u4e00-\u9fff、]{{0,16}}?{_BODY}(?![长员公])|[各全]"
)
#: All are meant, or anybody of a kind: 各乡镇, 全县, 企业, 党委政府.
_ANYBODY: Final = re.compile(
    r"[各全]|[每凡一]个?|我们|大家|[^其]{0,2}(?:有关|相关)|(?:党委|政府|镇|乡|村|街道|社区|学校|企业|"
    r"公司|部门|单位|院校|机关|医院|银行|法院|团队|协会|党支部|党组织|干部|(?:镇乡?|乡镇|街道)（街道）)+$"
)
#: A task that needs no 要 behind who has to: 县水利局9月底前完成.
_ALREADY: Final = re.compile(r"要|必须|须|应|不得|严禁|将|务必|\d|年[内底]")
#: What leans on the clause before: nobody can be put in front of it.
_BOUND: Final = re.compile("[并也还又再且]|同时|以|为|从而|使")
#: Characters of a clause that were copied in one piece: so many tell where it is from.
_KNOWN: Final = 4


def unaddressed(view: View) -> Cut | None:
    """Where a task lost those who have to do it."""
    output, source = view.output, view.source
    for clause in CLAUSE.finditer(output):
        at = view.places[clause.start()]
        piece = view.places[clause.start() : clause.start() + _KNOWN]
        if at < 0 or list(piece) != list(range(at, at + _KNOWN)) or leads(clause[0]):
            continue
        own = after_last(source, PART, at)
        told = _addressee(source, own, at)
        if told is None or _OWN.match(clause[0]):
            continue
        begin = after_last(output, SENTENCE, clause.start())
        before = output[begin : clause.start()]
        if any(own <= p < at for p in view.places[max(0, begin - 2) : begin]):
            before = output[after_last(output, SENTENCE, begin - 1) : clause.start()]
        who = told["who"]
        if all(member in before for member in _MEMBERS.split(who)):
            continue
        anew = bool(before) and not leads(before) and not leads(before[:-1])
        lost = None
        if not _BOUND.match(clause[0]):
            tail = output[until_first(output, STOPS, clause.start()) + 1 :]
            has_to = _ALREADY.match(clause[0]) or _ALREADY.match(tail)
            stop = told.end("who") if has_to or told.end() > at else told.end()
            lost = range(told.start(), stop)
        reason = f"原文中这是{who}的任务，应写明由谁去做"
        end = until_first(source, PART, at)
        return Cut(
            clause.start(), clause.end(), reason, source[told.start() : end], lost, anew, "；"
        )
    return None


def _addressee(source: str, own: int, at: int) -> re.Match[str] | None:
    """Whose task stands at ``at``: the last in the part from ``own`` on who have to do something;

    None where all have to, or another body acts between.
    """
    found = None
    for clause in CLAUSE.finditer(source, own, at):
        told = _TOLD.match(source, clause.start())
        if told and told.end("who") <= clause.end():
            found = None if _ANYBODY.match(told["who"]) else told
        elif _OWN.match(clause[0]):
            found = None
    return found
