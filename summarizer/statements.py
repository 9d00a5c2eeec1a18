"""What a clause does in its sentence: say something, lead to what follows, tell circumstances.

A sentence can end only after a clause that says something: not after one that leads to what
follows (他强调，), tells the circumstances (会上，) or the aim (为推进…，).
"""

from __future__ import annotations

import re
from typing import Final

#: Clauses that lead to what follows.
_LEADS: Final = re.compile(
    r"(?:指出|强调|要求|表示|显示|认为|介绍|提出|说|称|明确|宣布|希望|号召|透露|获悉|了解到|据了解|据介绍|据悉|告诉记者|"
    r"其中|包括|例如|比如|特别是|尤其是|不仅|虽然|由于|因为|如果|只有|一方面)[，：；。]?$"
)
#: Clauses that tell when, where, why or how, and not yet what.
_CIRCUMSTANCES: Final = re.compile(
    r"^(?:为|为了|按照|根据|围绕|通过|随着|针对|面对|结合|本着|经过|自|自从|近年来|依托|借助|在|当|对|对于|就|从|以)[^，]*[，]?$"
    r"|(?:时|时期|后|前|中|上|下|里|间|期间|之际|以来|为契机|基础上|过程中|背景下|的同时)[，：]?$"
)
#: Clauses without which the next one says something else.
_CONDITIONS: Final = re.compile(
    r"^(?:既|不仅|不但|虽然?|尽管|由于|因为|如果|只要|只有|无论|不论|一方面)[^，]*[，]?$"
)
#: Where the news was learned.
_LEARNED: Final = re.compile(
    r"^(?:本报|本台|本网)?[记笔]者[^，。]*(?:获悉|了解到|得知)，$"
    r"|^据(?:悉|[^，。]{1,20}(?:消息|报道|介绍|了解|通报))，$"
)
_DATE: Final = re.compile(
    r"^(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|近日|日前|今天|昨天|目前|当天|[上下]午|[今去明]年[初底末]?)[^，]{0,6}[，]?$"
)
#: What numbers the members of a list: 一是要…；二是…, 第三，…
_NUMBERED: Final = re.compile(
    r"[一二三四五六七八九十](?:是(?!否)|(?=要(?![素点件求旨害闻])))|[第其][一二三四五六七八九十][，、]|[（(][一二三四五六七八九十][）)]"
)
_VERBS: Final = "主持|出席|会见|邀请|欢迎|任命|听取|慰问|代表|关于|感谢"
_POST: Final = (
    r"(?:书记|主任|主席|委员长|议长|[省市县区州镇乡部局厅处院校会组队团所站]长|常委|委员|总理|董事长|经理|秘书长|"
    r"司令员?|政委|检察长|巡视员|调研员|专员|总指挥|指挥长)"
)
#: Nothing but posts: what stands before a person at the beginning of a clause.
POSTS: Final = re.compile(rf"(?:(?!{_VERBS})[^，。：；在与同由向对被率到了])+?{_POST}")
_PERSON: Final = re.compile(
    rf"{POSTS.pattern}(?!人选|[\u4e00-\u9fff]{{0,4}}会(?:议|$))[\u4e00-\u9fff]{{2,4}}"
)
#: Openings that lean on the sentence before.
_LEANS: Final = re.compile(
    r"^(?:他|她|它|其|这|该|此|对此|同时|此外|另外|随后|接着|之后|最后|而|但|并|也|还|因此|所以|为此|据此|"
    r"[一二三四五六七八九十][是要]|要|首先|其次|再次|希望|相信|必须|应(?![^，]*邀请)|坚持|我们|双方|中方|愿|由|向)"
)
#: What is no news: captions, credits, the site's own words.
_FURNITURE: Final = re.compile(
    r"^(?:图为|图片|图\d|原标题|图说|来源|责任编辑|编辑|广告|通讯员|摄影|返回|更多|点击|声明|版权)|"
    r"^[^，。：]{0,6}编辑[：:]|"
    r"^记者[^，。]{0,12}[。]?$|(?:摄|供图|报道|记者|（完）|查看更多)[。）]?$"
)


def leans(words: str) -> bool:
    """Whether words need what stands before them: 他强调…, 要坚持…, 我们…."""
    return _LEANS.match(words) is not None


def furniture(words: str) -> bool:
    """Whether words are a caption, a credit or the site's own, and no news."""
    return _FURNITURE.search(words.strip()) is not None


def leads(words: str) -> bool:
    """Whether a clause leads to what follows: 他强调， / 其中， / 据了解， / 提出四点建议：."""
    return words.endswith("：") or _LEADS.search(words) is not None


def numbered(words: str) -> int:
    """Length of what numbers a clause as a member of a list, 0 if nothing does."""
    found = _NUMBERED.match(words)
    return found.end() if found else 0


def circumstance(words: str) -> bool:
    """Whether what a clause is about can be told without it: 为推进…， / 会上， / 记者获悉，."""
    told_by = _LEARNED.match(words) is not None
    return told_by or (_CIRCUMSTANCES.search(words) is not None and not leads(words))


def nobody(words: str) -> bool:
    """Whether a clause is posts and a name without a verb, cut from a list of those present."""
    return _PERSON.fullmatch(words.rstrip("，。；")) is not None


def says(clause: str) -> bool:
    """Whether a clause says what happened, not only when, where, why, or that somebody speaks."""
    words = clause.strip()
    bare = words.rstrip("，。；：！？”）")
    if len(bare) < 4 or leads(words) or _DATE.match(words):
        return False
    if words[-1:] in "。！？":
        return True
    return _CIRCUMSTANCES.search(words) is None and _CONDITIONS.match(words) is None
