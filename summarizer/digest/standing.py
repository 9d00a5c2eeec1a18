"""Who acts in a story, and how high he stands: level, body, rank.

The one who acts is a person with a post who is named in the headline or, failing that, in the
opening of the text; of several the highest. Where no leader acts it is a body (县委常委会), a
department or a township that the opening begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from summarizer.digest.rules import Body, Rules
from summarizer.digest.types import Story
from summarizer.facts.extract import extract
from summarizer.facts.model import Fact, Facts
from summarizer.facts.posts import Post

#: 学习贯彻习近平总书记重要讲话精神 names him, but he does not act.
_CITED: Final = re.compile(
    r"(?:总书记|同志)?(?:重要|关于|新时代|系列|对[^，。]{0,12}(?:指示|批示)|在[^，。]{0,30}讲话)"
)
# A department's last character ends other words too: 举办, 部署, 出台, 全县干部, 开局. 县委 itself
# is none, but its 宣传部 is.
_DEPARTMENT: Final = re.compile(
    r"^[一-龥]{0,10}?(?:(?<![布格结开全])局|(?<![省市县区州旗常])委(?:会(?!议))?|"
    r"(?<![举主承协自合创开停兴督])办|(?<!全)院|(?<![全干内])部|(?<!部)署|厅|(?<![为绕])中心|"
    r"支队|大队|(?<=[一-龥]{2})公司|银行|协会|总工会|妇联|团委|联合会|残联|(?<![出平舞登])台|"
    r"党校|研究室|图书馆|文化馆|博物馆|档案馆|医院|学校|中学|小学)"
    r"(?!署|分|门|书记|员|长)"
)
_TOWNSHIP: Final = re.compile(
    r"^[一-龥]{1,6}?(?:(?<![农乡])村(?=村[民委])|(?:(?<!城)镇|(?<![城下返回家故])乡|街道|"
    r"(?<![农乡])村|(?<![进入])社区)(?!镇|村|振|企|级|委员|长|建))"
)
_OPENING_DATE: Final = re.compile(
    r"^(?:近日|日前|连日来|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?|今天|昨天|当日)，?"
)
_TOWNSHIP_LEVELS: Final = ("乡级", "村级")


class Grade(StrEnum):
    """What kind of actor a leading body's part in a story has."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    MEMBER = "member"
    MEETING = "meeting"
    BODY = "body"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """How high a story stands: indices into the rules' lists, smaller is higher.

    ``body`` is past the last where none of the leading bodies acts. ``actor`` is who acts, as
    it is printed in the explanation.
    """

    level: int
    body: int
    rank: int
    grade: Grade
    actor: str
    department: str = ""
    township: str = ""

    @property
    def leading(self) -> bool:
        """Whether one of the leading bodies, or its leader, acts."""
        return self.grade is not Grade.NONE


def standing(story: Story, rules: Rules, facts: Facts | None = None) -> Standing:
    """The standing of ``story``; ``facts`` are those of its text."""
    found = facts if facts is not None else extract(story.text)
    headline = f"{story.headline or ''} {story.title or ''}"
    leaders = list(_leaders(story, headline, found, rules))
    if leaders:
        first = min(leaders, key=lambda s: (s.level, s.body, s.rank))
        # 县委副书记、县长 stands where the 副书记 stands, but is a principal all the same.
        grades = [s.grade for s in leaders if s.actor == first.actor]
        return replace(first, grade=min(grades, key=list(Grade).index))
    opening = _opening(story.text)
    acting = next((b for b in _bodies(f"{headline}\n{opening}", rules)), None)
    township, department = _subject(headline, opening)
    if acting is not None and not township and not department:
        return acting
    if acting is not None and acting.grade is Grade.MEETING:
        return acting
    return Standing(
        level=_township_level(township, rules) if township else _own(rules),
        body=len(rules.bodies),
        rank=0,
        grade=Grade.NONE,
        actor=township or department,
        department=department,
        township=township,
    )


def _leaders(story: Story, headline: str, facts: Facts, rules: Rules) -> Iterator[Standing]:
    """The standings of those with posts who act, posts of other bodies left out."""
    opening = len(_opening(story.text))
    pairs = facts.of("pairs")
    named = [p for p in pairs if p.owner in headline and not _cited(p.owner, headline)]
    acting = named or [p for p in pairs if p.start < opening and not _only_cited(p, story.text)]
    if not named and acting:  # those who only went along do not act
        first = min(acting, key=lambda p: p.start).owner
        acting = [p for p in acting if p.owner == first] + [
            p for p in acting if p.owner != first and _row(story.text, p)
        ]
    for pair in acting:
        ranked = _ranked(Post.of(pair.normal), rules)
        if ranked is not None:
            level, body, rank, grade = ranked
            held = "、".join(dict.fromkeys(p.surface for p in acting if p.owner == pair.owner))
            yield Standing(level, body, rank, grade, f"{held}{pair.owner}")


