"""Organisations, in full or as the text itself abbreviates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.facts import segment
from summarizer.facts.lexicon import alternatives, words
from summarizer.facts.model import Fact, Finding, Kind, View

_ENDING: Final = re.compile(alternatives(words("organisation_endings.txt")))
#: Characters that the name of a body can have, and how many stand before its ending at most.
_NAME: Final = re.compile(r"[一-龥A-Za-z0-9（）·]*$")
_LONGEST: Final = 24
_STOP = re.compile(
    r"[在向对为被让请叫使把将与和及同是等的了也由率到从赴以并、，。]|来到|走进|召开|主持|出席|指出|强调|"
    r"成立|前往|随后|近日|日前|听取|全体|各级|有关|相关|会议|参加|组织|开展|联合|慰问|走访|调研|代表|表示|"
    r"发挥|反映|联系|引进|提升|支持|配合|邀请|启动|要求|责成|督促|任命|免去其?"
)
_GENERAL: Final = re.compile(r"全[省市县区州镇乡街]|[该本我各两]")
_COMPANY: Final = re.compile(r"(?:公司|集团|合作社)$")
_SHORT: Final = re.compile(r"([一-龥]+[省市县区州旗])(政协|委)")
#: A body of a zone, not of the place before it.
_ZONE: Final = re.compile(r"(?<=[省市县区州镇乡])(?:管委会|党工委|管理委员会)$")
#: The seat of a place, with its level.
_SEAT: Final = re.compile("([一-龥]{2,4})([省市县区州旗])(?:委|政府|纪委|监委|人大|政协)")
_BRACKET: Final = re.compile("（[^（）]*）")
_COMMITTEE: Final = re.compile("[省市县区州旗镇]委$")
#: Behind 县委 these make it another body, or a person.
_OFFICE: Final = re.compile(
    "办(?:公室)?(?!理|公会)|机关|组织部|宣传部|统战部|政法委|社会工作部|党校|编办|巡察"
)
_MEMBER: Final = re.compile("常委(?!会)|副?书记|委员")
#: Characters that an abbreviation may leave out between two that it keeps.
_GAP: Final = 6


def extract(text: str) -> Iterator[Fact]:
    """Organisations by position."""
    last = 0
    for match in _ENDING.finditer(text):
        window = text[max(last, match.start() - _LONGEST) : match.start()]
        body = _NAME.search(window)
        start = match.start() - (len(body[0]) if body else 0)
        for stop in _STOP.finditer(text, start, match.start()):
            start = stop.end()
        last = match.end()
        if match.end() - start >= 3 and not text.endswith("协商会", 0, match.end()):  # a meeting
            surface = text[start : match.end()]
            yield Fact(Kind.ORGANISATIONS, surface, surface, start, match.end())


def check(view: View) -> list[Finding] | None:
    """Each organisation stands in the source so, or its characters do, in order and together."""
    said = view.said.of(Kind.ORGANISATIONS)
    if not said:
        return None
    found: list[Finding] = []
    for fact in said:
        if _beheaded(view, fact):
            found.append(view.instead(fact, view.given.of(Kind.ORGANISATIONS), "企业名称不完整"))
            continue
        if _spliced(view, fact):
            found.append(
                view.instead(fact, view.given.of(Kind.ORGANISATIONS), "机构名称系拼接而成")
            )
            continue
        if fact.surface in view.source or _abbreviated(view, fact) or _placed(view, fact):
            continue
        if _behind_a_verb(view, fact) or _in_full(view, fact):
            continue
        if not any(fact.start <= u.start and u.end <= fact.end for u, _ in view.exchanged):
            continue
        found.append(view.instead(fact, view.given.of(Kind.ORGANISATIONS), "原文没有这个机构"))
    return found


def _beheaded(view: View, fact: Fact) -> bool:
    """Whether a company's name lost its beginning, alone or behind a place: 绛州|科铸造公司.

    A place before a name may be left out, and so may what is no part of it: whose first
    characters are missing is another company. A name that the source has from its place on
    (文明单位|清河某公司, 参观|清河某公司) is whole.
    """
    if not _COMPANY.search(fact.surface):
        return False
    if _begins(view, fact):
        return False
    names = [f.surface for f in view.given.of(Kind.ORGANISATIONS)]
    cuts = [f.end - fact.start for f in view.said.of(Kind.PLACES) if f.start == fact.start]
    for at in (0, *cuts, _verb_end(fact.surface)):
        rest = fact.surface[at:]
        longer = [n for n in names if n.endswith(rest)] if rest else []
        if longer:
            return all(not _detachable(n[: -len(rest)]) for n in longer)
    return False


def _begins(view: View, fact: Fact) -> bool:
    """Whether the source has a name from its place on, or from 该, whatever led to it."""
    starts = [f.start for f in view.said.of(Kind.PLACES) if fact.start <= f.start < fact.end]
    starts += [fact.start + at for at in [fact.surface.find("该")] if at >= 0]
    return any(
        view.output[start - 1 : start] != "（" and view.output[start : fact.end] in view.source
        for start in starts
    )


def _detachable(head: str) -> bool:
    """Whether a name may stand without ``head``: nothing, a place, or no part of a name."""
    if not head or head[-1] in "省市县区州镇乡村":
        return True
    if head[-1] == "）":  # 绿能（石鼓）|科技有限公司 is one name, 鲁丰（集团）|农业有限公司 too
        opened = head.rfind("（")
        return opened == 0 or (opened > 0 and _ENDING.search(head, 0, opened) is not None)
    word, tag = segment.tagged(head)[-1]
    return tag in ("v", "p", "c", "uj") or (tag == "ns" and len(word) > 1)


def _verb_end(surface: str) -> int:
    """Where the last verb of a name that has one ends: 石鼓县举行|科技有限公司; 0 if none."""
    at = end = 0
    for word, tag in segment.tagged(surface):
        at += len(word)
        end = at if tag == "v" and len(word) > 1 else end
    return end


def _spliced(view: View, fact: Fact) -> bool:
    """Whether a name was put together of two, or lost what tells it from its neighbour."""
    if fact.surface in view.source:
        return _of_its_office(view, fact)
    zone, seat = _ZONE.search(fact.surface), _SEAT.match(fact.surface)
    if seat is not None:  # 云岭|市委, where 云岭 is a county
        known = seat[1] + seat[2] in view.source
        return not known and re.search(seat[1] + "[省市县区州旗]", view.source) is not None
    if zone is not None:  # 临溪区|管委会 of 临溪区高新技术产业开发区管委会
        between = re.escape(fact.surface[: zone.start()]) + f"[一-龥]{{2,12}}[区园港]{zone[0]}"
        return re.search(between, view.source) is not None
    if not _COMPANY.search(fact.surface) or _begins(view, fact) or not _jointed(view, fact):
        return False
    given = view.given.of(Kind.ORGANISATIONS)
    firms = {f for p in view.places[fact.start : fact.end] for f in given if f.start <= p < f.end}
    names = {f.surface for f in firms if _COMPANY.search(f.surface)}
    return len(names) > 1 and all(fact.surface not in _BRACKET.sub("", name) for name in names)


def _of_its_office(view: View, fact: Fact) -> bool:
    """Whether a committee is told for its office: 云岭县委 of 云岭县委办公室机关党委."""
    ends = [m.end() for m in re.finditer(re.escape(fact.surface[-2:]), view.source)]
    offices = [end for end in ends if _OFFICE.match(view.source, end)]
    return (
        _COMMITTEE.search(fact.surface) is not None
        and bool(offices)
        and not any(beside.match(view.output, fact.end) for beside in (_OFFICE, _MEMBER))
        and all(end in offices or _MEMBER.match(view.source, end) for end in ends)
    )


def _jointed(view: View, fact: Fact) -> bool:
    """Whether a name was copied from two places of the source."""
    places = [p for p in view.places[fact.start : fact.end] if p >= 0]
    return any(not 0 < b - a <= _GAP + 1 for a, b in pairwise(places))


def _behind_a_verb(view: View, fact: Fact) -> bool:
    """Whether the source has what is left behind a verb: 督查|学校, 专访|财政部."""
    at = 0
    for word, tag in segment.tagged(fact.surface):
        at += len(word)
        if tag in ("v", "vd") and len(fact.surface) - at >= 2 and fact.surface[at:] in view.source:
            return True
    return False


def _placed(view: View, fact: Fact) -> bool:
    """Whether only whose body it is was put before it: 广东 before the source's 省委, 该中心."""
    general = _GENERAL.match(fact.surface)
    if general and fact.surface[general.end() :] in view.source:
        return True
    places = [f for f in view.said.of(Kind.PLACES) if f.start == fact.start and f.end < fact.end]
    return any(
        f.surface in view.source and view.output[f.end : fact.end] in view.source for f in places
    )


def _in_full(view: View, fact: Fact) -> bool:
    """Whether the source has its full name: 政协云岭县委员会 for 云岭县政协, 中共云岭县委员会."""
    short = _SHORT.fullmatch(fact.surface)
    if short is None:
        return False
    head = "政协" if short[2] == "政协" else "中共"
    return f"{head}{short[1]}委员会" in view.source


def _abbreviated(view: View, fact: Fact) -> bool:
    """Whether one passage of the source has all its characters, in order and near each other."""
    first = view.source.find(fact.surface[0])
    while first >= 0:
        at = first
        for c in fact.surface[1:]:
            at = view.source.find(c, at + 1, at + 2 + _GAP)
            if at < 0:
                break
        else:
            return "。" not in view.source[first:at]
        first = view.source.find(fact.surface[0], first + 1)
    return False
