"""Blanks inside Chinese text: 县 长, 共 3 个, 李 翔. Some blanks mean something and stay.

Those are: between Latin words and between digits, the one between the parts of a headline, in a
list of names, behind a dateline, inside a credit (记者 乔一禾), between the halves of a quoted
slogan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.bylines import is_credit
from summarizer.datelines import opening
from summarizer.editing import Change

_MARK = re.compile("[，。、；：！？“”‘’（）《》【】…—·]")
_WORDS = r"[\u4e00-\u9fff·]{2,6}(?:（[^（）]{1,8}）)?"
_NAME = re.compile(_WORDS)
_ENDS_AS_NAME = re.compile(rf"(?:^|[：:，、（(]){_WORDS}$")
#: What the one named before does: 县委书记 林岳 致辞，
_DOES = "(?!致辞|主持|出席|讲话|参加|陪同|汇报|介绍|发言|宣布|通报|作|到|在|对|就|率)"
_BEGINS_AS_NAME = re.compile(rf"{_DOES}{_WORDS}(?:$|[，。；、）)])")
_HALVES = re.compile("(?<=[\u4e00-\u9fff]{3}) (?=[\u4e00-\u9fff]{3})")
_PARTS = re.compile(" ")
_PARTS_ONLY = re.compile("[\u4e00-\u9fff]{2,8}(?: [\u4e00-\u9fff]{2,8}){2,}")  # “创新 融合 绿色”
_QUOTED = re.compile("“[^“”]{1,80}”|《[^《》]{1,80}》")
_CREDITS = re.compile(r"[（(]([^（）()\n]{2,60})[）)]")


def blanks(paragraph: str, at: int, *, heading: bool, byline: bool) -> Iterator[Change]:
    """The blanks to drop in ``paragraph``, which starts at ``at`` of the whole text.

    A heading keeps the blanks between its parts, a byline those between names.
    """
    if " " not in paragraph:
        return
    tokens = paragraph.split(" ")
    keep = _kept(paragraph)
    listed = _listed(tokens)
    position = -1
    for k in range(1, len(tokens)):
        position += len(tokens[k - 1]) + 1
        left, right = tokens[k - 1], tokens[k]
        if position in keep or not left or not right:
            continue
        if not (byline or heading) and listed[k - 1] and listed[k]:
            continue
        if left[-1].isascii() and right[0].isascii():
            continue
        marks = _MARK.match(left[-1]) or _MARK.match(right[0])
        if byline or heading:
            alone = _alone(left) and _alone(right) if byline else _alone(left) or _alone(right)
            if not (alone or (marks and heading)):
                continue
        yield Change(at + position, at + position + 1)


def _alone(token: str) -> bool:
    """A single character or short number set wide, never a part of a headline; no mark (#)."""
    return token != "#" and (
        len(token) == 1 or (len(token) <= 4 and token.isascii() and token.isalnum())
    )


def _listed(tokens: list[str]) -> list[bool]:
    """Which tokens belong to a run of at least three names, neighbours of bare names included.

    The neighbours keep their distance, or the run would lose a name at each end every time.
    """
    found = [False] * len(tokens)
    start = 0
    while start < len(tokens):
        end = start + 1
        if _ENDS_AS_NAME.search(tokens[start]):
            while end < len(tokens) and _NAME.fullmatch(tokens[end]):
                end += 1
            if end < len(tokens) and _BEGINS_AS_NAME.match(tokens[end]):
                end += 1
            if end - start >= 3:
                first = max(0, start - 1) if _NAME.fullmatch(tokens[start]) else start
                last = end + 1 if _NAME.fullmatch(tokens[end - 1]) else end
                last = min(last, len(tokens))
                found[first:last] = [True] * (last - first)
                end -= 1  # the last name may begin another run
        start = max(end, start + 1)
    return found


def _kept(paragraph: str) -> set[int]:
    """Blanks behind a dateline, inside credits, between the halves of a quoted slogan."""
    found: set[int] = set()
    head = opening(paragraph[:160])
    if head and head.end and paragraph[head.end - 1] == " ":
        found.add(head.end - 1)
    for credit in _CREDITS.finditer(paragraph):
        if " " in credit[1] and is_credit(credit[1]):
            found.update(i for i in range(*credit.span()) if paragraph[i] == " ")
    for quoted in _QUOTED.finditer(paragraph):
        halves = _PARTS if _PARTS_ONLY.fullmatch(quoted.group()[1:-1]) else _HALVES
        found.update(m.start() for m in halves.finditer(paragraph, *quoted.span()))
    return found
