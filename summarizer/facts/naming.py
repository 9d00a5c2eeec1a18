"""What a personal name looks like, by its characters and by what stands around it.

A family name alone proves little (高质量, 安全, 方案). The lists are in ``surnames.txt`` and
``name_context.txt``; where a name ends is told by how the text goes on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from summarizer.facts import segment
from summarizer.facts.lexicon import alternatives, lines, surnames, words

HAN: Final = "一-龥㐀-䶿"
HAN_ONLY: Final = re.compile(rf"[{HAN}]+")
#: What a given name of two characters hardly ends with: it is the word after a short name.
GLUE: Final = frozenset(
    "在还就等从对向将也以于已被和与及同为作正都先再曾要说称率的到分一赶共详认最随"
)
#: What no given name holds.
NO_GIVEN: Final = frozenset("届上下会协委府局厅部组们的了是们要这那么党镇乡县市区村省副共")
#: Family names that are prepositions or conjunctions as well.
PREPOSITIONS: Final = frozenset("向于从同由与和连时都")
NUMERALS: Final = frozenset("一二三四五六七八九十百千")
#: A family name with a title, or a side in talks: 林主任, 马方.
TITLED_NAME: Final = re.compile(
    r"^.(?:主任|书记|[市县区省州镇乡部局厅院处校]长|老师|医生|女士|先生|主席|总统|总理|外长|"
    r"阿姨|大爷|大妈|教授|方|某|总|媒|军)$"
)
#: Characters that transliterate foreign names.
FOREIGN: Final = frozenset(
    "阿埃艾爱安奥巴拜邦班保鲍贝本比彼宾波伯勃博布达戴丹道德登迪蒂丁东杜多厄恩尔法凡菲费芬丰弗夫福富盖"
    "冈高戈格贡古瓜圭哈海汉豪赫黑亨洪胡华霍基吉季济加贾杰金京喀卡凯坎康考科克肯库夸昆拉莱赖兰朗劳勒雷"
    "里理利莉连列林琳龙隆卢鲁伦伦罗洛马迈曼芒毛梅门蒙米密敏明摩莫默姆穆拿纳娜南内尼涅宁牛努诺欧帕潘佩"
    "彭皮平珀普奇齐恰乔切钦琼丘让日荣茹儒瑞若萨塞森沙山尚舍申圣施什史舒朔斯苏索塔泰坦汤唐特腾提蒂廷图"
    "托瓦万旺威维韦魏温翁沃乌武西希锡夏香肖谢辛欣休许雅亚延扬耶叶伊易因英尤于约云赞泽扎詹珍芝朱兹佐蓬"
    "额确珠顶桑姆庆沛都努孜不雪肯杰木力提艾合麦买地克登珍曲央措尼次仁旦班禅康源巴"
    "储呼苏赛冯钱坚仓柬洪玛森奈莎丝娅琪妮蕾黛碧丽芙薇妲茜缇妙昂貌素季吞敦丹瑞昆通伦沙旺西里宾南"
)


@cache
def context() -> dict[str, frozenset[str]]:
    """The words around names by key: before, after, speech, never."""
    found: dict[str, set[str]] = {}
    for line in lines("name_context.txt"):
        key, *rest = line.split()
        found.setdefault(key, set()).update(rest)
    return {key: frozenset(rest) for key, rest in found.items()}


@cache
def _after() -> re.Pattern[str]:
    counted = r"[一二两三四五六七八九十]+(?:名|位|人|同志)"
    return re.compile(rf"[^{HAN}·]|$|{counted}|" + _verbs("after"))


def _verbs(key: str) -> str:
    """The words of one key; 代表 only as a verb, not in 代表团."""
    return alternatives(context()[key]).replace("代表", "代表(?![团们队处大])")


@cache
def speech() -> re.Pattern[str]:
    """What a name at the start of a clause is told by: 指出, 主持, 同志 …."""
    return re.compile(_verbs("speech"))


@cache
def family_name() -> re.Pattern[str]:
    """A family name before a given name."""
    single, double = surnames()
    return re.compile(rf"(?:{alternatives(double)}|[{''.join(sorted(single))}])(?=[{HAN}])")


def plausible(name: str) -> bool:
    """Whether characters that begin with a family name can be a name (高度 cannot)."""
    if name[:2] in context()["never"] or not NO_GIVEN.isdisjoint(name[1:]):
        return False
    if len(name) == 3 and "十" in name[1:] and not set(name[1:]) - NUMERALS:
        return False  # 向十四届全国人大作说明
    if name[1:] == "族":
        return False  # 女，满族，1979年8月生
    return all("一" <= c <= "龥" or "㐀" <= c <= "䶿" for c in name)


def name_at(text: str, at: int, *, trusted: bool) -> str:
    """The name that starts at ``at``, or "". ``trusted``: a post stands before it.

    The length is the one after which the text goes on as it does after names; a name after
    a post may also be a foreign one.
    """
    match = family_name().match(text, at)
    if match:
        size = len(match[0])
        best: tuple[int, str] = (0, "")
        for given in (2, 1):
            name = text[at : at + size + given]
            if len(name) < size + given or not plausible(name):
                continue
            score = ending(text, at + size + given) - 3 * (given == 2 and name[-1] in GLUE)
            if score > best[0]:
                best = score, name
        if best[0] >= (1 if trusted and text[at] not in PREPOSITIONS else 2):
            return best[1]
        name = text[at : at + size + 2]
        if trusted and plausible(name) and text[at] not in PREPOSITIONS:
            whole = len(name) == size + 2 and name[-1] not in GLUE
            return name if whole and not _next_word(text, at + size + 1) else name[: size + 1]
    if trusted:
        end = at
        while end < len(text) and text[end] in FOREIGN and end - at < 10:
            end += 1
        for stop in range(end, at + 1, -1):
            if (
                ending(text, stop) >= 1
                and stop - at >= 2
                and text[at : at + 2] not in context()["never"]
            ):
                return text[at:stop]
    return ""


def _next_word(text: str, at: int) -> bool:
    """Whether a word begins at ``at`` rather than behind it: 主动 in 郑芹主动请缨."""
    return segment.known(text[at : at + 2]) and not segment.known(text[at + 1 : at + 3])


def ending(text: str, end: int) -> int:
    """How surely a name can end at ``end``: 3 punctuation or a verb, 1 a single character."""
    match = _after().match(text, end)
    if match is None:
        return 0
    word = match[0]
    if not word or not ("一" <= word[0] <= "龥"):
        return 3
    return 3 if len(word) > 1 else 2 if word in "等和与及在同对向" else 1


@cache
def listed() -> frozenset[str]:
    """Countries and provinces and prefectures in short, some of which begin as names do."""
    places = {re.sub(r"[省市]$", "", w) for s in lines("divisions.txt") for w in s.split()[1:]}
    return frozenset(places) | words("countries.txt")


@cache
def abbreviations() -> frozenset[str]:
    """First characters of countries and provinces, which stand for them: 乌 for 乌克兰."""
    wide = [s for s in lines("divisions.txt") if s.startswith("省")]
    names = words("countries.txt") | {w for s in wide for w in s.split()[1:]}
    return frozenset(name[0] for name in names)
