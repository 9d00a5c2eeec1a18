"""What only a writer that copies in pieces mixes up: who, when, which meeting, and what is done.

As in :mod:`summarizer.binding` these judge the model's own texts. An editor may print the last of
four leaders because he writes for that leader's office; a model that does so has lost the others.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.datelines import titled
from summarizer.extractive import EVENT
from summarizer.facts.align import fold
from summarizer.facts.joints import joints
from summarizer.facts.model import Kind, View
from summarizer.facts.order import rows
from summarizer.statements import nobody
from summarizer.types import Check, Task
from summarizer.verdicts import mixed, sound

_SHARED: Final = re.compile(r"分别")
#: A headline's last verb that wants an object.
_OPEN: Final = re.compile(
    r"(?:举行|召开|举办|开展|推进|推动|加强|进行|实施|提高|促进|发布|印发|"
    r"完成|审议|审议通过)$"
)
#: What such a verb says of a meeting that stands before it: 推进会（在青石乡）举行.
_TAKES_PLACE: Final = re.compile(
    r"(?:会|会议|仪式|活动|典礼|论坛|[大比联]赛|[展博]览|节)(?:在[^，。在]{2,12})?(?:[召开举行]{2}》)?"
    r"(?:举行|召开|举办|开展)$"
)
_TITLE: Final = re.compile(r"《[^》]*》")
#: A headline of two clauses with nothing between, and one that ends with 的 or 以来.
_RUN_ON: Final = re.compile(
    r"(?:出席|主持|参加)(?:会议|活动|仪式)(?=[^并和及、，： ]{4})|"
    r"(?:的|以来|之际|期间|[会仪式活动]上)$"
)
#: A date without a day to be on: 会议将于举行.
_NO_DAY: Final = re.compile(r"(?:将|定|已)?于(?=(?:举行|召开|开幕|闭幕|启动|举办))")
_DAY: Final = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚上?|凌晨|中午)?(?=，)"
)
_COMMITTEE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,8}?[省市县区州旗]委员会)(?!主任)"
)
_WHOSE: Final = re.compile(
    r"(?:政协|中国人民政治协商会议|中共|中国共产党|共青团|民[革盟建进]|农工党|致公党|九三学社|台盟)$"
)
_ITS_OWN: Final = re.compile(r"省[委政长级直人纪]|副省长|本省|我省")
_SENTENCE: Final = re.compile(r"[^。！？；\n]+")
_CLAUSE: Final = re.compile(r"[^，：]+")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年")
_STOPPED: Final = ("", *"，。；：！？,;:!? \n\u3000（(")
_STOP: Final = "。！？；\n"
_STOPS: Final = re.compile(r"[。！？；\n]+[”’）]*")
_THAT_DAY: Final = re.compile(r"[“（]?(?:当天|当日|当晚|同日)")
_DATED: Final = re.compile(r"\d[日号]")
#: Another time than the sentence before.
_TIMED: Final = re.compile(
    r"\d[年月日号]|[去今明前近]年|此前|日前|目前|截至|以来|下一步|下半年|上半年|季度|随后|期间|将|多次|曾|一直|每"
)
_SITTING: Final = re.compile(r"(?:大会|会议|全会|常委会|会上)(?!室)")
_HELD: Final = re.compile(
    r"(?:召开|举行|主持)(?!的)[^。！？\n]{0,30}会|会[^。！？\n，]{0,6}(?:召开|举行)(?!的)"
)
_IT_SAYS: Final = re.compile(r"(?:^|[。；])会议(?:强调|指出|要求|决定|认为|明确|提出|听取|审议)")


def own_committee(view: View) -> Check:
    """Whether no committee lost what it is one of: not 云岭县委员会 of 政协云岭县委员会."""
    for found in _COMMITTEE.finditer(view.output):
        start = found.start(1)
        place = view.places[start]
        head = _WHOSE.search(view.source, max(0, place - 8), place) if place >= 0 else None
        if head and not view.output[:start].endswith(head[0]):
            return mixed(view, start, found.end(), "单位名称不全", head[0] + found[1])
    return sound(view.task)


def own_province(view: View) -> Check:
    """Whether 全省 has its province before it, or 省长, where the source tells of several."""
    at = view.output.find("全省")
    if at < 0:
        return sound(view.task)
    told = {f.normal for f in view.given.of(Kind.PLACES) if f.owner == "省"}
    named = any(f.owner == "省" and f.start < at for f in view.said.of(Kind.PLACES))
    if len(told) > 1 and not named and not _ITS_OWN.search(view.output, 0, at):
        return mixed(view, at, at + 2, "所指不明", "、".join(sorted(told)))
    return sound(view.task)


def first_named(view: View) -> Check:
    """Whether no row of leaders is begun in its middle: its first name is told somewhere.

    县长林岳要求 may have his post from a row of guests: what he does must be the row's.
    """
    said = view.said.normals(Kind.NAMES)
    given = rows(view.given)
    for name in view.said.of(Kind.NAMES):
        place = view.places[name.start]
        follows = next((p for p in view.places[name.end :] if p >= 0), -1)
        if not place < follows < until_first(view.source, _STOP, max(place, 0)):
            continue
        for row in given:
            here = next((i for i, other in enumerate(row) if other.start == place), 0)
            if here and row[0].normal not in said:
                lost = view.source[row[0].start : row[here].end]
                return mixed(view, name.start, name.end, "名单中漏掉前面的人", lost)
    return sound(view.task)


def first_placed(view: View) -> Check:
    """Whether a headline does not give one place what its row did: 临江县 of 云岭县、临江县."""
    begins = next((f for f in view.said.of(Kind.PLACES) if f.start == 0), None)
    if view.task is not Task.HEADLINE or begins is None:
        return sound(view.task)
    given = view.given.of(Kind.PLACES)
    for first, second in pairwise(given):
        together = second.start == first.end + 1 and view.source[first.end] in "、和与"
        if together and second.start == view.places[0] and first.surface not in view.output:
            lost = view.source[first.start : second.end]
            return mixed(view, 0, begins.end, "漏掉并列在前的地方", lost)
    return sound(view.task)


def shared(view: View) -> Check:
    """Whether 分别 still has all that it shares out: names and figures of its source sentence."""
    kept = {place for place in view.places if place >= 0}
    for found in _SHARED.finditer(view.output):
        place = view.places[found.start()]
        if place < 0:
            continue
        start = after_last(view.source, _STOP, place)
        end = until_first(view.source, "，。；！？\n", place)
        for fact in (*view.given.of(Kind.NAMES), *view.given.of(Kind.NUMBERS)):
            if start <= fact.start and fact.end <= end and fact.start not in kept:
                whole = view.source[start:end]
                return mixed(view, found.start(), found.end(), "“分别”所指不全", whole)
    return sound(view.task)


def apart(view: View) -> Check:
    """Whether no two places of one level meet that do not in the source: 在云岭县临江县."""
    for first, second in pairwise(view.said.of(Kind.PLACES)):
        meet = first.end == second.start and first.owner == second.owner
        if meet and first.surface + second.surface not in view.source:
            return mixed(view, first.start, second.end, "两个地名误连在一起")
    return sound(view.task)


def predicated(view: View) -> Check:
    """Whether a headline that begins as a clause does says what is done.

    学习教育专班 of 学习教育专班、纪委通报问题 is no headline, nor 各地同步举行 of 同步举行了集会,
    nor a person with posts, alone or behind the name (林岳调研县长 of 县长林岳调研).
    """
    if view.task is not Task.HEADLINE:
        return sound(view.task)
    places, text = view.places, view.output
    if _TITLE.fullmatch(text):  # of a title that tells something, 没有说完 would be wrong
        return mixed(view, 0, len(text), "标题只有书名，没有谓语，请写出做了什么")
    lost = bool(_RUN_ON.search(text)) or nobody(text)
    if places and places[-1] >= 0:
        names = view.given.of(Kind.NAMES)
        lost |= any(n.start == places[-1] + 1 and n.surface in text for n in names)
        after = view.source[places[-1] + 1 : places[-1] + 2]
        run = places == tuple(range(places[0], places[0] + len(places)))
        elsewhere = any(text + mark in view.source for mark in _STOPPED if mark)
        titles = places[-1] + 1 == titled(view.source)
        if after not in _STOPPED and not (elsewhere or titles):  # a title that runs into the text
            open_verb = _OPEN.search(text) and not _TAKES_PLACE.search(text)
            lost |= after != "、" and bool(open_verb)
            lost |= run and EVENT.search(text) is None
    if lost:
        return mixed(view, 0, len(text), "标题没有说完")
    return sound(view.task)


def dated(view: View) -> Check:
    """Whether what follows a day was on that day: its clause goes on with its own sentence."""
    for found in _NO_DAY.finditer(view.output):
        if view.output[found.start() : found.end() + 2] not in view.source:
            return mixed(view, found.start(), found.end() + 2, "缺少日期")
    for found in _DAY.finditer(view.output):
        if found.start() and view.output[found.start() - 1] not in "。；，":
            continue
        day = view.places[found.end() - 1]
        after = [p for p in view.places[found.end() + 1 : found.end() + 7] if p >= 0]
        if day < 0 or not after or after[0] < day:
            continue
        if not _same_day(view.source, day, after[0]):
            return mixed(view, found.start(), found.end() + 5, "日期与事件不在原文同一句")
    return sound(view.task)


def in_year(view: View) -> Check:
    """Whether what is told of a year is told of it: not 到2027年，重点项目达到27个 of 到2028年."""
    for sentence in _SENTENCE.finditer(view.output):
        year = ""
        for clause in _CLAUSE.finditer(view.output, sentence.start(), sentence.end()):
            named = _YEAR.findall(clause[0])
            place = next((p for p in view.places[clause.start() : clause.end()] if p >= 0), -1)
            if named:
                year = named[-1]
            elif year and place >= 0:
                start = after_last(view.source, _STOP, place)
                told = _YEAR.findall(view.source[start:place])
                if told and told[-1] != year and year not in told:
                    reason = f"原文说的是{told[-1]}年"
                    return mixed(view, clause.start(), clause.end(), reason)
    return sound(view.task)


def _same_day(source: str, day: int, event: int) -> bool:
    """Whether what stands at ``event`` was on the day that stands at ``day``: in its sentence, in

    the next one where no other time is told, or where 当天 says so.
    """
    stops = [m.end() for m in _STOPS.finditer(source, day, event)]
    if not stops:
        return True
    end = _STOPS.search(source, event)
    sentence = source[stops[-1] : end.start() if end else len(source)]
    if _THAT_DAY.match(sentence) and not _DATED.search(source, day + 1, stops[-1]):
        return True
    return len(stops) == 1 and not _TIMED.search(sentence)


def own_subject(view: View) -> Check:
    """Whether no deed of a meeting goes on with a person: 林岳就座，补选… of 大会投票，补选…."""
    output, source = fold(view.output), fold(view.source)
    names = view.said.of(Kind.NAMES)
    for joint in joints(output, view.places, source):
        start = after_last(output, _STOP, joint.right)
        own = after_last(view.source, "。！？\n", joint.after)  # 会议审议…；决定任命 is one
        if (
            joint.glue == "，"
            and joint.before < own < joint.after
            and _SITTING.match(view.source, own)
            and any(start <= name.start < joint.left for name in names)
        ):
            return mixed(view, joint.right, joint.right + 8, "主语与原文不同")
    return sound(view.task)


def own_meeting(view: View) -> Check:
    """Whether what 会议强调 leads to was said at the meeting that the text told of last."""
    held = [m.start() for m in _HELD.finditer(view.source)]
    if len({_paragraph(view.source, at) for at in held}) < 2:
        return sound(view.task)
    for found in _IT_SAYS.finditer(view.output):
        before = [p for p in view.places[: found.start()] if p >= 0]
        end = view.output.find("。", found.end())
        after = [p for p in view.places[found.end() : end if end >= 0 else None] if p >= 0]
        if not before or not after:
            continue
        says = Counter(_meeting(held, place) for place in after).most_common(1)[0][0]
        if says != _meeting(held, before[-1]):
            return mixed(view, found.start(), found.end(), "不是同一个会议")
    return sound(view.task)


def _paragraph(text: str, at: int) -> int:
    return text.count("\n", 0, at)


def _meeting(held: list[int], at: int) -> int:
    """The last meeting that the source told of before ``at``."""
    return max((place for place in held if place <= at), default=-1)
