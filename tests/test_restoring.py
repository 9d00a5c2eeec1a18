"""A rare character of a name that the writer left out is put back."""

from __future__ import annotations

import pytest

from summarizer.restoring import rare, restored

SOURCE = (
    "本报讯 瀼西市召开会议，市长殳淯出席，常务副市长方淯山主持。"
    "会后瀼西市、云岭县签约，在淯西站送行。"
)
NAMES = ["瀼西市", "云岭县", "方淯山"]


def copy(*pieces: str) -> tuple[str, list[int]]:
    """A text copied from the source in ``pieces``, and the place of each character."""
    places = [SOURCE.index(piece) + i for piece in pieces for i in range(len(piece))]
    return "".join(pieces), places


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("西市召开会议",), "瀼西市召开会议"),
        (("瀼西市召开会议",), "瀼西市召开会议"),
        (("常务副市长方", "山主持"), "常务副市长方淯山主持"),
        (("岭县签约",), "岭县签约"),  # a common character is no accident of the vocabulary
        (("召开会议",), "召开会议"),
        (("西站送行",), "淯西站送行"),
        (("出席",), "出席"),  # behind the end of a name
    ],
)
def test_rare_characters_come_back(pieces: tuple[str, ...], expected: str) -> None:
    found, copied = restored(*copy(*pieces), SOURCE, NAMES)
    assert found == expected
    assert "".join(SOURCE[p] for p in copied) == expected


def test_not_where_they_were_written_without_being_copied() -> None:
    said, places = copy("西市召开会议")
    assert restored("瀼" + said, [-1, *places], SOURCE, NAMES)[0] == "瀼西市召开会议"


def test_not_beyond_the_length_that_was_asked_for() -> None:
    start = SOURCE.index("西市召开会议")
    assert restored("西市召开会议", range(start, start + 6), SOURCE, NAMES, 6)[0] == "西市召开会议"
    assert (
        restored("西市召开会议", range(start, start + 6), SOURCE, NAMES, 7)[0] == "瀼西市召开会议"
    )


def test_what_is_not_known_to_be_copied_stays() -> None:
    assert restored("西市召开会议", (), SOURCE, NAMES) == ("西市召开会议", ())


def test_rare_is_what_gb2312_lacks() -> None:
    assert rare("瀼")
    assert not any(map(rare, "亳州市濮阳县"))
