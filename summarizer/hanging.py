"""What hangs: clauses that say something else, or nothing, without what was left out before them.

A writer that copies clauses keeps 总投资143亿元 and leaves out whose, keeps 11月底前报送县委 and
leaves out what, tells as one's deed what another said. Every word is the source's. These judge the
model's own briefs, not people's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.model import Kind, View
from summarizer.facts.speakers import owners
from summarizer.statements import leads, nobody
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_CLAUSE: Final = re.compile(r"[^，。；：！？\n]+")
_STOPS: Final = "，。；：！？,;:!?\n"
_SENTENCE: Final = "。！？\n"
#: What stands behind a clause that is whole: a mark, or nothing.
_ENDS: Final = frozenset([*_STOPS, ""])
#: Characters that are shown of what is wrong.
SHOWN: Final = 8
#: Characters of a clause that somebody said in the source: so many tell who.
_TELLING: Final = 6
#: Quantities of what the clause before tells of.
_QUANTITY: Final = re.compile(
    r"(?:总投资|总投入|总面积|总长|占地|(?:总)?建筑面积|同比|环比|比(?:上年|去年|上月|“)|较(?:上年|去年|上月|“)|每户|户均|"
    r"(?:年内|确保|力争|每[人户月年周]+)*(?:至少|不低于|不少于|达到)(?=[0-9])|[0-9][0-9.]*%|"
    r"人均|其中|合同总?(?:金额|额)|协议(?:总)?(?:金额|额)|金额|最高|最低|至少|不低于|不少于|达到|占比|首期|涉及)"
)
#: What stands only behind what it is one of, or both of, and what may be meant by both.
_FOLLOWING: Final = re.compile(
    r"其中|[一二三四]期(?=总?投资|工程|项目|占地|计划|规划|建设)|双方|两者|前者|后者|上述"
)
_TWO: Final = re.compile(r"[与和同]|会[见谈晤]|座谈|洽谈|签|对接|纠纷|中.{1,3}关系")
#: Characters of the sentence that such a word follows from which on that is told.
LEAST: Final = 4
#: A deadline, and a verb whose object stands before it.
_DEADLINE: Final = re.compile(
    r"[^，。；]{0,10}[年月日底旬]前(?:必须|要|将|由[^，。]{1,6})?(?:全部|全面|基本|正式|逐项|逐一)?"
    r"(?:报送|上报|报|启动|开街|投用|投入使用|完工|竣工|建成|到位|交付|清零|销号|完成|开通|开馆|开园|见效)"
    r"(?:[县市区省镇乡]委?[^，。；]{0,8}|使用|并[^，。；]{1,6})?$"
)
#: A deadline, as in 要在9月底前, 15个工作日内, 年内.
_WHEN: Final = (
    r"(?:要|须|必须|力争|确保|并|于|在|今年|明年|年内|\d{4}年)*(?:\d{1,2}月)?"
    r"(?:\d{1,2}[日天年]|\d+个(?:工作日|月|小时)|[上中下]旬|月?[底末初]|年底|当年|\d+小时)(?:\d+时)?[之以]?[前内]"
)
#: What is done by then in a few words, but not to what: 9月底前整改到位.
_DUE: Final = re.compile(rf"{_WHEN}[^，。；：\d]{{2,7}}")
#: How many, of what is not said: 11月底前再新开5处, 今年完成90户.
_COUNTED: Final = re.compile(
    rf"(?:{_WHEN}|(?:今年|明年|年内)+)?(?:全部|计划|新|再|首批|每周|每月|每年)*"
    r"(?!剩余|累计|共计|涉及|新增|增加)[\u4e00-\u9fff]{2}(?:到位)?(?:不少于|不低于|至少)?"
    r"[0-9][0-9.万亿余多]*[名户个处套台家项件座所辆起条间栋宗部只期场](?:以上)?"
)
#: What 该 points at, and the words that it may have been called by before.
_POINTING: Final = re.compile(
    r"(?<![应活])该(公司|集团|企业|局|院|校|县|市|区|镇|乡|村|街道|社区|路段)"
)
_CALLED_BEFORE: Final = {
    "公司": re.compile("公司|集团|厂|企业|中心|行"),
    "集团": re.compile("公司|集团|企业"),
    "企业": re.compile("公司|集团|企业|厂"),
    "院": re.compile("[院校]|中心|所"),
    "校": re.compile("校|学院|大学|[中小]学|幼儿园"),
    "路段": re.compile("[路街桥段线道]"),
}
#: A whole village or town, and how one is named: 石门村, not 16个村 or 乡村.
_ALL_OF: Final = re.compile("全([村镇乡])")
_NAMED: Final = {
    "村": re.compile("[^\\W个各全乡农\\d]村"),
    "镇": re.compile("[^\\W个各全乡城\\d]镇"),
    "乡": re.compile("[^\\W个各全城\\d]乡(?![村镇])"),
}
_CALLED: Final = re.compile(r"召开(?![》”])[^，。；！？ ]+$")
_MEETING: Final = re.compile(r"会|论坛|学习|培训|研讨|座谈|听证|之前|之际|以来|[时前后]$")
_AT_MEETING: Final = re.compile(r"[\u4e00-\u9fff]在[^，。；]{2,40}[^，。；不机参与]会$")
_HELD: Final = re.compile(
    r"召开|举行|举办|出席|参加|主持|讲话|致辞|发言|宣布|介绍|通报|指出|强调|要求|表示|提出|说|开幕|闭幕|"
    r"亮相|签|发布|获|作|有|是"
)
_SENTENCES: Final = re.compile(r"[^。！？]+[。！？]")
#: The last clause of a sentence that says where, and no more: 在湘潭县。
_WHERE: Final = re.compile(r"(?:^|[，；])(在[^，；：]{2,12})[。！？]$")
#: Circumstances and companions at the end of a sentence, of which nothing is told yet.
_CIRCUMSTANCE: Final = re.compile(
    r"(?:以[^，；。]{3,}为(?:根本遵循|契机|抓手|引领|重点|目标|主线|导向|牵引|核心|统领|指[引导])|"
    r"[与和同][^，；。]+(?:一起|一道)|的这[句番]话|(?:[会赛式坛]|现场)上|(?:活动|调研|检查|巡查|考察|督导)中|"
    r"(?<![存现正所体])在[^，；。]{6,}(?:环节|方面|领域|过程)|时节|之际|期间|以来|的同时|背景下|基础上|清[晨早](?:[一二三四五六七八九十]点)?)[,，]?[。]$"
)
#: Where the source ends a sentence or a part of one.
_PARTS: Final = frozenset([*"。；！？;!?、\n", ""])
#: A sentence that tells a time and no more: 2023年11月12日6:00至11:30。
_TIMES: Final = re.compile(
    r"(?:时间[为：]|[从自于定])?(?:[\d年月日号时点分：:至到—\-~～、和及每（）() 起止]|[上下中]午|"
    r"凌晨|早上|晚上?|夜间|今年|明年|当[天日]|周[一二三四五六日]|期间)+[。！？]"
)
#: Sentences of a brief up to this length, in 字 with the mark, are looked at as stumps.
STUMP: Final = 15


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of the output, and where the source's clause begins that it begins in (or -1)."""

    text: str
    start: int
    end: int
    place: int
    own: int


