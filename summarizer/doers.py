"""Who does what a headline tells of: bodies that are led, persons, hosts, places and parties.

A model that copies in pieces leaves out a word and somebody else has done it: 林岳率省人大检查 of
率省人大检查组, 县民政局被开除党籍 of its head, 云岭县送医送技 of a university that came there. As
in :mod:`summarizer.belonging` these judge the model's own headlines.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import PART, STOPS
from summarizer.extractive import EVENT
from summarizer.facts.model import Kind, View
from summarizer.facts.segment import tagged
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_PART: Final = " ，："
_SHOWN: Final = 8
#: Who is led. 团县委, 组织部, 队伍, 党组 and 集团 are none.
_TEAM: Final = r"(?:(?<!党)组(?!织)|(?<!集)团(?![县市省委])|队(?!伍)|一行)"
_LEADS: Final = re.compile("(?<![效频概比税利速汇功])率(?!先)领?|带领")
_LED: Final = re.compile(rf"(?:率领?|带领)([^，。；：！？ 的]{{1,24}}?{_TEAM})(?![、及和等负主])")
_WHOM: Final = re.compile(rf"{_TEAM}|人(?![大民])|成员|干部|代表|委员(?!会)|负责|群众")
#: What only a person undergoes, and what says that one is named or counted.
_PERSONAL: Final = re.compile(
    r"开除党籍|接受[^ ，]{0,16}(?:纪律审查|监察调查|审查调查)|严重违纪违法|严重(?:职务)?违法|"
    r"遗体(?:送别|告别)|追[悼思]会|当选(?!总统|[^ ]*(?:单位|名单|结果|证书|人))"
)
_SOMEBODY: Final = re.compile(
    r"某|同志|先生|女士|干部|官员|专家|教授|群体|代表|村民|教师|医生|[\d一二两三四五六七八九十几数多余][余多]?(?:名|人|位|个|起|家)"
)
_AWARDS: Final = re.compile(r"(?<!被)(?:追授|授予)(?P<whom>[^ “”，]*)“")
#: What leads to the place where a guest was.
_CAME: Final = re.compile(
    r"(?:(?<![收得接做受看遇达感提谈找听])到|赴|走进)"
    r"(?:[^，。；：！？\n]{0,9}的|[^，。；：！？\n]{1,5}[省市州])?$"
)
_THERE: Final = re.compile("(?<![正现存所实旨意好])在$")
#: What a place can be the subject of that is no more than its venue.
_HELD: Final = re.compile(
    "召开|举[行办]|启动|开[幕展赛班工]|闭幕|揭牌|签约|挂牌|成立|竣工|投产|通车"
)
#: What a venue's name has none of.
_PART_OF: Final = re.compile("[ ，：、的]")
#: What a place itself does not do: 李家沟村建成通车 of its bridge.
_OPENED: Final = re.compile(
    "[^ ，：“”、]{1,12}(?:[村镇乡县市区]|街道)(?:全线|正式)?"
    "(?:建成通车|通车|建成投[用产]|竣工|投产|投用)$"
)
_SOON: Final = "(?:先后|累计|共|已|还|也|又|曾|总共|分别)?"
_PRONOUN: Final = re.compile(rf"(?:^|[，年月日])(?:他|她){_SOON}$")
_ONLY_SOON: Final = re.compile(rf"{_SOON}$")
_SIGNS: Final = re.compile("签订|会签")
_TOGETHER: Final = re.compile("[与和同、及]|双方|两地|各方|携手|联合|共同|多方|三方|[家个]")
_WITH: Final = re.compile("[与同和][^，。；：！？]{3,}")
_ASSISTS: Final = re.compile("协办|承办")


def led(view: View) -> Check:
    """Whether who is led is led whole: not 率省人大常委会 of 率省人大常委会执法检查组."""
    for found in _LEADS.finditer(view.output):
        place = view.places[found.start()]
        theirs = _LED.match(view.source, place) if place >= 0 else None
        if not theirs or EVENT.search(theirs[1][:-2]):
            continue
        rest = view.output[found.start() : until_first(view.output, _PART, found.start())]
        if not _WHOM.search(rest):
            reason = "带领的是哪个组、团、队没有写全，请写全"
            return mixed(view, found.start(), found.start() + _SHOWN, reason, theirs[0])
    return sound(view.task)


def personal(view: View) -> Check:
    """Whether what only a person undergoes has its person, where the source names one.

    Not 县民政局被开除党籍, not 授予云岭县“突出贡献奖” of one of its researchers.
    """
    names = view.given.of(Kind.NAMES)
    awards = _AWARDS.search(view.output)
    if awards:
        start, end = view.places[awards.start()], view.places[awards.end() - 1]
        whose = any(start < name.start < end for name in names) and end - start < 60
        told = any(awards.start() < n.start < awards.end() for n in view.said.of(Kind.NAMES))
        if whose and not told and not _SOMEBODY.search(awards["whom"]):
            reason = "授予的是个人，请写出姓名"
            lost = view.source[start : end + 1]
            return mixed(view, awards.start(), awards.end(), reason, lost)
    found = _PERSONAL.search(view.output)
    place = view.places[found.start()] if found else -1
    if not found or place < 0 or view.said.of(Kind.NAMES) or _SOMEBODY.search(view.output):
        return sound(view.task)
    begin = after_last(view.source, PART, place)
    end = until_first(view.source, PART, place)
    who = next((n for n in names if begin <= n.start < end), None)
    if who is not None or _SOMEBODY.search(view.source, begin, end):
        reason = "标题说的是个人的事，请写出姓名"
        return mixed(view, found.start(), found.end(), reason, who.surface if who else "")
    return sound(view.task)


def _first(view: View) -> int:
    """Where the place or body ends that the output begins with; 0 if it begins with none."""
    facts = (*view.said.of(Kind.PLACES), *view.said.of(Kind.ORGANISATIONS))
    return max((fact.end for fact in facts if fact.start == 0), default=0)


def _does(view: View, at: int) -> bool:
    """Whether the output goes on with what is done at ``at``."""
    if EVENT.match(view.output, at):
        return True
    words = tagged(view.output[at:])
    return len(words[0][0]) > 1 and words[0][1] == "v"


def hosted(view: View) -> Check:
    """Whether who came did what is told, and no host: not 云岭县送医 of 专家到云岭县送医.

    So too where the source has 在: not 锦绣小区查处 of 消防队在锦绣小区查处.
    """
    place = view.places[0] if view.output else -1
    there = _THERE.search(view.source, 0, max(0, place)) is not None
    end = _venue(view) if there else _first(view)
    deed = view.places[end] if 0 < end < len(view.output) else -1
    if place <= 0 or not place < deed < until_first(view.source, STOPS, place):
        return sound(view.task)
    begin = after_last(view.source, STOPS, place)
    came = _CAME.search(view.source, begin, place) and _does(view, end)
    there = there and place - begin > 3
    own = any(mark + view.output[: end + 2] in view.source for mark in STOPS)
    if (came or there) and not own and not view.source.startswith(view.output[: end + 2]):
        reason = "做事的另有其人，标题写成了所在的地方，请写出主语"
        return mixed(view, 0, end, reason, view.source[begin : place + end])
    return sound(view.task)


def _venue(view: View) -> int:
    """Where the deed begins that is told right behind its venue, as in the source; else 0."""
    deed = EVENT.search(view.output)
    end = deed.start() if deed else 0
    whole = view.copied(0, end + 2) >= 0 and not _PART_OF.search(view.output, 0, end)
    return end if whole and not _HELD.match(view.output, end) else 0


def another(view: View) -> Check:
    """Whether a place or body does not get what the source tells of another.

    Not 云岭县获评“好人” of 他获评…, 李家沟村建成通车, 管理中心投入4亿元 of 青禾市投入….
    """
    reason = "原文中这件事的主语不是它，请核对主语"
    if _OPENED.match(view.output):
        return mixed(view, 0, len(view.output), reason)
    end = _first(view)
    if not 0 < end < len(view.output):
        return sound(view.task)
    left, place, before = view.output[:end], view.places[end], view.places[end - 1]
    if place < 0 or place == before + 1 or not _does(view, end):
        return sound(view.task)
    begin = after_last(view.source, STOPS, place)
    words = view.source[begin:place]
    whose = [f for k in (Kind.PLACES, Kind.ORGANISATIONS) for f in view.given.of(k)]
    subject = max((f.surface for f in whose if f.start == begin and f.end <= place), default="")
    other = bool(subject and left.startswith(subject) and len(left) > len(subject) + 1)
    if _PRONOUN.search(words) or (other and _ONLY_SOON.match(words[len(subject) :])):
        return mixed(view, 0, min(len(view.output), end + 4), reason, words)
    return sound(view.task)


def parties(view: View) -> Check:
    """Whether the second of two who sign has the first one, and who helps to hold has who holds.

    Not 街道办事处签订备忘录 of 管委会与街道办事处签订…, not 县工商联协办 where others 主办.
    """
    found = _SIGNS.search(view.output)
    place = view.places[found.start()] if found else -1
    if found and place >= 0 and not _TOGETHER.search(view.output):
        begin = after_last(view.source, STOPS, place)
        both = _WITH.search(view.source, begin, place)
        if both and both.start() < view.places[0] < place:  # who stands first is lost
            reason = "签订的前一方缺失，请写出双方"
            return mixed(view, 0, found.end(), reason, view.source[begin:place])
    helps = _ASSISTS.search(view.output)
    place = view.places[helps.start()] if helps else -1
    if helps and place >= 0 and "主办" not in view.output:
        begin = after_last(view.source, PART, place)
        end = until_first(view.source, PART, place)
        if "主办" in view.source[begin:end]:
            reason = "主办单位缺失，协办、承办单位不能单独写"
            return mixed(view, helps.start(), helps.end(), reason)
    return sound(view.task)


#: What is asked of the model's headlines, and what of those that are extracted.
HEADLINE: Final = (led, personal, hosted, another, parties)
EXTRACTED: Final = (personal,)
