"""Does a block begin an article? The evidence that a headline stands here, not a sub-heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import headings
from summarizer.blocks import Block, Element, Part
from summarizer.broadcast import is_tag, is_titled
from summarizer.datelines import AGAIN, opening
from summarizer.items import has_items, opens_list
from summarizer.labels import is_advert, is_label
from summarizer.lines import LEAD
from summarizer.tables import rows

#: Evidence (see :func:`weight`) that a heading needs where it names what an office issues; where
#: the article before was signed or the heading is marked; where headlines are all the page has;
#: where its articles have datelines.
_ISSUE, _SIGNED, _TITLED, _DATED = 0.5, 1.0, 2.5, 3.0

#: A text of fewer 字 above the first dateline is that article's lead-in, not one of its own.
_LEAD_IN = 80

_EVENT = re.compile(
    r"召开|举行|举办|调研|检查|督导|督查|部署|安排|启动|开工|竣工|签约|会见|考察|慰问|走访|座谈|"
    r"审议|通过|闭幕|开幕|发布|印发|出台|完成|突破|增长|下降|获|入选|当选|任命|推进|推动|强调|"
    r"指出|出席|主持|参加|开展|培训|演练|投产|通车|揭牌"
)
_NEWS = re.compile(
    r"记者.{0,10}(?:从|在).{2,20}(?:获悉|了解到|看到)|据.{2,16}(?:消息|介绍|通报|报道|统计)"
)
#: What an office issues, under a title that names both: 云岭县人大常委会任免名单.
_ISSUED = re.compile(
    r"(?=.{8})[^，。：]*[省市县区州旗镇乡委院府局部会][^，。：]{0,40}(?:任[免职]名单|公告|公示|通告)"
)
_ATTACHED = re.compile(r"附[件表录:：]")
_HEAD = 160
_MARK = re.compile(r"#{1,6}(?= )")


def weight(headline: str, body: str) -> float:
    """How much speaks for ``headline`` opening an article whose text begins as ``body``: 0 to 4.5.

    A sub-heading is short and general; a headline tells in one line what the first sentences
    tell again, with the day.
    """
    opening = body[:200]
    score = 1.0 * bool(LEAD.search(opening[:24])) + 0.5 * bool(_NEWS.search(opening[:40]))
    score += 0.5 * (len(headline) >= 10) + 0.5 * bool(_EVENT.search(headline))
    shared = _shared(headline, opening)
    return score + (2.0 if shared >= 0.5 else 1.0 if shared >= 0.3 else 0.0)


def _shared(headline: str, body: str) -> float:
    """Share of the headline's pairs of characters that ``body`` has."""
    words = re.sub(r"\W", " ", headline)
    pairs = {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0


class Starts:
    """What a whole page tells about where its articles begin."""

    def __init__(self, found: Sequence[Block]) -> None:
        self._bulleted = has_items(found)
        #: Below the cue 联播快讯 every item is an article, and on a page of nothing but items.
        self.rundown = self._bulleted
        self._listing = False  # numbers are a list of the item above
        #: A page whose first headline has an ornament sets one before every headline.
        self._ornate = bool(found) and any(_is_ornate(e) for e in title_lines(found[0]))
        self._titled = bool(found) and bool(found[0].headings)
        self._tagged = bool(found) and found[0].inline_title is not None
        #: A page that opens with 一、 numbers its articles; elsewhere these are sections of one.
        self._numbered = bool(found) and any(map(_is_section, title_lines(found[0])))
        self._level = _article_level(found)
        self._notice = False  # the article so far is an advertisement, a notice

    def begins(self, block: Block, *, so_far: int, dated: bool, signed: bool) -> bool:
        """Whether ``block`` begins an article.

        The article before it has ``so_far`` 字, ``dated`` if it has a dateline, ``signed`` if
        a credit stands at its end.
        """
        found = self._begins(block, so_far=so_far, dated=dated, signed=signed or self._notice)
        if found:
            self._notice = _is_labelled(block)
        if block.texts and block.texts[-1].part is Part.TEXT:
            again = self._listing and block.is_numbered and not _is_ornate(block.texts[0])
            self._listing = again or opens_list(block.texts[-1].text)
        return found

    def _begins(self, block: Block, *, so_far: int, dated: bool, signed: bool) -> bool:
        if any(headings.is_cue(e.text) for e in block.headings):
            self.rundown = True
        if block.has_dateline:
            again = AGAIN.match(block.texts[0].text) is not None
            return bool(block.headings) or dated or again or so_far >= _LEAD_IN
        if not block.texts:
            return False
        if _is_labelled(block) or any(is_titled(e.text) for e in block.headings):
            return True
        if self._bulleted and self._listing and not block.headings:
            return _is_ornate(block.texts[0])
        if self.rundown and (block.headings or block.is_numbered or block.inline_title):
            return True
        if block.inline_title:
            tag = block.inline_title
            body = tag.string[tag.end() :]
            return self._tagged and weight(tag[1], body) >= _SIGNED
        title = title_lines(block)
        if not title or (_is_section(title[-1]) and not self._numbered):
            return False
        if _ATTACHED.match(title[0].text):
            return False  # it belongs to what is signed above
        threshold = self._threshold(block, title, dated=dated, signed=signed)
        words = " ".join(headings.bare(e.text) for e in title[-3:])
        told = rows([e.text for e in block.texts])
        body = "".join([e.text for i, e in enumerate(block.texts) if i not in told][:2])
        head = opening(body[:_HEAD])
        body = body[head.end if head else 0 :]
        return max(weight(words, body), weight(headings.bare(title[-1].text), body)) >= threshold

    def _threshold(
        self, block: Block, title: Sequence[Element], *, dated: bool, signed: bool
    ) -> float:
        marked = [len(m.group()) for e in title if (m := _MARK.match(e.text))]
        if marked and self._level:
            return _SIGNED if min(marked) <= self._level else _DATED
        if _ISSUED.fullmatch(title[-1].text):
            return _ISSUE
        if signed or block.is_signed_above:
            return _SIGNED
        if not self._titled:
            return float("inf")  # a page that opens with text has sub-headings, not headlines
        if self._ornate and _is_ornate(title[-1]):
            return _SIGNED
        numbered = headings.is_numbered(title[-1].text)
        return (_DATED if dated else _TITLED) + 1.0 * numbered


def title_lines(block: Block) -> list[Element]:
    """The headings that could be the block's headline: those up to a byline or 一、 below them.

    Bylines above them sign the article before; the cue of a rundown is no headline, nor is a
    label (公示) where a headline follows it. Nothing above 【标题】 is.
    """
    found: list[Element] = []
    for element in block.top:
        if element.part is Part.HEADING:
            if found and headings.is_section(element.text):
                break
            if not (headings.is_cue(element.text) or is_advert(element.text)):
                found.append(element)
        elif found and element.part is not Part.CAPTION:
            break
    tagged = [i for i, element in enumerate(found) if is_titled(element.text)]
    found = [e for e in found[tagged[0] if tagged else 0 :] if not is_tag(e.text)]
    return found[1:] if len(found) > 1 and is_label(found[0].text) else found


def _is_ornate(element: Element) -> bool:
    return headings.is_bulleted(element.text)


def _is_labelled(block: Block) -> bool:
    """Whether a label names what stands below: 公示; 广告 only above everything else."""
    lines = [e.text for e in block.headings]
    return any(is_label(line) and (i == 0 or not is_advert(line)) for i, line in enumerate(lines))


def _is_section(element: Element) -> bool:
    return headings.is_section(headings.bare(element.text))


def _article_level(found: Sequence[Block]) -> int:
    """The level of ``#`` that headlines have on this page; 0 if there are none.

    One heading at the top with no text of its own names the page; its articles are a level
    below, if there are several.
    """
    levels: dict[int, list[bool]] = {}
    for block in found:
        marks = [len(m.group()) for e in block.headings if (m := _MARK.match(e.text))]
        for k, level in enumerate(marks):
            levels.setdefault(level, []).append(k == len(marks) - 1 and bool(block.texts))
    for level in sorted(levels):
        if len(levels[level]) > 1 or levels[level][0]:
            return level
    return 0
