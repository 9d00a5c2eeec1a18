"""The hard ceiling: what fits is kept, what does not ends on something whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.seq2seq.ceiling import end_within
from summarizer.types import Task

LONG = (
    "4月19日，云岭县召开防汛工作会议，县委书记周启明主持会议。"
    "会议强调，要压实“县、镇、村”三级责任，备足物资；要加密巡查水库36座。"
)
FIRST = LONG[: LONG.index("。") + 1]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("云岭县召开防汛工作会议。", 20, "云岭县召开防汛工作会议"),
        ("云岭县召开防汛工作会议", 11, "云岭县召开防汛工作会议"),
        ("云岭县召开防汛工作会议，", 11, "云岭县召开防汛工作会议"),
        ("防汛备汛准备好了吗？", 20, "防汛备汛准备好了吗？"),
        ("云岭县召开防汛工作会议。会议强调安全", 32, "云岭县召开防汛工作会议"),
        ("周启明主持召开防汛会议 部署三级责任", 14, "周启明主持召开防汛会议"),
        ("周启明主持召开防汛会议，部署三级责任", 14, "周启明主持召开防汛会议"),
        ("“一 网，统管”平台在云岭县上线运行", 12, None),
        ("云岭县召开防汛工作会议", 8, None),
        ("清河市举办AI Open Day活动", 12, None),
        ("4月19日，云岭县召开防汛工作会议", 8, None),
        ("。", 8, None),
        ("", 8, None),
    ],
)
def test_headline(text: str, limit: int, expected: str | None) -> None:
    assert end_within(text, Task.HEADLINE, limit) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (len(LONG), LONG),
        (len(LONG) - 1, FIRST),  # it fills more than a third of the room
        (len(FIRST), FIRST),
        (len(FIRST) - 1, "4月19日，云岭县召开防汛工作会议。"),
        (16, None),  # only the date fits
    ],
)
def test_brief(limit: int, expected: str | None) -> None:
    assert end_within(LONG, Task.BRIEF, limit) == expected


def test_a_short_first_sentence_gives_way_to_a_clause() -> None:
    text = "云岭县召开会议。会议强调，要压实“县、镇、村”三级责任，备足防汛抢险救灾各类物资和队伍"
    assert (
        end_within(text, Task.BRIEF, 32) == "云岭县召开会议。会议强调，要压实“县、镇、村”三级责任。"
    )
    assert end_within(text, Task.BRIEF, 24) == "云岭县召开会议。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云岭县召开会议", "云岭县召开会议。"),
        ("云岭县召开会议，", "云岭县召开会议。"),
        ("云岭县召开会议……", "云岭县召开会议。"),
        ("他说：“会议开得好。”", "他说：“会议开得好。”"),
        ("学习《云岭县志》", "学习《云岭县志》。"),
        ("云岭县召开会议。会议指出，", "云岭县召开会议。"),
        ("云岭县一季度增长6.3%。其中，", "云岭县一季度增长6.3%。"),
        ("会议强调：", None),
        ("为做好防汛工作，", None),
    ],
)
def test_a_brief_that_fits_is_closed(text: str, expected: str | None) -> None:
    assert end_within(text, Task.BRIEF, 30) == expected


def test_an_unfinished_text_is_cut_although_it_fits() -> None:
    text = "云岭县召开会议。会议要求，要加快"
    assert end_within(text, Task.BRIEF, 190, finished=False) == "云岭县召开会议。"
    assert end_within("云岭县召开会", Task.BRIEF, 190, finished=False) is None


def test_quotes_and_brackets_stay_whole() -> None:
    text = "云岭县召开会议，部署“强基础，补短板。促提升”行动，推进三项任务"
    assert end_within(text, Task.BRIEF, 20) == "云岭县召开会议。"


@given(
    st.text(st.sampled_from("云岭县会议强调，。；：“”《》（） 4月19日！？…\n"), max_size=60),
    st.sampled_from(list(Task)),
    st.integers(1, 60),
    st.booleans(),
)
def test_never_longer_and_always_a_prefix(
    text: str, task: Task, limit: int, finished: bool
) -> None:
    found = end_within(text, task, limit, finished=finished)
    if found is None:
        return
    assert 0 < len(found) <= limit
    body = found if text.startswith(found) else found.removesuffix("。")
    assert text.startswith(body)
    assert task is Task.BRIEF or found[-1] not in "。，；：、"
    assert end_within(found, task, limit) == found
