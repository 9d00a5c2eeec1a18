"""Headlines that are half of a sentence, say no news, or tell what is past or planned as news.

经县人民政府常务会议审议通过 (of what?), 以治理为突破口 (what was done?), 启动保护工程 of 2021 in a
text about this year's visitors, 实现智能化改造 by 2025. As in :mod:`summarizer.headlining` these
judge the model's own headlines and those that are extracted.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SENTENCE: Final = "。！？\n；"
_APPROVED: Final = re.compile(
    r"经(?!济|开|营|信|贸|纪|典|过|费|验)[^ ，：]{3,}(?:审议通过|批准|同意|审定)$"
    r"|经(?!济|开|营|信|贸|纪|典|过|费|验)(?!.*(?:批准|同意|审|研究|通过|表决|授权|评))"
)
_GROUND: Final = re.compile(
    r"(?:抓手|突破口|战略方向|载体|为(?:依托|契机|引领|主线|导向|牵引|重点|目标))$"
    r"|围绕(?![^ ，：]*(?:开展|召开|进行|举行|讨论|协商|调研|座谈|建言|出台|发力|推进|"
    r"[做作打谈议研]|展开|交流|强化|加强|学习|履职|监督|视察|检查))[^ ，：]+$"
)
_TAIL: Final = re.compile(r"[的了着](?![士确解却])")
_AT: Final = re.compile("之际|时(?![间期代])|期间")
_WORK: Final = re.compile(r"的(?:重要)?(?:文章|讲话|署名文章)《[^》]+》$")
_PRINTED: Final = re.compile("发表|刊发|刊登|出版|播|发行|学习|：")
_EMPTY: Final = re.compile(
    r"(?:召开|举行)(?:新闻)?发布会$|印发通[报知]$|(?:召开|举行)会议$"
    r"|(?:举行|举办|召开)[^ ，：]*(?:纪念日|国际儿童节|国际劳动节)$"
)
#: A deed of one day, and the year in which a sentence says that it was.
_DEED: Final = re.compile("启动|成立|入选|获[批评得]|开工|启用|引[导进]|挂牌")
_THEN: Final = re.compile(
    r"[^，]{0,6}?(?:(20\d\d)年(?!以来|[底至度起—-])(?:\d+月)?(?!\d)|"
    r"去年(?!以来)|前年|早在)"
)
_NOW: Final = re.compile("今年|目前|如今|截至")
_YEAR: Final = re.compile(r"(20\d\d)年")
#: So far into a text what is told is no longer its news, in 字.
_OPENING: Final = 20
#: What can be done or planned, what says that it is planned, and what that it is done.
_REACHED: Final = re.compile("实现|建成|达到|完成|推进")
_PLANNED: Final = re.compile(r"到20\d\d年|力争|计划|目标：|下一步")
_SAID: Final = re.compile(r"已|截至|目前|[将拟要]|力争|计划|目标|20\d\d年|部署|全力")


def whole(view: View) -> Check:
    """Whether a headline is more than the ground or the occasion of what was done."""
    text = view.output
    found = _APPROVED.match(text) or _GROUND.search(text) or _TAIL.match(text)
    last = view.places[-1] if text else -1
    if not found and text.startswith("在") and last >= 0:
        found = re.match(".+", text) if _AT.match(view.source, last + 1) else None
    if found:
        reason = "标题只有依据或场合，没有说完，请写出做了什么"
        return mixed(view, found.start(), found.end(), reason)
    return sound(view.task)


def told(view: View) -> Check:
    """Whether a headline says more than that something was held or printed."""
    empty = _EMPTY.search(view.output)
    work = None if _PRINTED.search(view.output) else _WORK.search(view.output)
    if found := empty or work:
        return mixed(view, found.start(), found.end(), "标题没有说出新闻，请写明内容")
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
    if not then or _NOW.search(words) or then[0][-3:] in view.output:
        return sound(view.task)
    years = [int(year) for year in _YEAR.findall(view.source)]
    if then[1] and int(then[1]) >= max(years) and "今年" not in view.source:
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
    return sound(view.task)


#: What is asked of the model's headlines and of those that are extracted.
HEADLINE: Final = (whole, told, recent, reached)
