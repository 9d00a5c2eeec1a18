"""Whom a decision is sent to: 各县（区）总工会： opens it, and they are not who decides.

A writer that copies takes the first unit of the text for the one that acts: 各县（区）总工会追授….
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.align import fold
from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

#: A line that names who is addressed: not 会议指出：, 补选： or 据…消息：.
_ADDRESSED: Final = re.compile(
    r"^(?:(?:[^，。；：\n]{0,12}[各广])[^。；：\n]{2,60}|[^。；：\n]{2,40}(?:单位|部门|用户|朋友们?|同志们?))：$",
    re.MULTILINE,
)
_SAYS: Final = re.compile(
    "指出|强调|要求|表示|提出|认为|决定|如下|消息|补选|任命|免去|包括|名单|为[了：]|有[：]|是[：]|[将应须]|等工作"
)
#: Lines of a text that may be its opening, in characters from the beginning.
_OPENING: Final = 200
#: Characters of it in an output from which on it is copied.
_LEAST: Final = 4


def salutation(view: View) -> Check:
    """Whether nothing is copied from the line that says whom the text is sent to."""
    source = fold(view.source)
    for line in _ADDRESSED.finditer(view.source[:_OPENING]):
        if _SAYS.search(line[0]):
            continue
        at = [i for i, p in enumerate(view.places) if line.start() <= p < line.end() - 1]
        if len(at) < _LEAST or at[-1] - at[0] >= line.end() - line.start():
            continue
        words = fold(view.output)[at[0] : at[-1] + 1]
        if source.count(words) < 2:
            theirs = line[0]
            return mixed(view, at[0], at[-1] + 1, "这是行文的主送单位，不是办事的单位", theirs)
    return sound(view.task)
