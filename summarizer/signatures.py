"""The signature under a notice: who issues it, alone on a line, and the day below.

It ends what stands above, whatever stands below, and is no headline of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import headings

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?:\d{{4}}|[一二][一二三四五六七八九○〇零OＯ]{{3}})\s?年\s?(?:\d{{1,2}}|{_NUMERAL})\s?月\s?"
    rf"(?:\d{{1,2}}|{_NUMERAL})\s?日"
)
_BODY = (
    r"[\u4e00-\u9fff]{2,28}(?:委员会|委|部|局|厅|办公室|办|政府|人大|政协|院|中心|领导小组|公司|"
    r"工会|联合会|协会|妇联|残联|站|所|队|学校|中学|小学|银行|日报社)"
)
_BODIES = re.compile(rf"{_BODY}(?: {_BODY})*")
#: What a headline has, which may end with a body too: 林岳走访慰问县人民医院.
_TOLD = re.compile(
    r"召开|举行|调研|检查|督导|督查|部署|启动|开工|签约|会见|考察|慰问|走访|座谈|入选|当选|"
    r"任命|进驻|落户|来到|走进|看望|视察|参观|出席|参加|成立|揭牌|关于|打造|建设[^部厅局委办]|"
    r"书记|[县市区镇乡局]长|主任"
)
_REGARDS = re.compile("特此(?:公告|公示|通告|通知|更正|说明|声明)")

#: Bodies that sign together, one to a line.
_MOST_BODIES = 4


def is_day(line: str) -> bool:
    """Whether ``line`` is the written day of a signature and nothing else."""
    return len(line) <= 20 and _DAY.fullmatch(line) is not None


def signatures(lines: Sequence[str]) -> set[int]:
    """Which of ``lines`` sign the text above them: bodies, and the day below the last of them.

    Text must stand above: below a headline they tell whose news it is.
    """
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not is_day(line):
            continue
        first = i
        while first > max(0, i - _MOST_BODIES) and _is_body(lines[first - 1]):
            first -= 1
        if 0 < first < i and _is_text(lines[first - 1]):
            found.update(range(first, i + 1))
    return found


def _is_body(line: str) -> bool:
    return len(line) <= 60 and bool(_BODIES.fullmatch(line)) and not _TOLD.search(line)


def _is_text(line: str) -> bool:
    return (
        len(line) > headings.LONGEST
        or headings.is_closed(line)
        or _REGARDS.fullmatch(line) is not None
        or "：" in line
        or ":" in line
    )
