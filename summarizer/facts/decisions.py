"""What was decided is not turned round: no 暂缓 left out, no 否决 told as 同意.

决定暂缓实施迁建项目 and 决定实施迁建项目 share every character but two, and no character denies.
So two things are followed to the source: words that put something off or end it, where the output
goes on right behind them or leaps over them; and what became of each 《document》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.align import fold
from summarizer.facts.model import Finding, View

#: What puts off or ends what follows it.
_STAY: Final = re.compile(
    r"暂缓|暂停|暂不|停止|终止|中止|取消|推迟|延期|延缓|延后|推后|叫停|不再|停办|搁置|撤销|废止|放弃"
)
#: Any of these in the sentence tells, in other words, that it does not go on.
_TOLD: Final = re.compile(rf"{_STAY.pattern}|[暂缓停延未不免止退撤废禁]")
#: Of what stood behind the word, so many characters in one piece are the thing itself.
THING: Final = 4
#: What a leap over the word may leave out with it: 取消|原定于9月1日|举行.
LEAP: Final = 14
_ENDS: Final = re.compile(r"[。！？；\n]")
_TITLE: Final = re.compile(r"《([^《》]{2,40})》")
_AGAINST: Final = re.compile(
    r"否决|驳回|退回|搁置|不予(?:通过|批准|同意)|[未没](?:获|能|有|予)?(?:通过|批准|同意)|"
    r"不(?:同意|批准|通过)|暂缓(?:审议|表决|通过|出台|实施)|废止|撤销"
)
_FOR: Final = re.compile(r"同意|通过|批准")
#: Between two documents of one row, and between a verdict and its first document.
_ROW: Final = re.compile(r"(?:（[^（）]*）)?(?:[、，]|和|与|及|以及)*$")
_CLAUSE: Final = re.compile(r"[，。！？；：\n]")


def check(view: View) -> list[Finding]:
    """No word that puts off or ends something alone left out, no verdict turned round."""
    return [*_resumed(view), *_overturned(view)]


def _resumed(view: View) -> Iterator[Finding]:
    """What the output lets go on, though the source stops it."""
    output, source, places = fold(view.output), fold(view.source), view.places
    for stay in _STAY.finditer(source):
        scope = _stop(source, stay.end(), _CLAUSE)
        for j in range(len(places)):
            if not stay.end() <= places[j] < min(scope, stay.end() + LEAP):
                continue
            before = places[j - 1] if j else -1
            if stay.end() <= before < scope or (j and before >= stay.start()):
                continue
            close = places[j] == stay.end()
            leap = 0 <= before < stay.start() and not _ENDS.search(source, before + 1, stay.start())
            leap = (
                leap
                and before + 2 + LEAP > stay.start()
                and "的" not in source[stay.end() : places[j]]
            )
            if not (close or leap) or not _whole(places, j, scope):
                continue
            begin = after_last(output, "。！？；\n", j)
            end = _stop(output, j, _ENDS)
            words = output[j : j + THING]
            if _TOLD.search(output, begin, end) or _free(source, words):
                continue
            true = view.source[stay.start() : places[j + THING - 1] + 1]
            yield Finding(j, j + THING, true, "原文中暂缓或停止，与此相反", (true,))
            break


def _whole(places: tuple[int, ...], j: int, scope: int) -> bool:
    """Whether the output goes on from ``j`` with enough of the words up to ``scope``."""
    piece = places[j : j + THING]
    rising = all(a < b for a, b in pairwise(piece))
    return len(piece) == THING and rising and piece[-1] < scope


def _free(source: str, words: str) -> bool:
    """Whether ``words`` also stand where nothing puts them off."""
    at = source.find(words)
    while at >= 0:
        begin = after_last(source, "，。！？；：\n", at)
        if not _TOLD.search(source, begin, at):
            return True
        at = source.find(words, at + 1)
    return False


def _overturned(view: View) -> Iterator[Finding]:
    """Documents that the output lets pass and the source does not, or the other way round."""
    given: dict[str, set[bool]] = {}
    for title, verdict, _ in _verdicts(view.source):
        given.setdefault(title, set()).add(verdict)
    if not given:
        return
    for title, verdict, word in _verdicts(view.output):
        true = {v for t, vs in given.items() if title in t or t in title for v in vs}
        if true == {not verdict}:
            words = "通过" if not verdict else "否决"
            yield Finding(word[0], word[1], "", f"原文中{words}的，此处说法相反")


def _verdicts(text: str) -> Iterator[tuple[str, bool, tuple[int, int]]]:
    """Per document that a verdict is told of: title, whether it passed, and where that stands."""
    folded = fold(text)
    last: tuple[int, re.Match[str], bool] | None = None
    for title in _TITLE.finditer(folded):
        begin = after_last(folded, "，。！？；：\n、》", title.start())
        found = _verdict(folded, begin, title.start())
        if found is None:
            end = _stop(folded, title.end(), _CLAUSE)
            behind = folded.find("《", title.end(), end)
            found = _verdict(folded, title.end(), end if behind < 0 else behind)
        if found is None and last and _ROW.fullmatch(folded, last[0], title.start()):
            found = last[1], last[2]
        if found is None:
            last = None
            continue
        last = title.end(), *found
        yield title[1], found[1], found[0].span()


def _verdict(text: str, start: int, end: int) -> tuple[re.Match[str], bool] | None:
    """The verdict in text [start, end), the last one, and whether it lets pass."""
    against = _AGAINST.search(text, start, end)
    if against:
        return against, False
    passed = _FOR.search(text, start, end)
    return (passed, True) if passed else None


def _stop(text: str, at: int, marks: re.Pattern[str]) -> int:
    end = marks.search(text, at)
    return end.start() if end else len(text)
