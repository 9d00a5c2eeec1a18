"""Figures with their units, percentages, ranges, money, ordinals, and the basis of a comparison.

Equal in value is equal: 两名 = 2名, 百分之五 = 5%, 3.5万亩 = 35000亩. The words that turn a
figure round (同比 or 环比, 增长 or 下降) are facts of this kind too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from summarizer.facts import parallel
from summarizer.facts.align import fold
from summarizer.facts.lexicon import alternatives, words
from summarizer.facts.model import Fact, Finding, Kind, View
from summarizer.facts.numerals import NUMERAL, plain, value
from summarizer.types import Task

#: Words of comparison and their opposites.
OPPOSITES: Final = {
    "同比": ("环比",),
    "环比": ("同比",),
    "增长": ("下降", "减少", "下滑"),
    "上升": ("下降", "下滑"),
    "上涨": ("下跌", "下降"),
    "增加": ("减少", "下降"),
    "提高": ("降低",),
    "下降": ("增长", "上升", "增加", "上涨"),
    "减少": ("增加", "增长"),
    "下跌": ("上涨",),
    "下滑": ("增长", "上升"),
    "降低": ("提高",),
    "以上": ("以下",),
    "以下": ("以上",),
}
#: Words that a writer never puts in by himself: absent from the source, they are wrong.
_EXACT_BASIS: Final = frozenset({"同比", "环比"})

#: A rounded figure is at least this share of the true one, or the other way round.
ROUND: Final = Fraction(19, 20)
#: Units that count the same things.
_SAME_UNIT: Final = {
    "名": "人",
    "位": "人",
    "％": "%",
    "千米": "公里",
    "周年": "年",
    "平方千米": "平方公里",
}

_UNIT = alternatives(words("units.txt"))
_FIGURE = re.compile(
    rf"(?P<percent>百分之)(?P<hundredths>{NUMERAL})"
    rf"|(?P<below>{NUMERAL})分之(?P<above>{NUMERAL})"
    rf"|(?P<ordinal>第)?(?P<low>{NUMERAL})(?P<mark1>[%％‰])?"
    rf"(?:(?P<dash>[-—–－~～至到]+)(?P<high>{NUMERAL}))?"
    rf"(?P<vague>[余多几])?(?P<large>[万亿]+)?(?P<unit>[%％‰℃]|(?!位数|(?<=[两双三])[部国地方校院](?!分))(?:{_UNIT}))?"
)
_BASIS = re.compile("|".join(OPPOSITES))
_ARABIC_START = re.compile(r"[0-9]")


def extract(text: str, taken: frozenset[int] = frozenset()) -> Iterator[Fact]:
    """Figures and comparison words; ``taken`` are positions that belong to dates."""
    folded = fold(text)
    at = 0
    while match := _FIGURE.search(folded, at):
        start, end = match.span()
        at = max(end, start + 1)
        if start in taken:
            at = start + 1
            continue
        normal = _normal(match)
        if normal is None:
            at = start + 1 if not _ARABIC_START.match(match[0]) else at
            continue
        yield Fact(Kind.NUMBERS, text[start:end], normal, start, end)
    for match in _BASIS.finditer(folded):
        yield Fact(Kind.NUMBERS, match[0], "@" + match[0], match.start(), match.end())


def _normal(match: re.Match[str]) -> str | None:
    """``value unit`` with % and ordinals marked; None for numerals that only look like figures."""
    if match["percent"]:
        number = value(match["hundredths"])
        return None if number is None else f"{plain(number)} %"
    if match["below"]:
        below, above = value(match["below"]), value(match["above"])
        return f"{plain(above / below)} /" if below and above is not None else None
    low, unit = match["low"], match["unit"] or ""
    mark = match["mark1"] or ""
    arabic = bool(_ARABIC_START.match(low))
    number = value(low)
    if number is None:
        return None
    if (
        not arabic
        and not match["ordinal"]
        and (not unit or number == 1 or (len(low) > 1 and number < 10))
    ):
        return None  # 一些, 一个, 三农, 一一: words, not figures
    scale = 1
    for c in match["large"] or "":
        scale *= 10**4 if c == "万" else 10**8
    if (vague := match["vague"]) and scale == 1 and not unit:
        unit = vague
    unit = _SAME_UNIT.get(unit, unit) or mark.replace("％", "%")
    prefix = "第" if match["ordinal"] else ""
    if match["high"]:
        high = value(match["high"])
        if high is None:
            return None
        return f"{prefix}{plain(number * scale)}~{plain(high * scale)} {unit}"
    return f"{prefix}{plain(number * scale)} {unit}"


def check(view: View) -> list[Finding] | None:
    """Each figure must be in the source with its unit, and where the source has it."""
    said = view.said.of(Kind.NUMBERS)
    if not said:
        return None
    given = view.given.of(Kind.NUMBERS)
    found: list[Finding] = []
    for fact in said:
        finding = _basis(view, fact, given) if fact.normal[0] == "@" else _figure(view, fact, given)
        if finding is not None:
            found.append(finding)
    wrong = {f.start for f in found}
    return found + [f for f in parallel.check(view) if f.start not in wrong]


def _figure(view: View, fact: Fact, given: tuple[Fact, ...]) -> Finding | None:
    number, _, unit = fact.normal.rpartition(" ")
    own = [f for f in given if f.normal == fact.normal or (not unit and _number(f) == number)]
    own += [f for f in _whole(view, fact) if f not in own]
    rivals = [f for f in given if f.normal[0] != "@" and _rival(f, fact)]
    if not own and view.task is Task.HEADLINE and _rounded(fact, given):
        return None
    if not own and _both(fact, rivals, unit):
        return None
    if not own:
        return view.instead(fact, rivals, "原文没有这个数字")
    rivals = [f for f in rivals if f.normal.rpartition(" ")[2] == unit]
    rival = view.displaced(fact, own, rivals, margin=2.0, least=5.0)
    if rival is None:
        return None
    return Finding(fact.start, fact.end, rival.surface, "数字与原文此处不同", (rival.surface,))


def _rounded(fact: Fact, given: tuple[Fact, ...]) -> bool:
    """Whether a headline's figure is the source's, told roundly: 超4300亿元 of 4331.7亿元."""
    number, _, unit = fact.normal.rpartition(" ")
    if "~" in number or "/" in number or number[:1] == "第":
        return False
    said = Fraction(number)
    for other in given:
        true, _, other_unit = other.normal.rpartition(" ")
        if other_unit != unit or "~" in true or "/" in true or true[:1] in ("第", "@"):
            continue
        near = ROUND * Fraction(true) <= said <= Fraction(true) / ROUND
        if near and len(number.strip("0")) < len(true.strip("0")):
            return True
    return False


def _both(fact: Fact, rivals: list[Fact], unit: str) -> bool:
    """Whether a writer sums up two things named before (两家企业) and the source counts none."""
    counted = any(f.normal.rpartition(" ")[2] == unit for f in rivals)
    return fact.surface[0] == "两" and _number(fact) == "2" and not counted


def _number(fact: Fact) -> str:
    return fact.normal.rpartition(" ")[0]


def _rival(other: Fact, fact: Fact) -> bool:
    """Another figure that could stand for ``fact``: other value, or same value in other units."""
    if other.normal == fact.normal:
        return False
    return (other.surface[0] == "第") == (fact.surface[0] == "第")


def _whole(view: View, fact: Fact) -> list[Fact]:
    """Occurrences of the surface that are not the tail or head of a longer figure."""
    whole = []
    for place in view.occurrences(fact):
        before = view.source[place.start - 1 : place.start]
        after = view.source[place.end : place.end + 1]
        if _joins(before, fact.surface[0]) or _joins(fact.surface[-1], after):
            continue
        whole.append(place)
    return whole


def _joins(left: str, right: str) -> bool:
    digits = "0123456789."
    return bool(left) and bool(right) and left in digits and right in digits


def _basis(view: View, fact: Fact, given: tuple[Fact, ...]) -> Finding | None:
    own = [f for f in given if f.normal == fact.normal]
    rivals = [f for f in given if f.normal[1:] in OPPOSITES[fact.surface]]
    if not own and fact.surface in _EXACT_BASIS and (rivals or view.task is Task.BRIEF):
        _, nearest = view.best_context(fact, rivals)
        rival = nearest
    else:
        rival = view.displaced(fact, own, rivals, margin=2.5, least=4.0)
        if rival is None:
            return None
    source = rival.surface if rival else ""
    return Finding(
        fact.start, fact.end, source, "比较的说法与原文不同", (source,) if source else ()
    )
