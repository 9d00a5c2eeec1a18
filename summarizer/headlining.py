"""What makes a headline one: somebody, a verb of his, and its object, each whole and told once.

A brief's sentences lean on one another, a headline stands alone. A model that stops copying too
early prints 寒潮过后; one that leaves out a word prints 林岳率视察灌区, 读书月在启动. Every word
is the source's, and nothing is said. As in :mod:`summarizer.belonging` these judge the model's own
headlines and what is extracted, never an editor's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from summarizer.extractive import EVENT
from summarizer.facts.model import Kind, View
from summarizer.facts.segment import known, tagged
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_MARKS: Final = "，,；;。"
_ENDS: Final = ("", *"。！？；\n")
#: Characters that are shown of what is wrong.
SHOWN: Final = 8
#: The last words of a time, a place or a ground, where what was done was to follow. 公里, 太后
#: and 网上 end likewise and are none.
_ASIDE: Final = re.compile(
    r"(?:\d[日号]|(?<![公英百千万华故邻表哪这那])里|[年月天]来|之际|期间|"
    r"(?<![太落前最先滞今靠幕善皇])后|[会赛坛式]上|"
    r"以[^ ，：]{2,14}为(?:抓手|重点|牵引|契机|引领|主线|导向))$"
)
#: What a verb cannot follow, as an object stands between. 率考察团, 到调研点 have theirs.
_OWN_OBJECT: Final = r"(?![^ ，：]{0,4}(?:[组团队]|(?<!重)点|现场|基地|中心|单位))"
_LED: Final = re.compile(rf"(?:{EVENT.pattern}|就|赴|暗访|调度|执勤|执法|参加){_OWN_OBJECT}")
_GIVEN: Final = re.compile(r"移交|赠送|捐赠|提交|反馈|通报|发布|致[信电辞]|开展|发出|作出|表示")
_THERE: Final = re.compile(
    r"(?:召开|举行|举办|启动|开幕|闭幕|落幕|开赛|开班|揭牌|签约|开工|投产|投用|成立)(?= |$)|"
    r"(?:出席|视察|考察|调研|会见)(?![^ ]*时)"
)
_COVERBS: Final = {
    **dict.fromkeys("率到赴领", _LED),
    **dict.fromkeys("向对给", _GIVEN),
    "在": _THERE,
}
#: Of a clause that tells when: 时 and what was done follow in the source.
_WHILE: Final = re.compile(rf"在(?:{EVENT.pattern}|讨论|分组)[^ ，：]*$")
_WHEN: Final = re.compile(r"时(?![间期代尚])")
_WITH: Final = re.compile(r"(?:率|带领|率领)[^ ，：]*(?:组|团|队|一行)(?:\d+余?人)?$")
#: What begins a clause whose subject stands before it. Slogans (推进…, 坚持…) have none.
_SUBJECTLESS: Final = re.compile(
    r"(?:造成|认为|惠及|与|被|把|对(?![于联门])|通过[^ ]*使)|"
    r"(?:视察|暗访|开展|举行|举办|召开|印发|签订|签署|启动|会见|慰问|走访)[^ ]*$"
)
_HOLD: Final = r"举行|举办|召开"
#: One verb that a headline's only deed can have, before and behind what it tells of. 启动仪式 is a
#: name.
_TWICE: Final = re.compile(
    r"(?:举行|举办|召开|启动(?!仪式|会|暨|活动))(?!的)[^ ，：]+"
    r"(?:举行|举办|召开|开展|启动|开幕|闭幕|开班|开赛)$"
)
_WHICH_IS: Final = re.compile(
    rf"(?:{_HOLD}|启动)的[^ ，：]*(?:会|演练|活动|仪式|比赛|大赛|论坛|培训班)$"
)
_HELD: Final = re.compile(rf"(?:{_HOLD})(?![的》”])([^ ，：]+)$")
#: What can be held has one of these in its name.
_EVENTS: Final = re.compile(
    r"会|仪式|活动|赛|节|展|论坛|班|演|训|讲座|沙龙|典礼|[谈宴课礼葬峰式游晚话投营堂]|对话|磋商|"
    r"协商|[日周月季]|集|行|选举|学习|宣[讲誓]|表彰|直播|专场|招聘|签约|采访|派对|交流|"
    r"(?:研究|部署|讨论|审议|解读|纪念)"
)
_MEETS: Final = re.compile(r"(?:会见|看望慰问|走访慰问|看望|慰问)([^ ，：、]+)$")
#: Neither a person nor a body.
_NOBODY: Final = re.compile(r"^\d{4}年|(?:协议|洽谈|会谈|典礼|座谈会|纪念活动|仪式)$")
#: A verb that a title has is told again behind it: 《全县收购会议召开》召开.
_TITLE_AGAIN: Final = re.compile(rf"({_HOLD})》\1$")
_TITLE: Final = re.compile(r"《([^《》]{3,})》")
#: Somebody who meets himself.
_ITSELF: Final = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?![、和与])[^ ，]*(?:与|同|和|协助)\1"
    r"(?:工作|交火|交战|会谈|会晤|举行|共同|联合|签|达成)"
)
_PART: Final = re.compile(r"[^ ：]+")
#: One character cannot have printed anything, a post stands before its name whole.
_ONE: Final = re.compile(r"[\u4e00-\u9fff](?=印发|召开|举行|举办|启动|发布)")
_POSTS: Final = re.compile(r"[省市县区州镇乡部局]长|书记|主任|主席")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,4}?[县市区镇乡]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
#: Characters before a place that are no part of its name.
_APART: Final = frozenset(
    "省市县区州旗镇乡道局行司委会党共团届年月日午时里在从于到对由是逢为和与及的讯电报长记离"
)
#: A committee or branch, and what the source has of it behind that.
_HEAD: Final = re.compile(r"[县市区省州旗镇乡]委(?![员会常书])|中心(?=[召启开举])")
_OFFICE: Final = re.compile(
    r"(?:组织|统战|宣传|社会工作)部|政法委|老干部局|党史|网信办|编办|改革办|党校|机关|办公室|"
    r"(?:督查|研究)室|第?[一二三四五六七八九十]{0,2}巡[察视]|农办|支行|支队|分公司|"
    r"[\u4e00-\u9fff]{1,6}(?:委员会|领导小组|中心组)"
)
#: The source goes on so behind a quoted name that is only the first half of what is told.
_AFTER_NAME: Final = re.compile(r"[上里中下]|建设|活动|行动|工程|项目|仪式|签约")


def finished(view: View) -> Check:
    """Whether a headline goes on after when, where and how, and after a quoted name its noun.

    Not …寒潮过后, …开展一月来; not 推进“云岭驿站” of 推进“云岭驿站”建设.
    """
    text = view.output.rstrip(_MARKS)
    aside = _ASIDE.search(text)
    if aside:
        reason = "标题停在时间、地点或依据上，请写出做了什么"
        return mixed(view, aside.start(), aside.end(), reason)
    last = view.places[len(text) - 1] if text else -1
    during = _WHILE.search(text)
    if during and last >= 0 and _WHEN.match(view.source, last + 1):
        reason = "“在…时”没有说完，请写出做了什么"
        return mixed(view, during.start(), during.end(), reason)
    rest = _AFTER_NAME.match(view.source, last + 1) if last >= 0 and text[-1] in "”》" else None
    if rest:
        reason = "引号后的中心词缺失，请补出"
        return mixed(view, len(text) - 1, len(text), reason, rest[0])
    return sound(view.task)


def leading(view: View) -> Check:
    """Whether 率, 在, 向 … still have what they lead to: not 林岳率视察, not 读书月在启动."""
    names = {name.end for name in view.said.of(Kind.NAMES)}
    for at, (place, after) in enumerate(pairwise(view.places)):
        word, before = view.output[at], view.output[at - 1 : at]
        if word not in _COVERBS or place < 0 or after == place + 1:
            continue
        if (
            (word == "率" and at not in names)  # 出勤率提高
            or (word == "领" and before not in ("带", "率"))
            or (word == "在" and before == "正" and at not in names)
            or not _COVERBS[word].match(view.output, at + 1)
        ):
            continue
        theirs = view.source[place : place + SHOWN]
        reason = f"“{word}”后面缺少对象，请补出或删去“{word}”"
        return mixed(view, at, at + SHOWN, reason, theirs)
    return sound(view.task)


def predicate(view: View) -> Check:
    """Whether anything is said of whom or what is named: not 林岳率检查组, 产业的好势头."""
    text = view.output.rstrip(_MARKS)
    led = _WITH.search(text)
    if led:
        return mixed(view, led.start(), led.end(), "带队之后缺少谓语，请写出做了什么")
    if EVENT.search(text) or " " in text or "：" in text:
        return sound(view.task)
    words = tagged(text)
    tags = {tag for _, tag in words}
    named = any(name.end == len(text) for name in view.said.of(Kind.NAMES)) and "v" not in tags
    noun = "的" in text and words[-1][1] in ("n", "vn") and not tags & {"v", "i", "l", "d", "p"}
    last = view.places[len(text) - 1]
    noun = noun and last >= 0 and view.source[last + 1 : last + 2] not in _ENDS  # it goes on
    if named or noun or _post_alone(view, len(text)):
        return mixed(view, 0, len(text), "标题只有名称，没有谓语，请写出做了什么")
    return sound(view.task)


def _post_alone(view: View, end: int) -> bool:
    """Whether all that is named is a post: 云岭县人民政府代理县长."""
    begins = {post.start for post in view.said.of(Kind.POSTS) if post.end == end}
    whose = (*view.said.of(Kind.PLACES), *view.said.of(Kind.ORGANISATIONS))
    return 0 in begins or any(fact.start == 0 and fact.end in begins for fact in whose)


def somebody(view: View) -> Check:
    """Whether a clause that needs a subject has one: not 造成3人受伤, 把流程再缩短.

    What stands before a name (与 and 对 are also parts of names) or a colon is none of these.
    """
    found = _SUBJECTLESS.match(view.output)
    named = any(name.start == 0 for name in view.said.of(Kind.NAMES))
    if found and not named and not re.search("[：—]", view.output):
        reason = "标题缺少主语，请写明是谁"
        return mixed(view, 0, min(found.end(), SHOWN), reason)
    return sound(view.task)


def once(view: View) -> Check:
    """Whether nothing is told twice: a holding verb, a title, a part, one who meets himself."""
    text = view.output
    verbs = _TWICE.search(text) or _TITLE_AGAIN.search(text)
    if verbs:
        reason = "一句有两个谓语，请删去一个"
        return mixed(view, verbs.start(), verbs.end(), reason)
    for title in _TITLE.finditer(text):
        if text.count(title[1]) > 1:
            return mixed(view, title.start(), title.end(), "同一名称出现两次")
    itself = _ITSELF.match(text)
    if itself:
        return mixed(view, 0, itself.end(), "主语与对象是同一个")
    for first, second in pairwise(_PART.finditer(text)):
        if len(first[0]) > 2 and second[0].startswith(first[0]):
            return mixed(view, second.start(), second.end(), "前后两部分重复")
    return sound(view.task)


def eventful(view: View) -> Check:
    """Whether what is held can be held, and is held: not 举行合作协议, not 县里举行的应急演练."""
    which = _WHICH_IS.search(view.output)
    if which and not EVENT.search(view.output, 0, which.start()):
        reason = "标题没有谓语，请删去“的”"
        return mixed(view, which.start(), which.end(), reason)
    held = _HELD.search(view.output)
    if held and not _EVENTS.search(held[1]):
        return mixed(view, held.start(), held.end(), "动词与宾语不搭配，请写出举行的是什么活动")
    return sound(view.task)


def met(view: View) -> Check:
    """Whether who is met or visited is a person or a body: not 林岳会见合作协议."""
    found = _MEETS.search(view.output)
    if found and _NOBODY.search(found[1]):
        ends = {name.end for name in view.said.of(Kind.NAMES)}
        if found.start() in ends or view.output[: found.start()].endswith("集体"):
            reason = "会见、慰问的对象不是人，请写明是谁"
            return mixed(view, found.start(), found.end(), reason)
    return sound(view.task)


def begun_whole(view: View) -> Check:
    """Whether a headline begins with a whole word: not 岭县召开…, 长林岳调研…, 中印发《…》."""
    text = view.output
    lost = text[0] if _ONE.match(text) else _cut(view)
    if lost:
        return mixed(view, 0, SHOWN, "开头的名称不全，请写全", lost)
    return sound(view.task)


def _cut(view: View) -> str:
    """The post or place of the source that the first word is the rest of, else nothing.

    A place is cut where the source never has it without the character before, and takes both for
    one name.
    """
    source, start = view.source, view.places[0]
    if start <= 0:
        return ""
    post = source[start - 1 : start + 1]
    if _POSTS.fullmatch(post) and any(n.start == start + 1 for n in view.given.of(Kind.NAMES)):
        return post
    named = _PLACE.match(view.output)
    if named is None or any(n.start == 0 for n in view.said.of(Kind.NAMES)):
        return ""
    before = {source[max(0, m.start() - 1)] for m in re.finditer(re.escape(named[0]), source)}
    facts = (*view.given.of(Kind.PLACES), *view.given.of(Kind.ORGANISATIONS))
    whole = any(f.start < start < f.end for f in facts)
    if len(before) != 1 or not whole or tagged(view.output)[0][1] == "v":
        return ""
    if known(source[max(0, start - 2) : start]):  # a name of its own: 湖北|宜昌市
        return ""
    first = min(before)
    return first + named[0] if first not in _APART and _HAN.match(first) else ""


def own_office(view: View) -> Check:
    """Whether a committee did itself what is told of it: not 县委 of 县委组织部."""
    for found in _HEAD.finditer(view.output):
        last = view.places[found.end() - 1]
        after = view.places[found.end()] if found.end() < len(view.places) else -1
        rest = _OFFICE.match(view.source, last + 1) if last >= 0 and after != last + 1 else None
        if rest:
            reason = "单位名称不全，请写全"
            return mixed(view, found.start(), found.end(), reason, found[0] + rest[0])
    return sound(view.task)


#: What is asked of every headline that the model wrote; what of those that are extracted.
HEADLINE: Final = (
    finished,
    leading,
    predicate,
    somebody,
    once,
    eventful,
    met,
    begun_whole,
    own_office,
)
EXTRACTED: Final = (finished, predicate, somebody, once)
