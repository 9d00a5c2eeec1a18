"""What tokenizers do to Chinese print, undone; what the model wrote, kept."""

import pytest

from summarizer.seq2seq.tidy import tidy
from summarizer.types import Task

SOURCE = "云岭县AI平台15-20天建成，GDP增长6.3%，iPhone与IPHONE并用。"


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("云 岭 县 召 开 会 议 。", "云岭县召开会议。"),
        ("增 长 6 . 3 % ， 用 时 15 - 20 天", "增长6.3%，用时15-20天"),
        ("共 1 , 200 人 ， 9 : 30 开 始", "共1,200人，9:30开始"),
        ("云 岭 县 ai 平 台 建 成", "云岭县AI平台建成"),
        ("云 岭 县 iphone 平 台", "云岭县iphone平台"),  # the source spells it in two ways
        ("举 办 open day 活 动", "举办open day活动"),
    ],
)
def test_spaces_of_a_character_vocabulary(raw: str, printed: str) -> None:
    assert tidy(raw, Task.BRIEF, SOURCE, spaced=True) == printed


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("会议强调,要压实责任;要备足物资.", "会议强调，要压实责任；要备足物资。"),
        ("增长6.3%,居第1,200位", "增长6.3%，居第1,200位"),
        ("9:30开会:部署防汛!", "9:30开会：部署防汛！"),
        ("县委(扩大)会议(AI)", "县委（扩大）会议（AI）"),
        ('学习"一号文件"精神', "学习“一号文件”精神"),
        ("防汛、抗旱...", "防汛、抗旱……"),
        ("版本v1.2发布", "版本v1.2发布"),
        ("完成\ufffd任务", "完成任务"),
        ("AI, Open Day (v2)", "AI, Open Day (v2)"),
    ],
)
def test_marks_of_nfkc(raw: str, printed: str) -> None:
    assert tidy(raw, Task.BRIEF, SOURCE, spaced=False) == printed


def test_the_space_between_the_parts_of_a_headline() -> None:
    raw = "周启明主持召开会议 部署防汛"
    assert tidy(raw, Task.HEADLINE, SOURCE, spaced=False) == raw
    assert tidy(raw, Task.BRIEF, SOURCE, spaced=False) == "周启明主持召开会议部署防汛"
    assert tidy("会 议 召 开", Task.HEADLINE, SOURCE, spaced=True) == "会议召开"
