"""What is put right in a brief that was copied, before it is checked: small and always true.

A dateline's day loses its 讯 (:func:`summarizer.datelines.dated`), the day on which the news was
learned goes (:func:`summarizer.datelines.learned`), who speaks gets the source's verb and a full
stop before him (:func:`summarizer.speech.spoken`), 先后 goes where of several places one is left,
and 等 stands for those left out of a row of persons present, 一行 for company.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.datelines import dated, learned
from summarizer.speech import spoken

_IN_TURN = re.compile(r"先后(?=(?:来|前往|到|走访|深入|赴)(?P<rest>[^，。；\n]*))")
_SEVERAL = re.compile(r"[、和与及]|以及|等地|多")

#: What those of a row do; ``sure`` where only persons do it.
_PRESENT = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!等)(?:一同|共同)?(?:出席|参加|陪同)(?P<sure>(?=[，。会活座调开仪]))?"
)
#: Behind those who get one post: 任命林岳为….
_INTO = re.compile(r"任命(?:[\u4e00-\u9fff·]{2,8}[、和])*[\u4e00-\u9fff·]{2,8}?(?<!等)(?P<into>为)")
_SETS_OUT = re.compile(r"(?<=[\u4e00-\u9fff])，(?=到|前往|赴|来到|深入|走访|看望|一行)")
_COMPANY = re.compile(r"(一行)，?$")
#: Leaders with their posts that may be left out of a row, in 字.
_ROW_LONGEST = 120
_ROW = re.compile(r"[、和与，]")
#: The end of a row, and nothing else.
_REST = re.compile(r"[、和与][\u4e00-\u9fff·、]{2,60}")
_STOP = re.compile(r"[。；！？\n]")


def amended(
    text: str, copied: Sequence[int], source: str, limit: int | None = None
) -> tuple[str, tuple[int, ...]]:
    """``text`` as it should have been copied from ``source``; 等 and 一行 only within ``limit`` 字.

    ``copied`` as in :class:`summarizer.types.Candidate`, and so returned.
    """
    found = _alone(*spoken(*learned(*dated(text, copied, source), source), source), source)
    more = _others(*_company(*found, source), source)
    return more if limit is None or len(more[0]) <= limit else found


def _alone(text: str, copied: tuple[int, ...], source: str) -> tuple[str, tuple[int, ...]]:
    """先后来到水厂 of 先后来到水厂、变电站 without 先后."""
    for found in reversed(list(_IN_TURN.finditer(text))):
        at = found.start()
        if at >= len(copied) or copied[at] < 0 or _SEVERAL.search(found["rest"]):
            continue
        own = _IN_TURN.match(source, copied[at])
        if own and _SEVERAL.search(own["rest"]):
            text = text[:at] + text[at + 2 :]
            copied = (*copied[:at], *copied[at + 2 :])
    return text, copied


def _company(text: str, copied: tuple[int, ...], source: str) -> tuple[str, tuple[int, ...]]:
    """林岳一行到福寿里 for 林岳，到福寿里, of 林岳、县政协主席沈砚一行，到福寿里."""
    for found in reversed(list(_SETS_OUT.finditer(text))):
        at = found.start()
        if not 0 < at < len(copied) - 1 or min(copied[at - 1], copied[at + 1]) < 0:
            continue
        start, stop = copied[at - 1] + 1, copied[at + 1]
        company = (
            _COMPANY.search(source, start, stop) if start < stop <= start + _ROW_LONGEST else None
        )
        if company and not _STOP.search(source, start, stop):
            places = range(company.start(1), company.end(1))
            text = text[:at] + company[1] + text[at + 1 :]
            copied = (*copied[:at], *places, *copied[at + 1 :])
    return text, copied


def _others(text: str, copied: tuple[int, ...], source: str) -> tuple[str, tuple[int, ...]]:
    """林岳等出席 for 林岳出席, of 林岳、高晓棠出席; and so 任命林岳等为审判员."""
    rows = [
        *(
            (found.start(), _ROW if found["sure"] is not None else _REST)
            for found in _PRESENT.finditer(text)
        ),
        *((found.start("into"), _REST) for found in _INTO.finditer(text)),
    ]
    for at, row in sorted(rows, reverse=True):
        if not 0 < at < len(copied) or min(copied[at - 1], copied[at]) < 0:
            continue
        left_out = source[copied[at - 1] + 1 : copied[at]]
        told = row.match(left_out) if row is _ROW else row.fullmatch(left_out)
        if told and not _STOP.search(left_out) and "为" not in left_out:
            text, copied = text[:at] + "等" + text[at:], (*copied[:at], -1, *copied[at:])
    return text, copied