def _clauses(view: View) -> Iterator[_Clause]:
    for found in _CLAUSE.finditer(view.output):
        place = next((p for p in view.places[found.start() : found.end()] if p >= 0), -1)
        own = after_last(view.source, _STOPS, place) if place >= 0 else -1
        yield _Clause(found[0], found.start(), found.end(), place, own)


def depending(view: View) -> Check:
    """Whether no quantity or deadline has lost the clause that says of what: 总投资143亿元.

    It has if that clause comes only later: 省长到云岭县调研，其中云岭县每年4000万元。
    """
    for clause in _clauses(view):
        if not (_QUANTITY.match(clause.text) or _DEADLINE.fullmatch(clause.text)):
            continue
        lost = _carrier(view.source, clause.own)
        if lost and not any(lost[0] <= p < lost[1] for p in view.places[: clause.start]):
            theirs = view.source[lost[0] : clause.own]
            return mixed(view, clause.start, clause.start + SHOWN, "缺少前文所指", theirs)
    return sound(view.task)


def following(view: View) -> Check:
    """Whether 双方, 一期, 上述 follow the sentence that they follow in the source, or stand in.

    Not 代表团赴苏州考察，一期投资4.5亿元 of a contract that was signed there. 双方 may also
    follow two who are named: 林岳与客商座谈，双方….
    """
    for clause in _clauses(view):
        found = _FOLLOWING.match(clause.text)
        if not found or clause.place < 0 or clause.place != view.places[clause.start]:
            continue
        said = [p for p in view.places[: clause.start] if p >= 0]
        start = after_last(view.source, _SENTENCE, clause.place)
        if not view.source[start : clause.place].strip(_STOPS + " \u3000"):
            start = after_last(
                view.source, _SENTENCE, len(view.source[:start].rstrip(_SENTENCE + "\u3000 "))
            )
        near = sum(start <= p < clause.place for p in said)
        both = found[0] in ("双方", "两者") and _TWO.search(view.output, 0, clause.start)
        if start < clause.place and near < LEAST and not both:
            theirs = view.source[start : clause.place]
            return mixed(view, clause.start, clause.start + SHOWN, "缺少前文所指", theirs)
    return sound(view.task)


