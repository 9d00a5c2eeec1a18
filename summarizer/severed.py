"""What a clause was severed from: who demands it, who does it, on what condition it holds.

A writer that copies clauses tells as done what somebody demands (县长主持会议，9月底前整改43处 of
县长要求，…), goes on with one body's sentence behind another's (林岳出席，新建公园6处 of
县住建局改造老街，新建公园6处), and keeps what follows a condition (会议强调，停工3天 of
凡未落实的，停工3天). Every word is the source's. These judge the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.addressing import unaddressed
from summarizer.bounds import after_last, until_first
from summarizer.conditions import unbenefited, unconditioned
from summarizer.cuts import CLAUSE, PART, SENTENCE, STOPS, Cut, verdict
from summarizer.facts.align import fold
from summarizer.facts.joints import joints
from summarizer.facts.model import Kind, View
from summarizer.facts.segment import tagged
from summarizer.facts.speakers import owners
from summarizer.statements import circumstance, leads, leans

_MARKED: Final = re.compile(rf"[^{STOPS}\s][^{STOPS}]*[{STOPS}]?")
#: Characters of a clause that have places in the source: so many tell where it is from.
_TELLING: Final = 6
_KNOWN: Final = 4
#: Words of the output that say that something is said, planned or demanded.
_SPEAKS: Final = re.compile(
    r"[强说称要将]|指出|提出|表示|部署|决定|明确|希望|建议|任务|目标|规划|方案|意见|安排|介绍|"
    r"通报|认为|勉励|叮嘱|动员|号召|指示|宣布|布置|通知|提醒|透露|呼吁|谈|批示|力争|计划|"
    r"下一步|必须|确保|严禁|不得|倡议|承诺|建言|告诉|审议|通过|研究|贯彻"
)
#: The source's sentence says before or in the words that they are yet to be done; 将 behind a mark
#: may be 把.
_YET: Final = re.compile(rf"(?<![{STOPS}])将|计划|拟(?!定)")
#: What nobody can have done yet, and so is a demand whatever the clause before it is.
_BY_THEN: Final = re.compile("[底日月]前|每[月周季年户]|不少于|不低于")
#: Who speaks, in so many 字 at most, and by a name or the meeting, not 他 or nobody.
_LED_LONGEST: Final = 30
_SPEAKER: Final = re.compile(r".{2,}?(?:强调|指出|要求|表示|提出|认为|介绍|决定)$")
#: The source's sentence demands or plans, at last in the clause behind, and tells no deed.
_DEMANDS: Final = re.compile("(?<![主重需首])要(?![求素点件])|必须|确保|[底日月]前|不得|严禁|力争")
_SAYS: Final = re.compile("指出|强调|要求|表示|提出|认为")
_DONE: Final = re.compile("已|目前|截至|今年以来|[去上]年|来自|出席|围绕")
#: What can be a doer by its last characters.
_BODY: Final = re.compile(
    r"(?:[局厅部委办院校所站队镇乡村社联会团]|中心|公司|街道|政府|集团|学校|大学|企业|工程|项目)$"
)
#: Bodies of which the last two characters tell nothing.
_COMMON: Final = re.compile(
    r"(?:法院|[学医]校|医院|大学|中心|公司|政府|集团|街道|企业|项目|工程|银行|委会)$"
)
#: An office as texts call it for short, in which jieba finds verbs: 县住建局.
_OFFICE: Final = re.compile(r"[省市县区州旗镇乡][\u4e00-\u9fff]{1,5}?[局厅委办](?![长员公])")
#: No doer of its own: 我市, 全县, 该局, 三是….
_NO_BODY: Final = re.compile("[我全各本该这此]|[一二三四五六七八九十]是|[由要]")
#: Clauses before the doer's that tell when or by whom something was learned.
_TIME: Final = re.compile(r"截至|自|从|今年|去年|目前|近年|近日|日前|当天|活动|\d|连日|会上|据")
#: Clauses that need no doer, or bring their own circumstances.
_ALONE: Final = re.compile("截[至止]|来自|自|要|必须|[据在当为经从以]|涉及|进一步|不断")
#: Many who came together are a doer too, by what they are: 来自高校的45名专家围绕….
_CROWD: Final = re.compile(
    r"来自[^，]{2,30}的(\d+[余多]?[名位家](?:(?!围绕|参加|出席|就|对)[^，。；]){2,14})"
    r"(?=围绕|参加|出席|就|对|，)"
)
#: When and where something is done, before its verb.
_WHEN: Final = re.compile("(?:每[天日周月季年]|现场|下一步|接下来)")
#: Adverbs, particles and verbs, whatever jieba takes them for (新建 is a county).
_BEFORE_VERB: Final = frozenset(["已", "将", "把", "共", "还", "也", "均", "先后", "新建", "新增"])


def undemanded(view: View) -> Cut | None:
    """Where something that somebody demands or plans is told as a deed: 县长林岳主持会议，9月底前

    整改43处 of 林岳要求，9月底前整改43处. No word of the sentence says that this was said, and the
    clause before was not, or this one has a deadline.
    """
    spoken = owners(view)
    speeches = view.said.of(Kind.SPEAKER)
    before: bool | None = None  # whether the clause before is of what was said; None: not known
    for clause in CLAUSE.finditer(view.output):
        places = [p for p in view.places[slice(*clause.span())] if p >= 0]
        said = len(places) >= _TELLING and all(p in spoken for p in places)
        known, before = before, (said if len(places) >= _KNOWN else None)
        sure = known is False or _BY_THEN.search(clause[0]) is not None
        if not said or not sure or not _together(places):
            continue
        if any(s.start <= clause.start() < s.end for s in speeches):
            continue
        begin = after_last(view.output, SENTENCE, clause.start())
        first = clause.start() == begin
        end = until_first(view.output, SENTENCE, clause.end()) if first else clause.end()
        own = after_last(view.source, PART, places[0])
        theirs = view.source[own : until_first(view.source, PART, places[-1])]
        behind = until_first(view.source, STOPS, places[-1]) + 1
        near = min(until_first(view.source, STOPS, behind), own + len(theirs))
        if (
            not _SPEAKS.search(view.output, begin, end)
            and (
                _DEMANDS.search(view.source, own, near)
                or _YET.search(view.source, own, places[-1] + 1)
            )
            and not _DONE.search(view.source, own, places[-1] + 1)
            and not _SAYS.search(theirs, places[-1] + 1 - own)
        ):
            reason = "原文是要求或打算，不是已做的事，应写明谁要求"
            planned = _YET.search(view.source, own, places[0])
            ask = _planned if planned else _led
            lost = ask(view, places[0])
            return Cut(clause.start(), clause.end(), reason, theirs, lost, anew=True)
    return None


def _planned(view: View, place: int) -> range | None:
    """What stands before ``place`` in its clause if that says that it is planned: 县里还计划."""
    begin = after_last(view.source, STOPS, place)
    words = view.source[begin:place]
    whole = len(words) <= _LED_LONGEST and not leans(words)
    return range(begin, place) if whole and _YET.search(words) else None


def _led(view: View, place: int) -> range | None:
    """The clause that says who speaks what stands at ``place`` of the source: 林岳强调，.

    Of a later sentence only if it leans on that one: what else follows may be told, not said.
    """
    sentence = after_last(view.source, SENTENCE, place)
    near = leans(view.source[sentence : sentence + _LED_LONGEST])
    for speech in view.given.of(Kind.SPEAKER):
        if not speech.start <= place < speech.end or view.source[speech.start] not in "，：,:":
            continue
        if not near and speech.start < sentence:
            continue
        begin = after_last(view.source, STOPS, speech.start)
        words = view.source[begin : speech.start]
        if len(words) <= _LED_LONGEST and not leans(words) and _SPEAKER.match(words):
            return range(begin, speech.start + 1)
    return None


def _together(places: list[int]) -> bool:
    """Whether a clause was copied from one passage of about its own length."""
    return 0 < places[-1] - places[0] < 2 * len(places)


def doerless(view: View) -> Cut | None:
    """Where a clause goes on without the body or person that its source sentence began with,

    behind another's sentence: 林岳出席，新建公园6处 of 县住建局改造老街，新建公园6处.
    """
    output, source = view.output, view.source
    told, said = view.given.of(Kind.SPEAKER), view.said.of(Kind.SPEAKER)
    for joint in joints(fold(output), view.places, fold(source)):
        at = joint.after
        own = after_last(source, PART, at)
        going_on = own <= joint.before < at
        if joint.glue not in ("，", "；", "。") or going_on or not needs_one(source, at):
            continue
        if any(s.start <= at < s.end for s in told):
            continue  # who says what is checked for itself
        if any(s.start <= joint.right < s.end for s in said):
            continue
        who = _doer(view, own, at)
        known = output[after_last(output, SENTENCE, joint.left) : joint.right]
        if who and not _known(who, known):
            end = until_first(output, STOPS, joint.right)
            reason = f"原文中主语是{who}，应写出主语"
            begin = source.find(who, own)
            lost = range(begin, begin + len(who))
            return Cut(joint.right, end, reason, source[own:at], lost, anew=True)
    return None


def _known(who: str, told: str) -> bool:
    """Whether ``told`` names ``who``, be it for short: 县住建局, 住建局, and 云岭 for 云岭县."""
    short = who[-4:] if _COMMON.search(who) else who[-2:]
    return short in told or (who[-1] in "省市县区" and who.rstrip("省市县区")[:2] in told)


def _doer(view: View, own: int, at: int) -> str:
    """The named body, person or place that is the subject of the sentence from ``own`` on, or ""

    where its first clause that tells something has none; what stands at ``at`` is behind it.
    What jieba alone takes for a subject is too often none (畅通主渠道).
    """
    facts = [f for k in (Kind.NAMES, Kind.ORGANISATIONS, Kind.PLACES) for f in view.given.of(k)]
    for clause in _MARKED.finditer(view.source, own, at):
        crowd = _CROWD.match(clause[0])
        if crowd:
            return crowd[1]
        if _TIME.match(clause[0]) or circumstance(clause[0]) or leads(clause[0]):
            continue
        begin = clause.start()
        short = _OFFICE.match(clause[0])
        least = max((f.end - begin for f in facts if f.start == begin), default=0)
        least = max(least, short.end() if short else 0)
        who = _subject(clause[0], least)
        end = begin + len(who)
        inside = clause.end() == at and view.source[at - 1] not in STOPS
        if not who or not least or (inside and end != at):
            return ""
        named = any(f.end == end and begin <= f.start for f in facts)
        return who.strip("“ ") if named or _BODY.search(who) else ""
    return ""


def _subject(clause: str, least: int) -> str:
    """What stands before the first verb, preposition or adverb of a clause, if anything does.

    The first ``least`` characters are a name, whatever words jieba finds in it.
    """
    words = tagged(clause)
    if words[0][1][0] in "vpdcra" or _NO_BODY.match(clause):
        return ""
    at = 0
    for word, tag in words:
        verbal = tag[0] in "vpdc" and tag != "vn"
        if at >= least and ((verbal and at >= 2) or word in _BEFORE_VERB):
            return clause[:at]
        at += len(word)
    return ""


def needs_one(source: str, at: int) -> bool:
    """Whether the words from ``at`` on begin with what is done, so that who does stands before;

    when or where may stand between: 现场提出63条, 每周巡查2次.
    """
    when = _WHEN.match(source, at)
    words = source[when.end() if when else at : until_first(source, STOPS, at)]
    if not words or _ALONE.match(words):
        return False
    word, tag = tagged(words)[0]
    return tag[0] in "vpd" or word in _BEFORE_VERB


#: The ways in which a clause of a brief can be cut from what it needs.
CUTS: Final = (undemanded, unconditioned, unbenefited, unaddressed, doerless)

#: Of a brief: every clause has what it was severed from.
SEVERED: Final = tuple(verdict(found) for found in CUTS)
demanded, conditioned, benefited, addressed, doer = SEVERED
