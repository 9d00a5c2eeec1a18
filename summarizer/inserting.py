"""Nouns put between words that stand side by side in the source: 五一劳动|工作|奖状.

The model writes glue (召开, 的, 在) between what it copies; a noun there makes another name, or
none: 乡党委|书记|副书记, 区法院|推进会|召开.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_NOUN: Final = re.compile(
    "(?<=[一-龥])(?:工作|活动|会议|推进会|部署会|项目|书记|主任|情况|行动|服务|管理|建设)(?=[一-龥])"
)


def inserted(view: View) -> Check:
    """Whether no noun stands between two words that the source has without it."""
    places = view.places
    for noun in _NOUN.finditer(view.output):
        before, after = places[noun.start() - 1], places[noun.end()]
        if before >= 0 and after == before + 1:
            theirs = view.source[max(0, before - 5) : after + 6]
            reason = "原文此处没有这个词，请删去"
            return mixed(view, *noun.span(), reason, theirs)
    return sound(view.task)