def due(view: View) -> Check:
    """Whether a deadline or a number that begins what is said has its matter.

    Behind 强调 and the like, 。 and ；, nothing tells what 15个工作日内到账 or 再新开5处 is of, if
    the clause before it in the source was left out.
    """
    said = {p for p in view.places if p >= 0}
    before = ""  # the clause before, with its mark
    for clause in _clauses(view):
        begins = not before or before[-1] in "。；;" or leads(before)
        before = clause.text + view.output[clause.end : clause.end + 1]
        if not begins or not (_DUE.fullmatch(clause.text) or _COUNTED.fullmatch(clause.text)):
            continue
        lost = _carrier(view.source, clause.own)
        if lost and not any(p in said for p in range(*lost)):
            theirs = view.source[lost[0] : clause.own]
            reason = "缺少前文所指，应写明所办何事、所计何物"
            return mixed(view, clause.start, clause.end, reason, theirs)
    return sound(view.task)


def _carrier(source: str, start: int) -> tuple[int, int] | None:
    """The nearest clause before ``start`` in its sentence that is no quantity itself."""
    while start > 0 and source[start - 1] not in _SENTENCE:
        begin = after_last(source, _STOPS, start - 1)
        if not _QUANTITY.match(source, begin):
            return begin, start - 1
        start = begin
    return None


def pointing(view: View) -> Check:
    """Whether 该公司 and 全村 stand behind what they point at, which the source names."""
    for found in _POINTING.finditer(view.output):
        what = _CALLED_BEFORE.get(found[1], re.compile(found[1]))
        if not what.search(view.output, 0, found.start()):
            return mixed(view, found.start(), found.end(), "所指不明")
    for found in _ALL_OF.finditer(view.output):
        name = _NAMED[found[1]]
        if name.search(view.source) and not name.search(view.output, 0, found.start()):
            return mixed(view, found.start(), found.end(), "所指不明")
    return sound(view.task)


