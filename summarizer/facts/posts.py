"""Posts (职务): a grammar of body and rank, not a list of titles.

An elementary post is ``[former] [body] [modifier] rank``: 原 | 云岭县委 | 副 | 书记. Posts of one
person stand in a row joined by 、. Ranks are a closed class; bodies are open, so a body is
whatever stands left of the rank up to a boundary and ends like a body (委, 局, 会, 公司 …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.facts.lexicon import alternatives, words
from summarizer.facts.model import Fact, Finding, Kind, View

_MODIFIERS: Final = "第一副|常务副|执行副|候补|名誉|常务|第一|执行|副|代理|代|兼"
_FORMER: Final = "原任|原|时任|前任|前|拟任"
_RANK: Final = alternatives(words("ranks.txt"))

#: Characters that end a body, read from right to left.
BODY_END: Final = frozenset(
    "委府会协部局厅处科办室组院校学司团心所站队区县市省州旗盟镇乡村社道台馆行网园党军国军警检法监盟联"
    "厂矿店库港庭署关房银企业库坊苑署集构里岛"
)
#: A body does not reach back over one of these.
_STOP = re.compile(
    r"[^一-龥A-Za-z0-9·]|由|任命|任|当选|现任|担任|选举|陪同|会见|会上|邀请|随后|日前|近日|同时|其中|"
    r"以及|包括|主持|出席|参加|欢迎|宣布|免去|撤销|"
    r"[在向对为被让请叫使把将与及同是等的了也率带从到] ?|"
    r"和(?!国)|指出|强调|表示|要求|介绍|听取|[上下中]午|[日晚号]"
)
#: Behind a rank these make it part of another word: 委员会, 主席团, 书记处.
_NO_RANK: Final = (
    "篇|记|制|级|会(?!见|同|谈|上|后)|任务|台(?!湾)|席[台团]|团(?!结|队)|处(?!理|置|于|在)|办公|负责制|接待日|"
    "工程|群(?!众)|热线|论坛|培训"
)
_POST = re.compile(rf"(?P<modifier>{_MODIFIERS})?(?P<rank>(?:{_RANK})(?:助理)?)(?!{_NO_RANK})")
#: Short forms of ministers abroad.
_MINISTERS: Final = {
    "外长": ("部长", "外交部"),
    "防长": ("部长", "国防部"),
    "财长": ("部长", "财政部"),
}
#: Words for a rank that is no one post: 县领导, 有关负责人.
_ANYBODY: Final = frozenset(["领导", "负责人", "代表", "教师", "编辑", "秘书", "助理", "发言人"])
_ABBREVIATED: Final = (
    ("人民代表大会", "人大"),
    ("人大常务委员会", "人大"),
    ("人大常委会", "人大"),
    ("常委会", "人大"),
    ("人民政府", "政府"),
    ("监察委员会", "监委"),
    ("纪律检查委员会", "纪委"),
    ("政治协商会议", "政协"),
    ("委员会", "委"),
    ("中共", ""),
    ("中国共产党", ""),
)
#: What joins two posts of one person; the second may have a long body before it.
_JOINT: Final = re.compile(
    r"(?:[兼和与及 ]|以及|暨|兼任|"
    r"[、兼](?:(?![在与同由向对的率]|会见|陪同|主持|出席)[^，。；：、\n]){0,28})$"
)
#: Right before a post these make it another one.
QUALIFIED: Final = ("副", "代", "原", "时任", "原任", "前任", "拟任")
#: Before a body these point to one that the text has named: 该院院长, 本校校长.
_THIS: Final = re.compile(r"^(?:该|本(?=.$))")
_LEVELS: Final = frozenset("省市县区州旗盟镇乡村")
_WITH_PLACE: Final = re.compile("[一-龥]{2}[省市县区州旗盟镇乡村]|社区")


@dataclass(frozen=True, slots=True)
class Post:
    """An elementary post, parsed. ``former`` and ``modifier`` are empty where there is none."""

    former: str
    body: str
    modifier: str
    rank: str

    @property
    def normal(self) -> str:
        """The normal form of the fact."""
        return "|".join((self.former, self.body, self.modifier, self.rank))

    @classmethod
    def of(cls, normal: str) -> Post:
        """The post behind a normal form."""
        former, body, modifier, rank = normal.split("|")
        return cls(former, body, modifier, rank)


def extract(text: str) -> Iterator[Fact]:
    """Elementary posts by position; the surface runs from body to rank."""
    last = 0
    for match in _POST.finditer(text):
        window = text[max(last, match.start() - 24) : match.start()]
        body = _body(window)
        start = match.start() - len(body)
        former = ""
        lead = re.match(_FORMER, body)
        if lead is not None:
            former, body = lead[0], body[lead.end() :]
        elif ahead := re.search(rf"(?:{_FORMER})$", text[max(0, start - 2) : start]):
            former = ahead[0]
            start -= len(former)
        rank, ministry = _MINISTERS.get(match["rank"], (match["rank"], ""))
        post = Post("原" if former else "", _short(body) + ministry, match["modifier"] or "", rank)
        last = match.end()
        yield Fact(Kind.POSTS, text[start : match.end()], post.normal, start, match.end())


def _body(window: str) -> str:
    """The body at the right end of ``window``; empty where what stands there is none."""
    end = 0
    for stop in _STOP.finditer(window):
        end = stop.end()
    body = window[end:]
    return body if body and body[-1] in BODY_END else ""


@lru_cache(maxsize=4096)
def _short(body: str) -> str:
    body = _THIS.sub("", body)
    for long, short in _ABBREVIATED:
        body = body.replace(long, short)
    return body


@lru_cache(maxsize=16384)
def compatible(said: str, given: str) -> bool:
    """Whether the post ``said`` (normal form) may be told of one who has the post ``given``.

    Ranks and modifiers must be equal, but that a 常务副县长 may be told as 副县长. The body may
    be left out or shortened from the left.
    """
    a, b = Post.of(said), Post.of(given)
    if a.rank != b.rank or a.former != b.former:
        return False
    if a.modifier != b.modifier and not (a.modifier and b.modifier.endswith(a.modifier)):
        return False
    return same_body(a.body, b.body)


@lru_cache(maxsize=16384)
def same_body(one: str, other: str) -> bool:
    """Whether two bodies can be one: an end of the other, or its abbreviation."""
    if not one or not other or one.endswith(other) or other.endswith(one):
        return True
    common = 0
    while common < min(len(one), len(other)) and one[-1 - common] == other[-1 - common]:
        common += 1
    if common >= 2 and _other_place(one, other, common):
        return False
    if common >= 3 or (common == 2 and one[-2] not in _LEVELS):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and _abbreviates(short, long)


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def _other_place(one: str, other: str, common: int) -> bool:
    """Whether two bodies that end alike are of two places: 东湾村|妇联 and 临溪区|妇联.

    A level that both have is no name yet: 高坪县 and 云岭县 differ, 经开区 and 经济开发区 do not.
    Where a place is in what they share (柳河镇妇联), one between may be left out: 青禾市|柳河镇.
    """
    tail = one[len(one) - common :]
    if tail[0] in _LEVELS:
        common -= 1
    left, right = sorted((one[: len(one) - common], other[: len(other) - common]), key=len)
    if not left or left[-1] not in _LEVELS or right[-1] not in _LEVELS or right.endswith(left):
        return False
    if left[-1] == right[-1] and _abbreviates(left, right):
        return False
    return not (_WITH_PLACE.search(tail) and right.startswith(left))


def anybody(normal: str) -> bool:
    """Whether a post (normal form) is that of many: 领导, 代表, 教师."""
    return normal.rpartition("|")[2] in _ANYBODY


def chain(text: str, end: int, by_end: dict[int, Fact]) -> list[Fact]:
    """The posts that stand in a row right before ``end``, first to last."""
    found: list[Fact] = []
    at = end
    while True:
        post = by_end.get(at)
        if post is None and text[at - 1 : at] == "）" and (opened := text.rfind("（", 0, at)) > 0:
            post = by_end.get(opened)
        if post is None:
            return found[::-1]
        found.append(post)
        at = post.start
        joint = _JOINT.search(text[max(0, at - 30) : at])
        if joint is None:
            return found[::-1]
        at = max(0, at - 30) + joint.start()


def check(view: View) -> list[Finding] | None:
    """Each post must be one that the source has, with its modifiers (副, 常务, 代, 原)."""
    said = view.said.of(Kind.POSTS)
    if not said:
        return None
    given = view.given.of(Kind.POSTS)
    normals = view.given.normals(Kind.POSTS)
    found: list[Finding] = []
    for fact in said:
        if anybody(fact.normal):
            continue
        if any(compatible(fact.normal, normal) for normal in normals):
            found += _shifted(view, fact)
            continue
        if fact.surface in view.source and not _modified_there(view, fact):
            continue
        found.append(view.instead(fact, given, "原文没有这个职务"))
    return found


def _modified_there(view: View, fact: Fact) -> bool:
    """Whether every occurrence of the surface is the tail of a deputy's or a former post."""
    places = view.occurrences(fact)
    return all(view.source[: p.start].endswith(QUALIFIED) for p in places)


def _shifted(view: View, fact: Fact) -> list[Finding]:
    """A 副 put in or left out where the rest of the post was copied."""
    output, source, places = view.output, view.source, view.places
    found: list[Finding] = []
    if output[fact.start : fact.end + 2] in source:  # the post with its holder, wherever
        return found
    for j in range(fact.start, fact.end):
        p = places[j]
        before = places[j - 1] if j else -1
        if output[j] == "副" and p < 0 and j + 1 < len(places):
            after = places[j + 1]
            if after >= 0 and (before == after - 1 or before < 0):
                found.append(Finding(j, j + 1, "", "原文此处没有“副”", ("",)))
        left_out = source[before + 1 : p] if 0 <= before < p else ""
        if left_out in ("副", "常务副", "第一副", "执行副") and output[j - 1] != "副":
            words = left_out + source[p : p + fact.end - j]
            found.append(Finding(j, fact.end, words, "原文此处有“副”", (words,)))
    return found
