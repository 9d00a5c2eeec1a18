"""Pages of short items, each behind an ornament (▶…, ●…), that no cue (简讯) announces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import headings
from summarizer.blocks import Block
from summarizer.datelines import opening

_HEAD = 160
_LEAST = 12
_LIST = re.compile(r"(?:[：:]|(?:如下|以下|下列)[^，。；：]{0,12}[。]?)\Z")
_LED = re.compile(
    r"(?P<headline>[^，。；：！？\s]{6,30}?)(?<![于在至到自从年月截为“（(])"
    r"(?=\d{1,2}月\d{1,2}日(?:[上下]午|晚上?)?，)"
)
_TELLS = re.compile("调研|检查|督导|召开|举行|举办|会见|慰问|走访|出席|签约|启动|开工|揭牌|主持")


def has_items(found: Sequence[Block]) -> bool:
    """Whether the page opens with such an item, under no headline, and others follow."""
    if not found or found[0].headings or not found[0].texts:
        return False
    first = found[0].texts[0].text
    head = opening(first[:_HEAD])
    return _is_item(first[head.end if head else 0 :]) and any(
        not block.headings and block.texts and _is_item(block.texts[0].text) for block in found[1:]
    )


def opens_list(text: str) -> bool:
    """Whether numbers below ``text`` are its own list: 通报三起案例：, 情况如下。"""
    return _LIST.search(text[-24:]) is not None


def led(text: str) -> int:
    """Length of a headline on the line of its sentence: 林岳检查防汛工作8月26日，林岳….

    It tells an event and the sentence tells it again; 0 for all other text.
    """
    found = _LED.match(text)
    if found is None or not _TELLS.search(found["headline"]):
        return 0
    words = found["headline"]
    rest = text[found.end() : found.end() + 80].split("。")[0]
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    again = sum(pair in rest for pair in pairs)
    return found.end() if headings.is_heading(words) and again * 3 >= len(pairs) else 0


def _is_item(text: str) -> bool:
    return headings.is_bulleted(text) and len(text) >= _LEAST and headings.is_closed(text)
