"""Figures of clauses that are built alike stay with what they count.

固定资产投资41.2亿元，下降2.7%；社会消费品零售总额33.05亿元，增长5.9% has each figure beside the
same words as the next, so where a figure stands tells little. What tells is its label, the words
before it in its clause; of a bare 增长5.9% the label of the figure before; and, where clauses share
their label, the day or year that they are told of. Where the source gives a label another figure
of the same unit, and the figure only to other labels, the two were exchanged. So they were where
every place of the figure in the source has another basis (同比, 环比), side (收入, 支出) or period.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Facts, Finding, Kind, View
from summarizer.facts.months import Months, months, other

_CLAUSE: Final = "，。；;：:！？、\n（）()"
_COMMA: Final = "，。；;！？\n"
_SENTENCE: Final = "。；;！？\n"
#: What stands between a label and its figure, or before a label, and says nothing of its own.
_VERB: Final = re.compile(
    r"(?:分别|累计|共计?|已|就|均|仅|约|近|超过?|达到?|完成|实现|为|是|有|突破|达成|增至|升至|降至|了|至少|"
    r"不[少低]于|高达|预计|可|将|力争|总计|合计|到|至)+$"
)
_OPENING: Final = re.compile(r"^(?:份|其中|截[至止]|到|至|在|全年|同期|预计|力争|[，\s])+")
#: A clause that only compares: it is told of what the figure before it counts.
_COMPARES: Final = re.compile(
    r"(?:同比|环比|比[^，]{1,8}|较[^，]{1,8}|名义|实际|分别|年均|平均|再|净|又)*"
    r"(?P<way>增长|增加|增|上升|上涨|提高|提升|下降|减少|降低|下跌|回落|收窄|占比?|占[^，]{1,8})?"
    r"(?:了|为|达|的比重)*"
)
#: Before a label, and no part of what it names.
_WHOLE: Final = re.compile(r"^(?:全[国省市县区年]|目前|共|累计|实现|完成|规模以上(?=企业))+")
#: Ways to change, as against shares: one figure is told of one way only.
_SHARE: Final = "占"
#: Words of which a figure is told one or another, and never of both by one label.
_SIDES: Final = (
    re.compile("同比|环比"),
    re.compile("收入|支出"),
    re.compile("(?<!进)出口|进口"),
    re.compile("存款|贷款"),
    re.compile("城镇|农村"),
)
#: Before a period that something is compared with, or begins in: 增速比上半年提高, 自4月启动.
_THAN: Final = ("比", "较", "与", "同", "于", "自", "从")
#: Characters from which on a label is enough to know it by.
LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its label, its way of comparing where it has none, and when it is told of."""

    fact: Fact
    unit: str
    label: str
    place: str  # whose figure it is, before the label; "" where the whole county's
    own: bool  # the label stands in the figure's own clause
    way: str
    when: str
    period: Months | None
    clause: str  # the words before the figure, from the last comma on
    sides: tuple[frozenset[str], ...]  # of _SIDES, what the clause says, else the label
    after: str  # what is counted begins so; "" where the clause ends


def check(view: View) -> list[Finding]:
    """Each figure of the output stands behind a label, and a date, that the source gives it."""
    given = list(_figures(view.given))
    found: list[Finding] = []
    for figure in _figures(view.said):
        fact = figure.fact
        true = _true(figure, [g for g in given if g.unit == figure.unit])
        if true is not None:
            words = true.fact.surface
            found.append(Finding(fact.start, fact.end, words, "数字在原文属于另一项", (words,)))
            continue
        own = [g for g in given if g.fact.normal == fact.normal]
        if own and all(_opposed(figure, g) for g in own):
            words = own[0].clause + own[0].fact.surface
            found.append(Finding(fact.start, fact.end, words, "数字在原文属于另一项"))
    return found


def _opposed(one: _Figure, two: _Figure) -> bool:
    """Whether two figures say that they are of different sides, or of different periods."""
    if one.period and two.period and other(one.period, two.period):
        return True
    sides = zip(one.sides, two.sides, strict=True)
    return any(x and y and x.isdisjoint(y) for x, y in sides)