def present(view: View) -> Check:
    """Whether who is named with posts does something: 县委书记林岳，集中签约项目21个."""
    names = view.said.of(Kind.NAMES)
    for clause, after in pairwise(_clauses(view)):
        named = any(n.end == clause.end for n in names)
        if not named or not nobody(clause.text) or view.output[clause.end] != "，":
            continue
        person = any(after.start <= n.start < after.end for n in names)
        going_on = after.place >= 0 and view.places[clause.end - 1] + 2 >= after.place > 0
        if not person and not going_on:
            return mixed(view, clause.start, clause.end, "人物没有谓语")
    return sound(view.task)


def reported(view: View) -> Check:
    """Whether nothing that one person said goes on as what another did."""
    spoken = owners(view)
    speeches, names = view.said.of(Kind.SPEAKER), view.said.of(Kind.NAMES)
    for clause in _clauses(view):
        if leads(clause.text + view.output[clause.end : clause.end + 1]):
            continue
        if any(s.start <= clause.start < s.end for s in speeches):
            continue
        places = [p for p in view.places[clause.start : clause.end] if p >= 0]
        who = {spoken.get(p, "") for p in places}
        start = after_last(view.output, _SENTENCE, clause.start)
        before = {n.normal for n in names if start <= n.start < clause.end}
        if len(places) >= _TELLING and before and all(who) and not who & before:
            reason = f"原文是{min(who)}说的话"
            return mixed(view, clause.start, clause.start + SHOWN, reason)
    return sound(view.task)


def stumps(view: View) -> Check:
    """Whether no sentence is a stump: a time, short and none of the source's (票决产生的项目。), or

    ends with where something would be done (在湘潭县。) that is left out.
    """
    for found in _SENTENCES.finditer(view.output):
        if _TIMES.fullmatch(found[0]):
            return mixed(view, found.start(), found.end(), "残句")
        if found.start() and len(found[0]) <= STUMP and found[0] not in view.source:
            return mixed(view, found.start(), found.end(), "残句")
        where = _WHERE.search(found[0])
        last = view.places[found.end() - 2] if where else -1
        if where and last >= 0 and view.source[last + 1 : last + 2] not in _ENDS:
            return mixed(view, found.start() + where.start(1), found.end(), "残句")
    return sound(view.task)


def unfinished(view: View) -> Check:
    """Whether each sentence gets beyond its circumstances: not 林岳在大会上的这句话。, nor

    县档案馆与志愿者一起。, where the source goes on to say what was done.
    """
    for found in _SENTENCES.finditer(view.output):
        tail = _CIRCUMSTANCE.search(found[0])
        if tail is None:
            continue
        end = found.start() + len(found[0].rstrip("。，,"))
        last = view.places[end - 1]
        after = view.source[last + 1 : last + 2]
        if last >= 0 and after not in _PARTS:
            rest = view.source[last + 1 : last + 1 + SHOWN]
            start = max(found.start(), end - SHOWN)
            return mixed(view, start, end, "此句没有谓语，应写明做了什么", rest)
    return sound(view.task)


def called(view: View) -> Check:
    """Whether a meeting that was called is a meeting, and what takes place in one has a verb:

    not 召开全县防汛 of 召开全县防汛工作会议, not 县教育局在推进会，.
    """
    for clause in _clauses(view):
        if view.output.count("“", 0, clause.end) > view.output.count("”", 0, clause.end):
            continue  # a comma in a name
        last = view.places[clause.end - 1]
        found = _CALLED.search(clause.text)
        if found and not _MEETING.search(found[0]):
            ends = [e for m in _STOPS if (e := view.source.find(m, last)) >= 0]
            rest = view.source[last + 1 : min(ends, default=len(view.source))]
            return mixed(view, clause.start + found.start(), clause.end, "会议名称不全", rest)
        if _AT_MEETING.search(clause.text) and not _HELD.search(clause.text):
            return mixed(view, clause.start, clause.end, "会议没有谓语")
    return sound(view.task)


#: What is asked of every brief that the model wrote, and of those that are extracted.
HANGING: Final = (depending, due, following, pointing, present, stumps, unfinished)
