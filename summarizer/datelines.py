"""Before and behind an article's text: datelines (本报讯; 新华社北京4月19日电) and credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.bylines import LONGEST, ROLE, is_credit, is_signed, names

_PLACE = r"[\u4e00-\u9fff]{0,12}?"
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
_OWN = r"(?:本报|本台|本网|本刊)"
_AGENCY = r"(?:新华社|中新社|中新网|人民网|新华网|央视网|央广网)"
_OUTLET = (
    r"[\u4e00-\u9fff]{1,12}?(?:日报|晚报|时报|晨报|早报|商报|周报|报|融媒体中心|融媒体|融媒|新媒体|时刻新闻|"
    r"新闻网|新闻中心|电视台|广播电视台|之声|新闻客户端|客户端|网)(?:[（(][^（）()]{2,12}[)）])?"
)
# What may follow, so that 国家电网…电 is no dateline.
_ENDS = r"(?=\s|[（(：:】\d]|记者|通讯员|\Z)"
_DATELINE = re.compile(
    rf"【?(?:[又再另]讯(?![问息号审])|本报讯|本报消息|本台消息|本台讯|本网讯|本刊讯"
    rf"|(?:{_OWN}|{_OUTLET}){_PLACE}(?:{_DAY})?(?:讯|消息|电|专电){_ENDS}"
    rf"|{_OUTLET}{_PLACE}报道(?![，。：的])"
    rf"|据?{_AGENCY}{_PLACE}(?:{_DAY}(?:电|专电)|(?:电|专电|消息|讯|快讯){_ENDS})"
    rf"|(?:央视网|央广网|本台)[（(]新闻联播[)）]消息)】?|【[^【】]{{2,16}}(?:消息|讯|电)】"
)
_PROGRAMME = "新闻联播"
_BRACKET = re.compile(r"\s?[（(]([^（）()]{2,60})[）)]")
_OPEN = re.compile(
    rf"\s?(?:{ROLE})\s?(?P<names>[\u4e00-\u9fff·、 ]{{2,24}}?)(?=\s|\d|报道|记者|通讯员)(?:报道)?"
)
# 云岭融媒记者冯书远通讯员吴立夏报道, blanks lost
_REPORTED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}?)?(?:记者|通讯员)(?!从|在|近|日|今|昨)"
    r"[\u4e00-\u9fff·、 ]{2,36}?报道(?![，。的])"
)
_AFTER = re.compile(r"\s?[:：，,]?\s?")
_TAIL = re.compile(
    r"(?<=[。！？…”])\s?(?:[（(]([^（）()]{2,60})[）)]|((?:信息|稿件|文章)?来源\s?[:：][^，。；]{2,20}))\Z"
)

_TITLED = re.compile(r"原标题：")
_TWICE = re.compile(r"([^。]{6,60}?)\1")
# Only where a text surely begins: 南都讯记者冯书远发自北京据… / 云岭发展网近期，…
_WIRE = re.compile(
    r"[\u4e00-\u9fff]{2,12}?讯(?=自|近|为|据|\d|记者|通讯员)|"
    rf"{_OUTLET}(?=(?:近期|近日|日前|{_DAY})，)"
)
_SENT = re.compile(
    r"记者[\u4e00-\u9fff]{2,4}?发自[\u4e00-\u9fff]{2,4}?(?=据|近|日前|昨|今|\d|[，（(])"
)
#: 云岭日报8月17日讯（记者冯书远）今天，: the dateline's day is the day of the news.
_TODAY = re.compile(rf"(?P<day>{_DAY})(?:讯|电)\s?(?:[（(][^（）()]{{2,60}}[)）])?\s?今[天日]")
_NOW = re.compile(r"今[天日](?=[，上下中晚凌清]|[\u4e00-\u9fff]{2})")
_DAYS_DATE = re.compile(rf"[^\d]*?(?P<day>{_DAY})(?:讯|电|专电|消息)")
_REPORTS = re.compile("本[报网台刊](?:讯|消息)")
_BEGINS = re.compile(rf"{_DATELINE.pattern}|{_DAY}|近日|日前")
#: A title that runs into the first sentence's day: 林岳检查防汛工作5月12日，….
_GLUED = re.compile(
    rf"(?!(?:{_DAY}|近日|日前|今天|连日来|\d))[^。；：\s]{{2,40}}?"
    rf"(?:召开|举行|举办|开展|启动|调研|检查|慰问|走访|督导|推进|签约|揭牌|要求)[^。；：\s]{{0,40}}?"
    rf"(?<![于在至到自从年月截为、，（(“”\d])(?={_DAY}(?:至{_DAY})?(?:[上下]午|晚上?|[\d时分秒]+)?，)"
)


#: The day with which a sentence begins, and who told the news then, left out behind it.
_SENTENCES_DAY = re.compile(rf"(?:^|(?<=[。！？])){_DAY}(?:[上下]午|晚上?)?，")
_LEARNED = re.compile(
    r"，?(?:[本笔]?[报台网]?[记笔]者[^。，]*(?:获悉|了解到|得知|看到)|[^。，]*(?:采访|发布会|访)[^。，]{0,6}(?:介绍|表示|透露|说)"
    r"|[^。，]*采访时[^。，]*)，"
)

#: More news under the dateline of the article above.
AGAIN = re.compile("[又再另]讯")


@dataclass(frozen=True, slots=True)
class Opening:
    """Dateline and credits before the first sentence, which begins at ``end``."""

    dateline: str | None
    byline: str | None
    end: int


def opening(paragraph: str) -> Opening | None:
    """What stands before the first sentence of ``paragraph``, or None.

    A date behind the dateline is part of the sentence (本报讯 4月19日，…).
    """
    found = _DATELINE.match(paragraph)
    end = found.end() if found else 0
    credits: list[str] = []
    while credit := _credit(paragraph, end, alone=found is None):
        words, end = credit
        if words:
            credits.append(words)
    if not end:
        return None
    after = _AFTER.match(paragraph, end)
    return Opening(
        dateline=found.group().strip("【】 ") if found else None,
        byline=" ".join(credits) or None,
        end=after.end() if after else end,
    )


def today(paragraph: str, head: Opening) -> tuple[int, int, int] | None:
    """The dateline's day [start, end) and where 今天, which it is, ends at the text's beginning."""
    word = _NOW.match(paragraph, head.end)
    day = _DAYS_DATE.match(head.dateline or "")
    if word is None or day is None:
        return None
    start = paragraph.index(head.dateline or "") + day.start("day")
    return start, start + len(day["day"]), word.end()


def body(text: str) -> int:
    """Where an article's own first sentence begins: past title, dateline and credits.

    Pages lose these when they are split; a text that comes as an article may have them run
    together with its first sentence (原标题：…7月29日，…).
    """
    begin = titled(text)
    title = text[text.find("：") + 1 : begin]
    if title and text.startswith(title, begin):
        begin += len(title)
    found = opening(text[begin : begin + 4 * LONGEST])
    wire = None if found else _WIRE.match(text, begin)
    begin = begin + found.end if found else wire.end() if wire else begin
    sent = _SENT.match(text, begin) or (None if begin else _GLUED.match(text))
    return sent.end() if sent else begin


def titled(text: str) -> int:
    """Where the title ends that is run together with its text (原标题：…7月29日，…), 0 without.

    Of a title that stands there twice the first end, of one whose end is not known its beginning.
    """
    mark = _TITLED.match(text)
    if mark is None:
        return 0
    rest = text[mark.end() : mark.end() + 2 * LONGEST]
    twice = _TWICE.match(rest)
    dated = _REPORTS.search(rest) or _BEGINS.search(rest)
    return mark.end() + (twice.end(1) if twice else dated.start() if dated else 0)


def dated(text: str, copied: Sequence[int], source: str) -> tuple[str, tuple[int, ...]]:
    """``text`` that begins with a dateline's day (8月17日讯，) with the day alone, where ``source``

    goes on with 今天. ``copied`` as in :class:`summarizer.types.Candidate`, and so returned.
    """
    found = _TODAY.search(source)
    if found is None or not re.match(rf"{found['day']}[讯电]，", text):
        return text, tuple(copied)
    at = len(found["day"])
    return text[:at] + text[at + 1 :], (*copied[:at], *copied[at + 1 :])


def learned(text: str, copied: Sequence[int], source: str) -> tuple[str, tuple[int, ...]]:
    """``text`` without the day on which the news was told: of 8月22日，记者从县农业局获悉，全县…

    8月22日，全县… would make it that day's. ``copied`` as in
    :class:`summarizer.types.Candidate`, and so returned.
    """
    places = tuple(copied)
    for found in reversed(list(_SENTENCES_DAY.finditer(text))):
        start, end = found.span()
        if end >= len(places) or places[end - 2] < 0 or places[end] < 0:
            continue
        left_out = source[places[end - 2] + 1 : places[end]]
        if _LEARNED.fullmatch(left_out):
            text, places = text[:start] + text[end:], (*places[:start], *places[end:])
    return text, places


def _credit(paragraph: str, at: int, *, alone: bool) -> tuple[str, int] | None:
    """The credit at ``at`` and its end; one without a dateline must name a role (记者 …)."""
    bracket = _BRACKET.match(paragraph, at)
    if bracket:
        if bracket[1] == _PROGRAMME and not alone:
            return "", bracket.end()
        if is_signed(bracket[1]) or (not alone and is_credit(bracket[1])):
            return bracket[1], bracket.end()
        return None
    reported = _REPORTED.match(paragraph, at)
    if reported:
        return reported.group().strip(), reported.end()
    signed = _OPEN.match(paragraph, at)
    if signed and names(signed["names"]):
        return signed.group().strip(), signed.end()
    return None


def closing(paragraph: str) -> int:
    """Where a credit at the end of ``paragraph`` begins: 。（记者 …）; its length if none."""
    found = _TAIL.search(paragraph, max(0, len(paragraph) - LONGEST))
    if found and (found[2] or is_credit(found[1])):
        return found.start()
    return len(paragraph)