def _true(figure: _Figure, given: list[_Figure]) -> _Figure | None:
    """The source's figure for the label of ``figure``, where its own is another label's."""
    own = [g for g in given if g.fact.normal == figure.fact.normal]
    shared = "分别" in figure.clause  # 第一、第三产业分别为…: the label is of several
    if shared or not own or len(figure.label) < LEAST or not all(g.label for g in own):
        return None
    alike = [
        g
        for g in given
        if (g.own, g.way, g.after) == (figure.own, figure.way, figure.after) and _alike(g, figure)
    ]
    mine = [g for g in own if _may_name(g, figure)]
    if not mine:
        return alike[0] if alike else None
    if not figure.when or any(g.when in ("", figure.when) for g in mine):
        return None
    return next((g for g in alike if g.when == figure.when), None)


def _may_name(figure: _Figure, said: _Figure) -> bool:
    """Whether the label of ``said`` may be the figure's, told more fully or more shortly."""
    label, own = _plain(said.place + said.label), _plain(figure.place + figure.label)
    if own in label or label in own or _alike(figure, said):
        return True
    rest = iter(figure.clause)
    return all(c in rest for c in label)


def _alike(one: _Figure, two: _Figure) -> bool:
    """Whether two labels are the same: 石鼓县财政收入 is 全县财政收入, and not 青田县财政收入."""
    places = {one.place, two.place} - {""}
    return len(places) < 2 and _plain(one.label) == _plain(two.label)


def _plain(label: str) -> str:
    return _WHOLE.sub("", label)


def _sides(*words: str) -> tuple[frozenset[str], ...]:
    """Per pair of _SIDES which the first of ``words`` says that says any."""
    found: list[frozenset[str]] = []
    for side in _SIDES:
        said = (frozenset(side.findall(w)) for w in words)
        found.append(next((names for names in said if names), frozenset()))
    return tuple(found)


def _figures(facts: Facts) -> Iterator[_Figure]:
    text = fold(facts.text)
    dates = sorted(facts.of(Kind.DATES), key=lambda f: (f.start, f.end))
    starts = [d.start for d in dates]
    places = {p.start: p.end for p in facts.of(Kind.PLACES)}
    sentence, label, place, last = -1, "", "", 0
    for fact in sorted(facts.of(Kind.NUMBERS), key=lambda f: f.start):
        if fact.normal[0] in "@第" or fact.start < last:
            continue
        here = after_last(text, _SENTENCE, fact.start)
        if here != sentence:
            sentence, label, place = here, "", ""
        clause = after_last(text, _CLAUSE, fact.start)
        inside = dates[bisect_left(starts, here) : bisect_left(starts, fact.start)]
        begin = max([clause, *(d.end for d in inside)])
        cut = begin < last  # behind another figure: half a label
        words = _OPENING.sub("", text[max(begin, last) : fact.start])
        at = fact.start - len(words)
        words = _VERB.sub("", words)
        comma = after_last(text, _COMMA, fact.start)
        told = text[max(clause, last) : fact.start]
        if "分别" in text[comma : fact.start]:  # 收入、支出分别为: either may be meant
            told = text[comma : fact.start]
        last = fact.end
        after = text[fact.end : fact.end + 1]
        after = "" if after in _CLAUSE else after
        compares = _COMPARES.fullmatch(words)
        own = compares is None
        if own:
            named = min(places.get(at, at), at + len(words))
            place, label = ("", "") if cut else (text[at:named], words[named - at :])
        unit = fact.normal.rpartition(" ")[2]
        if not unit or (not own and after):
            continue
        way = (compares["way"] or "") if compares else ""
        way = way and (_SHARE if way.startswith(_SHARE) else "变")
        when = inside[-1].normal if inside else ""
        yield _Figure(
            fact=fact,
            unit=unit,
            label=label,
            place=place,
            own=own,
            way=way,
            when=when,
            period=_period(inside, text),
            clause=text[comma : fact.start],
            sides=_sides(told, label),
            after=after,
        )


def _period(dates: Sequence[Fact], text: str) -> Months | None:
    """The months that the last of ``dates`` covers that nothing is compared with."""
    told = [d for d in dates if text[d.start - 1 : d.start] not in _THAN]
    return months(told[-1], text) if told else None
