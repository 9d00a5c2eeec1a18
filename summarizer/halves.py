"""Headlines that are half of a sentence, say no news, or tell what is past or planned as news.

经县人民政府常务会议审议通过 (of what?), 以治理为突破口 (what was done?), 启动保护工程 of 2021 in a
text about this year's visitors, 实现智能化改造 by 2025. As in :mod:`summarizer.headlining` these
judge the model's own headlines and those that are extracted.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.extractive import EVENT
from summarizer.facts.model import Kind, View
from summarizer.facts.segment import tagged
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SENTENCE: Final = "。！？\n；"
_CLAUSE: Final = "，。；：！？,;:!?\n"
_SHOWN: Final = 8
_APPROVED: Final = re.compile(
    r"经(?!济|开|营|信|贸|纪|典|过|费|验)[^ ，：]{3,}(?:审议通过|批准|同意|审定)(?:《[^》]*》)?$"
    r"|经(?!济|开|营|信|贸|纪|典|过|费|验)(?!.*(?:批准|同意|审|研究|通过|表决|授权|评))"
)
_GROUND: Final = re.compile(
    r"(?:抓手|突破口|战略方向|载体|为(?:依托|契机|引领|主线|导向|牵引|重点|目标))$"
    r"|围绕(?![^ ，：]*(?:开展|召开|进行|举行|讨论|协商|调研|座谈|建言|出台|发力|推进|"
    r"[做作打谈议研]|展开|交流|强化|加强|学习|履职|监督|视察|检查))[^ ，：]+$"
)
_TAIL: Final = re.compile(r"[的了着](?![士确解却])")
_DURING: Final = re.compile(r"在[^ ，：]{4,}中$")
#: A document of which only what it is about is named.
_ABOUT: Final = re.compile(
    "关于(?!.*(?:意见|通知|通告|公告|决定|决议|条例|规定|办法|方案|报告|议案|规划|说明|论述|批示|指示|"
    "问题|声明|建议|公报|提案|[》”会谈举答讲表作发重制]))"
)
#: What nobody presents himself at, and nobody visits.
_SPLICED: Final = re.compile(
    r"^[^ ，：、]{2,9}(?:召开|举行|举办)、"
    r"|出席[^ ]*(?:贺信|文件)$|(?:看望|走访)?(?:看望|慰问)[^ ，：、]*(?:物资|建设|工程|用品|情况)$"
)
_AT: Final = re.compile("之际|时(?![间期代])|期间")
#: Parts of a headline; one that is only a time; a name and the title that it has.
_PARTS: Final = re.compile("[^ ：，]+")
_TIME: Final = re.compile(r"(?:20|19)\d\d年(?:[春夏秋冬][天季]|[^ ，：]{0,3}[日月初底末]|以来)?")
#: What stands behind a name where nothing is told of it.
_NO_DEED: Final = re.compile("(?:[恳座洽会][谈商]会|等)?")
_AWARD: Final = re.compile(r"([^“” ：，\d]+[县市区镇乡村][^“” ：，了的\d]{0,4})“[^“”]+”")
#: What makes another thing of the object before it.
_OF_NAME: Final = re.compile("创建|申报|评估|验收|复评|复检|复核")
#: A ground that the source goes on from, and a share without its figure.
_CAUSE: Final = re.compile(
    "因(?![病公故此地人而势])(?!.*(?:推迟|延期|改期|取消|停[电水止]|暂停|终止|获|无效|逝世|去世))"
    "[^ ，：]{4,}$"
)
_SHARE: Final = re.compile(r"占[^ ，：]+$")
_OF_IT: Final = re.compile(r"的(?:近|约)?(?:\d|百分之|[一二三四五六七八九]成)")
_EMPTY: Final = re.compile(
    r"(?:召开|举行)(?:新闻)?发布会$|印发通[报知]$|(?:召开|举行)会议$"
    r"|(?:举行|举办|召开)[^ ，：]*(?:纪念日|国际儿童节|国际劳动节)$"
    r"|(?:研究生|本科|大学|大专)学历$"
)
_PARTY: Final = "中国共产党"
#: What stands right before the name of a body (:data:`_KIND` is searched up to it).
_KIND: Final = re.compile(rf"(?:政协|人大|{_PARTY})\Z")
_COMMITTEE: Final = re.compile(r"[^ ，]{2,8}?第?[一二三四五六七八九十]+[届次][^ ，]{0,4}委员会")
#: A deed of one day, and the year in which a sentence says that it was.
_DEED: Final = re.compile("启动|成立|入选|获[批评得]|开工|启用|引[导进]|挂牌")
_THEN: Final = re.compile(
    r"[^，]{0,6}?(?:(20\d\d)年(?!以来|[底至度起—-])(?:\d+月)?(?!\d)|"
    r"去年(?!以来)|前年|早在)"
)
_NOW: Final = re.compile("今年|目前|如今|截至")
_YEAR: Final = re.compile(r"(20\d\d)年")
#: A text with 去年 tells of this year, and not of any that it names; 比去年 may be of that one.
_LATER: Final = re.compile("(?<![比较同])去年(?!同)")
#: So far into a text what is told is no longer its news, in 字.
_OPENING: Final = 20
#: What can be done or planned, what says that it is planned, and what that it is done.
_REACHED: Final = re.compile("实现|建成|达到|完成|推进(?!情况|会|工作|中)")
_PLANNED: Final = re.compile(r"到20\d\d年|力争|计划|目标：|下一步")
#: What will begin, and words by which a headline says so.
_BEGINS: Final = re.compile(
    "召开|举行|举办|启动|开幕|闭幕|推出|播出|出版|上线|开通|投用|实施|印发|发布|签约|开工|完工|建成|投产|"
    "成立|揭牌|播发|发射|开展|首播|施行"
)
_WILL: Final = re.compile(
    "将(?:[于在从陆首也会对与由正要]|组织|继续|安排|邀请|联合|$)|拟|即将|(?<!决)定于|订于"
)
#: A clause of what something is done for, what goes on with one, and how a headline says so.
_PURPOSE: Final = re.compile("为(?:了|保障|确保|保证|配合|迎接|做好)")
_ALSO_FOR: Final = re.compile("(?:并|以及)?(?:保障|确保|保证|配合|迎接|做好|促进|推动)")
_FOR_IT: Final = re.compile("为|保障|确保|保证|配合|迎接|做好|需要")
_COMING: Final = re.compile("将|拟|计划|即|预计|要|下月|明[年天日]|倒计时|[0-9][月日]")
_SAID: Final = re.compile(r"已|截至|目前|[将拟要]|力争|计划|目标|20\d\d年|部署|全力")


def whole(view: View) -> Check:
    """Whether a headline is more than the ground or the occasion of what was done."""
    text = view.output
    found = _APPROVED.match(text) or _GROUND.search(text) or _TAIL.match(text)
    found = found or _DURING.search(text) or (None if "《" in text else _ABOUT.search(text))
    last = view.places[-1] if text else -1
    found = found or _half(view, last)
    if not found and text.startswith("在") and last >= 0:
        found = re.match(".+", text) if _AT.match(view.source, last + 1) else None
    if found:
        reason = "标题只有依据或场合，没有说完，请写出做了什么"
        return mixed(view, found.start(), found.end(), reason)
    return sound(view.task)


def _half(view: View, last: int) -> re.Match[str] | None:
    """A ground without what it led to (因设备检修), or a share without its figure, at the end."""
    cause, share = _CAUSE.search(view.output), _SHARE.search(view.output)
    if cause and last >= 0 and view.copied(cause.start(), len(view.output)) > 0:
        place = view.places[cause.start()]
        if view.source[place - 1] in _CLAUSE and view.source[last + 1 : last + 2] == "，":
            return cause
    return share if share and last >= 0 and _OF_IT.match(view.source, last + 1) else None


def told(view: View) -> Check:
    """Whether a headline says more than that something was held or printed, and tells one thing:

    not 出席峰会贺信.
    """
    found = _EMPTY.search(view.output) or _SPLICED.search(view.output)
    if found:
        return mixed(view, found.start(), found.end(), "标题没有说出新闻，请写明何人何事")
    return sound(view.task)


def bodied(view: View) -> Check:
    """Whether the first body has its kind: not 云岭县第十届委员会 of 政协云岭县第十届委员会, nor of

    the party's.
    """
    place = view.places[0] if view.output else -1
    found = _KIND.search(view.source, 0, place) if place > 0 else None
    lost = found[0] if found else ""
    if lost and (lost != _PARTY or _COMMITTEE.match(view.output)):
        return mixed(view, 0, _SHOWN, "开头的单位名称不全，请写全", lost)
    return sound(view.task)


def recent(view: View) -> Check:
    """Whether a deed is of the time that the text is about: not 2021年启动 if later years are told

    of.
    """
    deed = _DEED.search(view.output)
    place = view.places[deed.start()] if deed else -1
    begin = after_last(view.source, _SENTENCE, place) if place >= 0 else 0
    if not deed or begin < _OPENING:
        return sound(view.task)
    words = view.source[begin : until_first(view.source, _SENTENCE, place)]
    then = _THEN.match(words)
    if not then or _NOW.search(words) or (then[1] or then[0][-2:]) in view.output:
        return sound(view.task)
    years = [int(year) for year in _YEAR.findall(view.source)]
    later = _LATER.search(view.source)
    if then[1] and int(then[1]) >= max(years) and "今年" not in view.source and not later:
        return sound(view.task)
    reason = "标题把往年的事写成新近的事，请写明年份或另选内容"
    return mixed(view, deed.start(), deed.end(), reason, then[0])


def reached(view: View) -> Check:
    """Whether what is yet to be reached is not told as reached: 力争到2025年实现…."""
    for found in _REACHED.finditer(view.output):
        place = view.places[found.start()]
        if place < 0 or _SAID.search(view.output, 0, found.start()):
            continue
        before = view.source[after_last(view.source, _SENTENCE, place) : place]
        planned = _PLANNED.search(before)
        if planned and not re.search("目前|截至|已", before):
            reason = "原文是计划或目标，标题写成已做的事"
            return mixed(view, found.start(), found.end(), reason, planned[0])
    return _begun(view)


def _begun(view: View) -> Check:
    """Whether what will begin has not begun: 大会开幕 of 大会将于5月15日开幕, 为保障大会开幕，."""
    for found in _BEGINS.finditer(view.output):
        place = view.places[found.start()]
        if place < 0 and view.source.count(found[0]) == 1:
            place = view.source.index(found[0])
        end = place + len(found[0])
        if place >= 0 and view.source[end : end + 1] in _CLAUSE and _meant(view, found, place):
            reason = "原文说的是目的，标题写成已做的事"
            begin = after_last(view.source, _CLAUSE, place)
            return mixed(view, found.start(), found.end(), reason, view.source[begin:end])
        if view.places[found.start()] < 0 or _COMING.search(view.output):
            continue
        will = _WILL.search(view.source, after_last(view.source, _CLAUSE, place), place)
        if will and view.places[found.start() + 1] == place + 1:
            reason = "原文是将要做的事，标题写成已做的事"
            return mixed(view, found.start(), found.end(), reason, will[0])
    return sound(view.task)


def _meant(view: View, found: re.Match[str], place: int) -> bool:
    """Whether the source names the deed of ``found`` as what something else is done for."""
    begin = after_last(view.source, _CLAUSE, place)
    first = after_last(view.source, _SENTENCE, place)
    led = _ALSO_FOR.match(view.source, begin) and _PURPOSE.match(view.source, first)
    led = led or _PURPOSE.match(view.source, begin)
    return led is not None and not _FOR_IT.search(view.output, 0, found.start())


def objected(view: View) -> Check:
    """Whether no object was cut before what it is the name of: 督导示范县 of 督导示范县创建工作."""
    last = view.places[-1] if view.output else -1
    rest = _OF_NAME.match(view.source, last + 1) if last >= 0 else None
    if rest:
        end = len(view.output)
        return mixed(view, max(0, end - _SHOWN), end, "宾语没有写完，请补出中心词", rest[0])
    return sound(view.task)


def idle(view: View) -> Check:
    """Whether each part of a headline says something: not …会举行 林岳, not 林岳：2010年秋天."""
    text = view.output
    found = [part for part in _PARTS.finditer(text) if part.start() and _TIME.fullmatch(part[0])]
    for name in view.said.of(Kind.NAMES):
        end = until_first(text, " ：，", name.end)  # 林岳 方淮出席 is a row
        behind = name.start > 0 and text[name.start - 1] == " " and end == len(text)
        if behind and EVENT.search(text, 0, name.start) and _NO_DEED.fullmatch(text, name.end):
            found += _PARTS.finditer(text, name.start, end)
    award = _AWARD.fullmatch(text)
    if award and _wordless(award[1]):
        found.append(award)
    if found:
        reason = "标题有一部分没有谓语，请写出做了什么"
        return mixed(view, found[0].start(), found[0].end(), reason)
    return sound(view.task)


def _wordless(words: str) -> bool:
    """Whether nothing is done in ``words``: only names of things."""
    return not EVENT.search(words) and not any(t[0] in "vadil" for _, t in tagged(words))


#: What is asked of the model's headlines and of those that are extracted.
HEADLINE: Final = (whole, told, bodied, recent, reached, objected, idle)
