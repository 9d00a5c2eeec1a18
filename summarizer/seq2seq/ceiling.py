"""A hard ceiling in 字 that still ends on a whole sentence or clause.

Every engine passes its raw outputs through :func:`end_within`. It only ever takes characters
away from the end (and closes a brief with 。), so it cannot change a fact, and copied positions
stay aligned: the result is a prefix of the text, a brief's with 。 after it or as its last mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.types import Task

_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "「": "」"}
_STOPS = "。！？"
_BREAKS = "，；"
#: Marks that can end neither a headline nor a brief.
_LOOSE = "，；：、…—,;:.·" + " \u3000\n\t"

#: A sentence that leaves more than this share of the ceiling unused gives way to a later clause.
_WASTE = 2 / 3

#: A clause that cannot stand last: it announces what follows, or only says when or why.
_OPEN_CLAUSE = re.compile(
    r".*(强调|指出|要求|表示|提出|认为|明确|介绍|宣布|希望|建议|透露|称|说|道|获悉)"
    r"|(上午|下午|晚上?|凌晨|[\d年月日号时点分前后起至到—-])+|近日|日前|目前|连日来|近期|据悉|其中|同时|此外|会上|截至.*"
    r"|(为|为了|由于|因为?|如果?|若|虽然|尽管|随着|根据|按照|围绕|针对|鉴于|除|一旦|只有|不仅|不但)"
    r"(?![期此该]).*"
    r"|[在当自从](?!于).*(中|后|前|时|下|上|里|期间|以来|之际|起)"
)


def end_within(text: str, task: Task, max_chars: int, *, finished: bool = True) -> str | None:
    """``text`` ended for print in at most ``max_chars`` 字, or None where nothing whole fits.

    A headline is one sentence, without its full stop (！ and ？ stay); where it is too long it
    is cut at its last space or clause. A brief ends with 。: where it is too long it is cut
    after its last whole sentence, or after its last whole clause where sentences would leave
    two thirds of the room empty. Nothing is cut inside quotes, brackets or a title, and no cut
    ends on a clause that only announces the next (会议强调，) or says when (4月19日，).

    ``finished`` is False where the search stopped before the model had come to its end: then
    the text's own end is no place to stop either.
    """
    if task is Task.HEADLINE:
        first = next((end for end, stop in _ends(text, task) if stop), len(text))
        text, finished = text[:first], finished or first < len(text)
    if finished and (whole := _ended(text, task, max_chars)) is not None:
        return whole
    sentence = clause = None
    for end, stop in _ends(text, task):
        part = _ended(text[:end], task, max_chars)
        if part is None:
            continue
        if stop:
            sentence = part
        else:
            clause = part
    if sentence is None or clause is None:
        return sentence or clause
    return clause if len(sentence) < max_chars * (1 - _WASTE) < len(clause) else sentence


def _ended(text: str, task: Task, max_chars: int) -> str | None:
    """``text`` with its final mark put right, or None where it is too long or cannot end so."""
    kept = text.rstrip(_LOOSE)
    if task is Task.HEADLINE:
        kept = kept.rstrip("。" + _LOOSE)
    if not kept or len(kept) > max_chars:
        return None
    if task is Task.BRIEF and not _stopped(kept):
        kept += "。"
    if len(kept) > max_chars:
        return None
    last = re.split(f"[{_STOPS}{_BREAKS}]", kept.rstrip(_STOPS))[-1]
    return None if not last or _OPEN_CLAUSE.fullmatch(last) else kept


def _stopped(text: str) -> bool:
    """Whether a sentence ends here: at its mark, or at the quote that closes after the mark."""
    inner = text.rstrip("".join(_PAIRS.values()))
    return bool(inner) and inner[-1] in _STOPS


def _ends(text: str, task: Task) -> Iterator[tuple[int, bool]]:
    """Ends of the whole sentences (True) and clauses (False) outside all quotes and brackets."""
    closers: list[str] = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            closers.append(_PAIRS[char])
        elif closers and char == closers[-1]:
            closers.pop()
            if not closers and text[i - 1] in _STOPS:
                yield i + 1, True
        elif closers:
            continue
        elif char in _STOPS:
            yield i + 1, True
        elif char in _BREAKS or (char == "\n" and task is Task.BRIEF):
            yield i + 1, False
        elif task is Task.HEADLINE and char in " \u3000" and _parts(text, i):
            yield i, False


def _parts(text: str, space: int) -> bool:
    """Whether a space separates two parts of a headline, and not two Latin words."""
    before, after = text[space - 1 : space], text[space + 1 : space + 2]
    return not (before.isascii() and after.isascii())
