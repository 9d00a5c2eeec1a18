"""Lists that lose members or their numbers: two of 三点要求, one of two firms, half of 1．.

A writer that copies clauses tells some members of a list as if they were all. As in
:mod:`summarizer.belonging` these judge the model's own texts, never an editor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.bounds import until_first
from summarizer.facts.align import fold
from summarizer.facts.model import View
from summarizer.types import Check, Task
from summarizer.verdicts import mixed, sound

_HAN: Final = "一二三四五六七八九十"
#: How many members are to come: 三点要求, 四个方面, 3起典型案例.
_PROMISED: Final = re.compile(
    r"([两二三四五六七八九2-9])(?:点|个方面|项|起|条|大|件|方面)[^，。；：！？0-9]{0,8}?"
    r"(?:要求|意见|建议|希望|工作|案例|案件|措施|任务|倡议|看法|主张|举措|方面|重点|问题|共识)"
)
#: The ways to number the members of a list, and where the number stands.
_WAYS: Final = (
    "(?<=[，。；：！？\n “]){han}是",
    "(?<=[，。；：！？\n “]){han}要",
    "(?<=[，。；：！？\n “])第{han}[，、]",
    "(?<=\n){han}、",
    "[（(]{han}[）)]",
    "(?<=[，。；：！？\n ]){digit}[．.、](?!\\d)",
)
#: Of the source, so much is looked at behind the promise.
REACH: Final = 2000
#: Characters of a member of a list from which on it is told.
LEAST: Final = 2
#: Characters that are shown of what is wrong.
SHOWN: Final = 8
#: A list of places or firms ends with one of these, which its members share or each have.
_SHARED: Final = r"(?:片区|社区|小区|村|街道|园区|公司|集团|学校|小学|中学|医院)"
_MEMBER: Final = r"[^，。；：！？、和与及\n]{2,24}"
_BEFORE: Final = re.compile(rf"({_MEMBER})[、和与及]$")
_BEGINS: Final = re.compile(
    rf"[^ ，：、和与及等]{{1,20}}?{_SHARED}(?![、和与及等]|[\u4e00-\u9fff]{{1,8}}{_SHARED})"
)
_REST: Final = re.compile(
    rf"(?:[、和与及]{_MEMBER})*[、和与及]{_MEMBER}{_SHARED}(?:等[^，。；]{{0,6}})?$"
)
#: A unit at the head of what it does, and one that does it too, before it.
_ACTING: Final = re.compile(
    r"[^ ，：、和与及等“]{1,18}?(?:局|(?<!社)会|队|院|办|中心|站|所|办事处|街道|[镇乡]|公司)"
    r"(?=[在于向为赴到]|开展|举[办行]|召开|组织|启动|发布|走进|获|联合|推出|通报|部署|印发|签|入选|查处)"
)
_ACTING_TOO: Final = re.compile(
    r"[^，。；：！？、和与及\n]{1,20}(局|会|队|院|办|中心|站|所|委)[、和与及]$"
)
#: What makes a unit somebody's partner, who comes first.
_TOGETHER: Final = re.compile("([\u4e00-\u9fff]{2})(?:联合|会同|携手|联手|协同)$")
#: What a brief has before who acts.
_BEFORE_WHO: Final = re.compile(
    r"(?:[\d年月日至—-]+(?:[上下]午|晚上?)?|近日|日前|当天|今年以来)，?"
)
#: A mark of a number that has lost its number, and a number inside what goes before it.
_DEBRIS: Final = re.compile(
    r"(?:^|(?<=[。；：，！？]))[．.、）)]|"
    r"(?<![。；：，！？\n \d．.])\d{1,2}[．.](?=[\u4e00-\u9fff])|"
    r"(?<=[\u4e00-\u9fff])[（(][一二三四五六七八九十][）)](?=[\u4e00-\u9fff]{2})"
)
#: The first number of a list, and the second that follows it.
_FIRST: Final = (
    re.compile(r"(?:^|[。；：\n])(1[．.](?!\d))(?!.*[^\d]2[．.](?!\d))", re.DOTALL),
    re.compile(r"(?:^|[。；：\n])([（(]一[）)])(?!.*[（(]二[）)])", re.DOTALL),
    re.compile(r"(?:^|[。；：\n])(一、)(?!.*[。；：\n]二、)", re.DOTALL),
)


def promised(view: View) -> Check:
    """Whether a brief that begins to tell the members of a list which it counts tells them all.

    It may leave out the list whole. Of the source's list each member must be known.
    """
    output = fold(view.output)
    for found in _PROMISED.finditer(output):
        number = 2 if found[1] == "两" else _HAN.find(found[1]) + 1 or int(found[1])
        place = view.places[found.start()]
        if place < 0:
            continue
        members = _members(view.source, place + len(found[0]), number)
        after = [p for p in view.places[found.end() :] if p >= 0]
        told = [sum(start <= p < end for p in after) >= LEAST for start, end in members]
        if any(told) and not all(told):
            start, end = members[told.index(False)]
            words = view.source[start : min(end, start + 20)]
            return mixed(view, found.start(), found.end(), "所列项目不全", words)
    return sound(view.task)


def _members(source: str, at: int, number: int) -> Sequence[tuple[int, int]]:
    """Where the ``number`` members of the list behind ``at`` stand; none if so many are not."""
    text, stop = fold(source), min(len(source), at + REACH)
    for way in _WAYS:
        starts: list[int] = []
        for i in range(1, number + 1):
            pattern = way.format(han=_HAN[i - 1], digit=i)
            found = re.compile(pattern).search(text, starts[-1] if starts else at, stop)
            if not found:
                break
            starts.append(found.end())
        if len(starts) == number and not re.search(r"[。！？]", text[at : starts[0]][:-4]):
            end = min(until_first(text, "。\n", starts[-1]), stop)
            return list(pairwise([*starts, end]))
    end = min(until_first(text, "。！？\n", at), stop)
    if text[at : at + 1] != "：":
        return ()
    parts = [*re.finditer("[^；]+", text[at + 1 : end])]
    if len(parts) != number:
        return ()
    return [(at + 1 + p.start(), at + 1 + p.end()) for p in parts]


def first_of_list(view: View) -> Check:
    """Whether a headline gives no one firm or village what several did: 柳河片区停水 of

    城东、柳河片区停水, 云岭轴承公司入选 of two firms.
    """
    begins = _BEGINS.match(view.output)
    if view.task is not Task.HEADLINE or not begins or view.places[0] < 0:
        return sound(view.task)
    lost = next(_lost(view, begins.end()), "")
    if lost:
        return mixed(view, 0, begins.end(), "漏掉并列的单位或地方", lost)
    return sound(view.task)


def _lost(view: View, end: int) -> Iterator[str]:
    """What the source has in one list with output [0, end), and the output has not."""
    source, place = fold(view.source), view.places[0]
    if not source.startswith(fold(view.output)[:end], place):
        return  # its last word may be taken for the next member's
    before = _BEFORE.search(source, max(0, place - 26), place)
    if before and before[1][-3:] not in view.output:
        yield before[0]
    after = view.places[end] if end < len(view.output) else -1
    gap = source[place + end : after] if after > place + end else ""
    if _REST.fullmatch(gap):
        yield gap


def first_acting(view: View) -> Check:
    """Whether the unit that a text begins with is the first of those that act, and no partner:

    not 云河街道开展宣传 of 县公安局联合云河街道开展宣传, nor of 县公安局、云河街道.
    """
    start = 0
    if view.task is Task.BRIEF and (when := _BEFORE_WHO.match(view.output)):
        start = when.end()
    place = view.places[start] if start < len(view.places) else -1
    if place < 0:
        return sound(view.task)
    source = fold(view.source)
    together = _TOGETHER.search(source, max(0, place - 4), place)
    end = start + 1
    while end < len(view.places) and view.places[end] == view.places[end - 1] + 1:
        end += 1
    whole = view.output[end - 1] not in "省市县区州"  # 云岭县召开 of 县委、县政府召开
    if together and whole and together[1] not in view.output:
        theirs = source[max(0, place - 12) : place]
        return mixed(view, start, start + SHOWN, "漏掉牵头的单位", theirs)
    acting = _ACTING.match(view.output, start)
    too = _ACTING_TOO.search(source, max(0, place - 24), place) if acting else None
    if acting and too and too[0][-4:-1] not in view.output:
        return mixed(view, start, acting.end(), "漏掉并列的单位或地方", too[0])
    return sound(view.task)


def numbered_whole(view: View) -> Check:
    """Whether numbers of members are whole and at the head: not 。．县水利局, 通报1．县水利局.

    Nor is there a first one where no second one follows.
    """
    for found in _DEBRIS.finditer(view.output):
        if view.output[max(0, found.start() - 3) : found.end() + 2] not in view.source:
            return mixed(view, found.start(), found.end() + 6, "编号残缺，请删去编号")
    for first in _FIRST:
        alone = first.search(view.output)
        if alone:
            return mixed(view, alone.start(1), alone.end(1) + 6, "编号不连续，请删去编号")
    return sound(view.task)


#: What is asked of the model's briefs; what of its headlines.
BRIEF: Final = (promised, numbered_whole, first_acting)
HEADLINE: Final = (first_of_list, numbered_whole, first_acting)
