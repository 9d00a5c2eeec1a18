"""Who acted, in clauses too short to compare what they are about."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

MEETING = "县委书记林岳出席会议并讲话，县长王玉娟主持会议。副市长张文峰到会指导并讲话。"
BLAME = "县委书记林岳对王玉娟的汇报表示肯定，对周海提出批评，要求他9月5日前重新报送方案。"


@pytest.mark.parametrize(
    ("source", "output", "true"),
    [
        (MEETING, "县长王玉娟主持会议。", True),
        (MEETING, "县委书记林岳出席会议并讲话。", True),
        (MEETING, "县委书记林岳主持会议。", False),
        (MEETING, "县长王玉娟到会指导并讲话。", False),
        (
            "县长王玉娟，县政协主席尹安出席仪式并致辞。",
            "县长王玉娟出席仪式并致辞。",
            True,
        ),
        (BLAME, "林岳对周海提出批评。", True),
        (BLAME, "王玉娟对周海提出批评。", False),
    ],
)
def test_a_deed_stays_with_the_one_who_did_it(source: str, output: str, true: bool) -> None:
    checks = Checker(source).check(Task.BRIEF, output)
    assert ("actors" not in {c.kind for c in checks if c.passed is False}) == true