def _row(text: str, pair: Fact) -> bool:
    """Whether the holder of ``pair`` acts in the same clause as the one named before."""
    before = text[max(0, pair.start - 2) : pair.start]
    return before[-1:] in ("、", "和") and "陪同" not in text[pair.end : pair.end + 12]


def _cited(person: str, text: str) -> bool:
    places = [m.end() for m in re.finditer(re.escape(person), text)]
    return bool(places) and all(_CITED.match(text, at) for at in places)


def _only_cited(pair: Fact, text: str) -> bool:
    at = text.find(pair.owner, max(0, pair.start - 6))
    return at >= 0 and _CITED.match(text, at + len(pair.owner)) is not None


def _opening(text: str) -> str:
    """The first two sentences, at most 240 字."""
    ends = [m.end() for m in re.finditer(r"[。！？\n]", text[:240])]
    return text[: ends[1] if len(ends) > 1 else ends[0] if ends else 240]


def _ranked(post: Post, rules: Rules) -> tuple[int, int, int, Grade] | None:
    """Level, body, rank and grade of a post; None where it is of none of the leading bodies."""
    if post.former:
        return None
    rank = post.modifier + post.rank
    for index, body in enumerate(rules.bodies):
        named = post.body and re.search(body.body, post.body)
        if not named and not (re.search(body.alone, rank) and not _department(post)):
            continue
        place = _rank_place(body, rank)
        if place is None:
            continue
        chief = body.ranks[place] in body.chiefs
        grade = Grade.CHIEF if chief else Grade.DEPUTY if "副" in rank else Grade.MEMBER
        return _level(post.body + rank, rules), index, place, grade
    return None


def _department(post: Post) -> bool:
    return bool(post.body) and re.search(r"[局厅部院校司处科所站队会团台]$", post.body) is not None


def _rank_place(body: Body, rank: str) -> int | None:
    for place, name in enumerate(body.ranks):
        if rank == name or (name in ("副", "常务副") and rank.startswith(name)):
            return place
    return None


def _level(name: str, rules: Rules) -> int:
    """The level that a body's name tells: the lowest named (云岭县柳湾镇党委 is of a township)."""
    own = _own(rules)
    if any(city in name for city in rules.county_cities):
        return own
    best, at = own, -1
    for index, level in enumerate(rules.levels):
        for word in level.words:
            place = name.rfind(word)
            if place > at:
                best, at = index, place
    return best


def _own(rules: Rules) -> int:
    return next(i for i, level in enumerate(rules.levels) if level.name == rules.own_level)


def _township_level(name: str, rules: Rules) -> int:
    return max(_level(name, rules), _own(rules))


def _bodies(text: str, rules: Rules) -> Iterator[Standing]:
    """The leading bodies that act as such: their meetings first, then those merely named."""
    for index, body in enumerate(rules.bodies):
        met = re.search(body.meetings, text)
        if met:
            yield Standing(_level_near(text, met.start(), rules), index, -1, Grade.MEETING, met[0])
            return
    clean = _OPENING_DATE.sub("", text.strip())
    for index, body in enumerate(rules.bodies):
        named = re.match(rf"[一-龥]{{0,8}}?{body.mention}", clean)
        if named:
            level = _level(named[0], rules)
            yield Standing(level, index, len(body.ranks), Grade.BODY, named[0])
            return


def _level_near(text: str, at: int, rules: Rules) -> int:
    """The level told by the words right before a meeting's name: 县十七届人大常委会."""
    return _level(re.split(r"[，。\s]", text[max(0, at - 10) : at + 3])[-1], rules)


def _subject(headline: str, opening: str) -> tuple[str, str]:
    """Township and department that headline or opening begin with; at most one of the two."""
    for text in (*headline.split(" "), _OPENING_DATE.sub("", opening)):
        clean = text.removeprefix("记者从").removeprefix("我县").removeprefix("在")
        township, department = _TOWNSHIP.match(clean), _DEPARTMENT.match(clean)
        if township and (department is None or township.end() <= department.end()):
            return township[0], ""
        if department:
            return "", department[0]
    return "", ""


def in_township(found: Standing, rules: Rules) -> bool:
    """Whether who acts is of a township or village."""
    return bool(found.township) or (
        found.leading and rules.levels[found.level].name in _TOWNSHIP_LEVELS
    )
