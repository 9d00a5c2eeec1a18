"""What a digest leaves out with a reason, and what an obituary is worth."""

from __future__ import annotations

import pytest

from summarizer.digest.making import make
from summarizer.digest.rules import Rules
from summarizer.digest.types import Edits
from tests.digest.invented import DAY, story

TITLE = "林岳调研防汛备汛工作"
OTHER = "县长林岳到柳湾镇调研防汛备汛工作，强调要备足物资。"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"2023年3月2日，{OTHER}", "事件在2023年3月2日，早于当日468天，超过7天"),
        (f"5月28日上午，{OTHER}", "事件在2024年5月28日，早于当日15天，超过7天"),
        (f"6月24日，{OTHER}", "事件在2024年6月24日，晚于当日12天，超过7天"),
        (f"6月14日，{OTHER}", None),
        (f"6月5日，{OTHER}", None),
        (OTHER, None),
        (f"截至5月31日，夏粮收购3万吨。{OTHER}", None),
        (f"7月10日，柳湾镇将举办文化节。{OTHER}", None),
    ],
)
def test_events_of_other_days(text: str, reason: str | None) -> None:
    one = story(text, title=TITLE, brief=text)
    found = make([one], DAY, Rules.load())
    assert [item.reason for item in found.left] == ([reason] if reason else [])
    assert len(found.items) == (reason is None)


def test_what_the_editor_pinned_is_printed() -> None:
    one = story(f"2023年3月2日，{OTHER}", title=TITLE, brief=OTHER)
    assert len(make([one], DAY, Rules.load(), Edits(pins=(one.id,))).items) == 1


def test_what_the_editor_approved_that_day_is_that_days() -> None:
    one = story(f"2023年3月2日，{OTHER}", title=TITLE, brief=OTHER, approved=True)
    assert len(make([one], DAY, Rules.load()).items) == 1


@pytest.mark.parametrize(
    "title",
    ["更正", "更正声明", "更正启事", "致读者", "关于《柳湾镇收购小麦》一文的更正说明", "来函照登"],
)
def test_corrections(title: str) -> None:
    text = "本报6月10日第1版一文中，“计划收购15万吨”应为“1.5万吨”。特此更正。"
    [left] = make([story(text, title=title, brief=text)], DAY, Rules.load()).left
    assert left.reason == "更正，应按原版位置单独刊登"


def test_a_day_ahead_is_told() -> None:
    text = f"6月14日，{OTHER}"
    [item] = make([story(text, title=TITLE, brief=text)], DAY, Rules.load()).items
    assert item.placement.reasons[0].endswith("；日期6月14日在当日之后")


def test_an_obituary_has_no_topic() -> None:
    text = "离休干部乔一禾同志（享受医疗待遇），因病医治无效，于2024年6月8日逝世。"
    [item] = make([story(text, title="乔一禾同志逝世", brief=text)], DAY, Rules.load()).items
    assert not any("医疗" in reason for reason in item.placement.reasons)
