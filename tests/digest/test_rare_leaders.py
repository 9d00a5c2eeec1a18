"""Leaders whose names read like words: the post tells who acts, whatever the name is."""

from __future__ import annotations

import pytest

from summarizer.digest.rules import Rules
from summarizer.digest.standing import Grade, standing
from tests.digest.invented import story

WENT = "到石门镇调研防汛工作，县委常委林岳陪同。"


@pytest.mark.parametrize(
    ("title", "text", "actor"),
    [
        ("区志坚调研防汛工作", f"6月12日，代县长区志坚{WENT}", "代县长区志坚"),
        (None, f"6月12日，县长区志坚{WENT}", "县长区志坚"),
        (None, f"6月12日，县委副书记、县长区志坚{WENT}", "县委副书记、县长区志坚"),
        ("区志坚讲话", f"县长区志坚{WENT}区志坚强调，要防汛。", "县长区志坚"),
    ],
)
def test_the_post_tells_who_acts(title: str | None, text: str, actor: str) -> None:
    found = standing(story(text, title=title), Rules.load())
    assert (found.actor, found.grade) == (actor, Grade.CHIEF)


@pytest.mark.parametrize(
    "text",
    [
        "6月12日，县委常委林岳到石门镇调研防汛工作，县长办公会议议定的事项已经办结。",
        "6月12日，县委常委林岳到石门镇调研防汛工作，强调要落实书记带头抓的制度。",
        "6月12日，县委常委林岳到石门镇调研防汛工作，县长区志坚出席前一天的会议。",
    ],
)
def test_who_is_named_first_acts(text: str) -> None:
    assert standing(story(text), Rules.load()).actor == "县委常委林岳"
