"""Headlines that were cut a word too late lose it, one that lost a word or two gets them back."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.rounding import filled, rounded, whole_headlines
from summarizer.types import Task

SOURCE = (
    "4月9日，云岭县举办病虫害防控技术培训会在青石乡，全县农技人员参加。"
    "云岭县第十二届运动会在县体育馆闭幕。老年人乐享自在。文艺汇演在。"
    "县住建局主办的全县物业管理工作现场会上，林岳出席。潜水员的优势正在于此。"
    "副县长林岳率县安全生产第三督导组到临江县督导安全生产工作。林岳主持县委常委会会议并在会上讲话。"
    "县长林岳 率队到青石乡督导防汛工作。平安“云岭”建设推进会召开。书记方淮（右二）到临江县调研。"
)


def copy(*pieces: str) -> tuple[str, list[int]]:
    """A text copied from the source in ``pieces``, and the place of each character."""
    places = [SOURCE.index(piece) + i for piece in pieces for i in range(len(piece))]
    return "".join(pieces), places


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("云岭县举办病虫害防控技术培训会在",), "云岭县举办病虫害防控技术培训会"),
        (("云岭县第十二届运动会在", "闭幕"), "云岭县第十二届运动会闭幕"),
        (("云岭县第十二届运动会在县体育馆闭幕",), "云岭县第十二届运动会在县体育馆闭幕"),
        (("县住建局主办", "全县物业管理工作现场会上"), "县住建局主办全县物业管理工作现场会"),
        (("全县物业管理工作现场会上",), "全县物业管理工作现场会上"),  # who held it is lost
        (("潜水员的优势正在",), "潜水员的优势正在"),
        (("老年人乐享自在",), "老年人乐享自在"),
        (("文艺汇演在",), "文艺汇演在"),  # it goes on nowhere
        (("林岳主持县委常委会会议并在会上",), "林岳主持县委常委会会议并在会上"),
    ],
)
def test_words_that_lead_nowhere_go(pieces: tuple[str, ...], expected: str) -> None:
    found, copied = rounded(*copy(*pieces), SOURCE)
    assert found == expected
    assert "".join(SOURCE[p] for p in copied) == expected


def test_what_was_written_stays() -> None:
    assert rounded("运动会在闭幕", (), SOURCE) == ("运动会在闭幕", ())


def test_the_most_doubtful_joint_is_filled() -> None:
    lost = "林岳率县督导组到临江县督导安全生产工作"
    view = Checker(SOURCE).view(Task.HEADLINE, lost)
    found = filled(view, 32)
    assert found is not None
    assert found[0] == "林岳率县安全生产第三督导组到临江县督导安全生产工作"
    assert "".join(SOURCE[p] for p in found[1]) == found[0]
    assert filled(view, 24) is None  # it would be too long


@pytest.mark.parametrize(
    "output",
    [
        "云岭县第十二届运动会在县体育馆闭幕",  # nothing was left out
        "云岭县举办病虫害防控技术培训会闭幕",  # a sentence lies between
        "林岳率队到青石乡督导防汛工作",  # a blank
        "平安“云岭建设推进会召开",  # half of a pair
        "书记方淮到临江县调研",  # brackets
    ],
)
def test_nothing_to_fill(output: str) -> None:
    assert filled(Checker(SOURCE).view(Task.HEADLINE, output), 32) is None


def test_what_may_be_printed_in_order() -> None:
    text, copied = copy("云岭县第十二届运动会在", "闭幕")
    found = [said for said, _ in whole_headlines(text, tuple(copied), Checker(SOURCE), 32)]
    assert found[0] == "云岭县第十二届运动会闭幕"
    assert found[-1] == text
    whole = copy("云岭县第十二届运动会在县体育馆闭幕")
    assert list(whole_headlines(whole[0], tuple(whole[1]), Checker(SOURCE), 32)) == [
        (whole[0], tuple(whole[1]))
    ]
