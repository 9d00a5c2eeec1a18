"""What editors call each kind of check: on the command line, in the workbench and the reports."""

from __future__ import annotations

from typing import Final

#: In the order in which verdicts are shown; the last three judge a candidate's form, not its facts.
LABELS: Final = {
    "names": "人名",
    "posts": "职务",
    "pairs": "职务与人名",
    "places": "地名",
    "organisations": "机构",
    "numbers": "数字",
    "dates": "日期",
    "quotations": "引语",
    "speaker": "讲话人",
    "actors": "何人何事",
    "order": "排名次序",
    "polarity": "肯定与否定",
    "wording": "文字通顺",
    "support": "原文依据",
    "substance": "篇幅",
    "repetition": "重复",
    "joints": "语句衔接",
}
