"""Headlines that were cut a word too late or too soon, put right before they are checked.

One that leaves out where a meeting was held keeps the 在 that led there (…培训会在, 运动会在闭幕),
one taken from …现场会上 keeps the 上, and one that leaves out a word or two may meet a verb that is
not theirs. What goes is a word that leads nowhere; what is put back are the source's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.facts.check import Checker
from summarizer.facts.joints import doubts
from summarizer.facts.model import View
from summarizer.headings import balanced
from summarizer.types import Task

Copied = tuple[str, tuple[int, ...]]

#: 在 behind what was held, at the end or before the verb of what took place.
_AT: Final = re.compile(
    r"(?<=[会节赛式动班展坛演])在(?=$|(?:隆重|正式|成功|圆满|顺利)?"
    r"(?:召开|举行|举办|开幕|闭幕|启动|落幕|开班|开赛))"
)
#: 上 of 在…会上, where nothing but the verb of who held it stands before.
_AT_MEETING: Final = re.compile(
    r"(?:召开|举行|举办|主办|承办|主持|出席|参加)(?!的)[^ 在，]*[会式](?P<on>上)$"
)
#: What may be put back at once, in 字, and where it may not go on.
LONGEST: Final = 12
_MARKS: Final = re.compile(r"[，。；：！？,;:!?\s（）()]")


def whole_headlines(
    text: str, copied: tuple[int, ...], checker: Checker, limit: int | None
) -> Iterator[Copied]:
    """What may be printed of a headline, in the order in which it is to be tried: :func:`rounded`,

    that :func:`filled`, and as it was.
    """
    tidy = rounded(text, copied, checker.source)
    yield tidy
    more = filled(checker.view(Task.HEADLINE, tidy[0]), limit or len(checker.source))
    if more is not None:
        yield more
    if tidy[0] != text:
        yield text, copied


def rounded(text: str, copied: Sequence[int], source: str) -> Copied:
    """``text`` without a word that leads to what was left out of ``source``.

    ``copied`` as in :class:`summarizer.types.Candidate`, and so returned.
    """
    if len(copied) != len(text):
        return text, tuple(copied)
    gone = {found.start() for found in _AT.finditer(text) if _led_on(found.start(), copied, source)}
    meeting = _AT_MEETING.search(text)
    if meeting and not text.startswith("在"):
        gone.add(meeting.start("on"))
    kept = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in kept), tuple(copied[i] for i in kept)


def _led_on(at: int, copied: Sequence[int], source: str) -> bool:
    """Whether what stood behind 在 was left out."""
    after = copied[at] + 1
    if not 0 < after < len(source) or _MARKS.match(source, after):
        return False
    return at + 1 == len(copied) or copied[at + 1] != after


def filled(view: View, limit: int) -> Copied | None:
    """The headline of ``view`` with what its most doubtful joint left out, if that is short.

    None where nothing short was left out there, or the result is longer than ``limit`` 字.
    """
    found = doubts(view)
    if not found:
        return None
    at = max(found, key=lambda sentence: sentence.doubt).worst
    before = next((p for p in reversed(view.places[:at]) if p >= 0), -1)
    after = view.places[at] if at < len(view.places) else -1
    lost = view.source[before + 1 : after] if 0 <= before < after else ""
    if not 0 < len(lost) <= LONGEST or _MARKS.search(lost) or not balanced(lost):
        return None
    if view.places[at - 1] != before:  # a mark or a written word stands between
        return None
    text = view.output[:at] + lost + view.output[at:]
    places = (*view.places[:at], *range(before + 1, after), *view.places[at:])
    return (text, places) if len(text) <= limit else None
