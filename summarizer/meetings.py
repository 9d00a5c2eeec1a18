"""Two meetings, or the events of two days, are not told as one.

6月3日，市委常委会召开会议，高崇礼主持召开县委常委会会议 puts the county's meeting of the fifth on
the third, and 高崇礼主持召开市委常委会会议 gives him the city's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.facts.dates import agree
from summarizer.facts.model import Fact, Facts, Kind, View
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_STOP: Final = "。！？；\n"
_CLAUSE: Final = re.compile(r"[^，：]+")
_SENTENCE: Final = re.compile(r"[^。！？；\n]+")
_OPENS: Final = ("", *"，。；：！？（“\n 　")
#: Behind a day on which nothing is said to have happened: 6月20日前完成.
_NO_DAY: Final = re.compile(r"(?:之?前|之?后|[起止至到底—–~-]|以[来前后])")
_DAY: Final = re.compile(r"-\d{1,2}(?: |$)")
#: What is done on a day; what is told of (通报19日的事故) may be of another.
_DEED: Final = re.compile(r"主持|召开|举行|讲话|出席")
#: Of which level a body is.
_LEVEL: Final = re.compile(r"[省市县区州旗乡镇](?=委|政府|人大|政协|总工会|纪委|监委)")
_HOLDS: Final = "主持召开"
_ENDS: Final = "，。；！？、 \n并（("


def own_day(view: View) -> Check:
    """Whether no meeting is told of another day than the one its source sentence names."""
    days = list(_days(view.given))
    said = list(_days(view.said))
    for sentence in _SENTENCE.finditer(view.output):
        day: Fact | None = None
        for clause in _CLAUSE.finditer(view.output, sentence.start(), sentence.end()):
            named = [d for d in said if clause.start() <= d.start < clause.end()]
            deed = _DEED.search(clause[0])
            place = view.places[clause.start() + deed.start()] if deed else -1
            if named:
                day = named[-1]
            elif day and place >= 0:
                start = after_last(view.source, _STOP, place)
                told = [d for d in days if start <= d.start < place]
                if told and not any(agree(d.normal, day.normal) for d in told):
                    reason = f"原文说的是{told[-1].surface}"
                    return mixed(view, clause.start(), clause.end(), reason)
    return sound(view.task)


def _days(facts: Facts) -> Iterator[Fact]:
    """The days that begin a clause: something happened on them."""
    for fact in facts.of(Kind.DATES):
        opens = facts.text[: fact.start][-1:] in _OPENS
        if opens and _DAY.search(fact.normal) and not _NO_DAY.match(facts.text, fact.end):
            yield fact


def own_sitting(view: View) -> Check:
    """Whether nobody is said to hold the meeting of a body of another level than his own."""
    given = list(_held(view.given))
    for who, what in _held(view.said):
        held = [body for name, body in given if name == who]
        level = frozenset(_LEVEL.findall(what))
        if (
            level
            and held
            and all(_LEVEL.search(b) and level.isdisjoint(_LEVEL.findall(b)) for b in held)
        ):
            start = view.output.find(_HOLDS + what)
            return mixed(view, start, start + len(_HOLDS + what), "不是同一个会议", held[0])
    return sound(view.task)


def _held(facts: Facts) -> Iterator[tuple[str, str]]:
    """Who 主持召开 what, by the text's own words, where the name is right before the verb."""
    text = facts.text
    for name in facts.of(Kind.NAMES):
        if text.startswith(_HOLDS, name.end):
            begin = name.end + len(_HOLDS)
            yield name.normal, text[begin : until_first(text, _ENDS, begin)]
