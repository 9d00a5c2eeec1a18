"""Sessions in headlines by their own names: whose committee, which session, and what one attends.

临溪区第六届委员会第四次会议 is the party's; with 中国人民政治协商会议 before it in the source it is
the consultative conference's. A headline whose evidence names the body in full loses that first.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_NUMBER: Final = "第[一二三四五六七八九十百]+"
_FULL: Final = re.compile("中国人民政治协商会议[^，。；：\n]{0,20}$")
_SHORT: Final = re.compile("政协|政治协商")
#: 云岭县第五次会议: of nobody.
_NOBODYS: Final = re.compile(rf"^[^ ，：]{{1,8}}[省市县区州旗]{_NUMBER}次(?:全体)?会议")
_CONGRESS: Final = re.compile(
    rf"{_NUMBER}[届次](?:人民)?代表大会(?=$| |(?:隆重|胜利)?(?:开幕|闭幕|召开|举行))"
)
_SESSION: Final = re.compile(rf"{_NUMBER}次(?:全体)?会议")
#: What nobody attends: 出席中央纪委五次全会精神.
_ATTENDS: Final = re.compile("(?:出席|参加|列席)[^ ，：]*(?:精神|批示|要求)$")


def session(view: View) -> Check:
    """A session keeps its body and number, and only sessions are attended."""
    output = view.output
    for found in re.finditer("委员会", output):
        at = view.places[found.start()]
        whose = _FULL.search(view.source[max(0, at - 32) : at]) if at >= 0 else None
        if whose is not None and not _SHORT.search(output):
            return mixed(view, *found.span(), "漏掉“政协”，成了另一个委员会", whose[0])
    if nobody := _NOBODYS.match(output):
        return mixed(view, *nobody.span(), "没有写明是谁的会议")
    for found in _CONGRESS.finditer(output):
        last = view.places[found.end() - 1]
        which = _SESSION.match(view.source, last + 1) if last >= 0 else None
        if which is not None and which[0] not in output:
            return mixed(view, *found.span(), "漏掉是第几次会议", which[0])
    if attended := _ATTENDS.search(output):
        return mixed(view, *attended.span(), "出席的应是会议或活动")
    return sound(view.task)
