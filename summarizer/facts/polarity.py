"""Negation and prohibition: 不, 未, 没有, 严禁 are neither dropped nor put in.

The alignment tells where the output leaves out or inserts characters. A negation that is alone
in such a place turns the sentence round; one that went with its whole phrase does not.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last
from summarizer.facts import decisions, denials, penalties, segment
from summarizer.facts.align import fold
from summarizer.facts.model import Fact, Finding, Kind, View

_NEGATION: Final = re.compile(
    r"不得|不准|不能|不许|不可|不要|不再|不会|不应|不宜|不必|不让|没有|尚未|从未|并未|并非|未能|严禁|禁止|杜绝|"
    r"拒绝|防止|避免|绝不|决不|不|未|没|无|非|勿|莫|否"
)
_VERBS: Final = frozenset(["严禁", "禁止", "杜绝", "拒绝", "防止", "避免"])
#: Words in which the character denies nothing by itself.
_LEXICAL: Final = re.compile(
    r"不断|不利|不仅|不久|不但|不管|不论|不同|不少(?!于)|不过(?!半)|不禁|不妨|不单|不光|不只|不止|不等|不料|不愧|不时|不日|"
    r"未来(?![到自])|未必|未免|非常|非洲|非遗|非公|除非|莫非|非凡|无论|无锡|无疑|无数|无比|无人机|无偿|无私|是否|能否|可否|否则|"
    r"莫桑比克|莫斯科|莫言|未成年|未央|无障碍|无线|无纸化|北非|南非|东非|西非|中非|不法|不良|非法|非物质"
)
#: Words of which one set denies the other.
_SIDES: Final = (
    ("允许 可以 鼓励 支持 赞成 同意 批准 通过", "禁止 严禁 不得 不可 不能 反对 拒绝 否决 驳回"),
    (
        "提高 上升 加快 增加 扩大 上涨 增长 新增 改善 提升",
        "降低 下降 回落 放缓 减少 收窄 缩小 压减 下跌 恶化",
    ),
    ("超过 高于 突破", "不到 低于 不足 未达"),
    ("任命 当选 选举 增补", "免去 撤销 罢免 落选"),
    ("开始 启动 恢复 开放", "停止 暂停 中止 取消 关闭"),
)
_OPPOSITES: Final = {
    word: frozenset(sides[1 - i].split())
    for sides in _SIDES
    for i in (0, 1)
    for word in sides[i].split()
}
_TURNS: Final = re.compile("|".join(_OPPOSITES))
#: What is intended (拟任) is not yet done; words of an output that say so too.
_INTENDED: Final = re.compile(
    r"拟(?:任(?![职免])|提名|聘|录用|推荐|表彰|授予|晋升|提拔|提任|认定|命名|当选|入选|转任|确认|确定|评定|"
    r"接收|吸收|追授|追认)"
)
#: Who shall become what, by 为: 拟确定林岳、高晓棠为发展对象; not the 为 of a word.
_BECOMES: Final = re.compile(
    rf"({_INTENDED.pattern})[^，。；：！？\n为]{{2,}}(?:(?<=[勇作认行因成])为[^，。；：！？\n为]+)*为"
)
_AHEAD: Final = re.compile(r"拟|将|计划|建议|公示")
#: A negation may lose so many characters between itself and what it denies.
REACH: Final = 10
_MARKS = frozenset("，。、；：！？“”‘’（）《》 \n")


def extract(text: str) -> list[Fact]:
    """Negations by position, without those that are part of another word."""
    folded = fold(text)
    lexical = {i for m in _LEXICAL.finditer(folded) for i in range(*m.span())}
    return [
        Fact(Kind.POLARITY, m[0], m[0], m.start(), m.end())
        for m in _NEGATION.finditer(folded)
        if m.start() not in lexical
    ]


def check(view: View) -> list[Finding] | None:
    """No negation alone left out, none put in."""
    said, given = view.said.of(Kind.POLARITY), view.given.of(Kind.POLARITY)
    opposed = [*_opposed(view), *decisions.check(view), *denials.check(view), *_intended(view)]
    opposed += penalties.summed(view)  # also of accused whose names are not seen
    if not said and not given:
        return opposed or None
    return [*opposed, *_added(view, said), *_dropped(view, given), *_exchanged(view)]


def _opposed(view: View) -> list[Finding]:
    """Words that stand where the source has one that denies them: 免去林岳 of 任命林岳.

    What follows must be what follows there: two characters, and nothing between them and the word.
    """
    found: list[Finding] = []
    output, source, places = fold(view.output), fold(view.source), view.places
    for match in _TURNS.finditer(output):
        after = places[match.end()] if match.end() + 1 < len(places) else -1
        if after < 2 or places[match.end() + 1] != after + 1 or output[match.end()] in _MARKS:
            continue
        if source[after - 2 : after] in _OPPOSITES[match[0]]:
            true = view.source[after - 2 : after]
            found.append(Finding(match.start(), match.end(), true, "与原文意思相反", (true,)))
    return found


def _intended(view: View) -> list[Finding]:
    """Appointments that are only intended and are told as made: 任副县长 of 拟任副县长."""
    found: list[Finding] = []
    for match in _INTENDED.finditer(view.source):
        verb = match.start() + 1
        if verb not in view.places:
            continue
        at = view.places.index(verb)
        start = after_last(view.output, "，。；：！？ ", at)
        copied = view.places[at : at + 2] == (verb, verb + 1)
        if copied and not _AHEAD.search(view.output, start, at):
            end = at + len(match[0]) - 1
            found.append(Finding(at, end, match[0], "原文是“拟”，尚未决定", (match[0],)))
    for match in _BECOMES.finditer(view.source):
        becomes = match.end() - 1
        if becomes not in view.places or match.start() + 1 in view.places:
            continue
        at = view.places.index(becomes)
        start = after_last(view.output, "，。；：！？ ", at)
        first = next((p for p in view.places[start:at] if p >= 0), -1)
        if match.end(1) <= first < becomes and not _AHEAD.search(view.output, start, at):
            found.append(Finding(start, at + 1, match[0], "原文是“拟”，尚未决定"))
    return found


def _added(view: View, said: tuple[Fact, ...]) -> list[Finding]:
    """Negations of the output that do not stand before the same words in the source."""
    places, found = view.places, []
    for fact in said:
        if fact.end >= len(places) or fact.start == 0 or _idiom(view.output, fact):
            continue
        after, before = places[fact.end], places[fact.start - 1]
        own = places[fact.end - 1] if view.copied(fact.start, fact.end) >= 0 else -1
        if after < 0 and before < 0:
            continue
        if own >= 0 and (own < after <= own + REACH or (after < 0 and before == own - 1)):
            continue
        gap = view.source[before + 1 : after] if 0 <= before < after <= before + 8 else ""
        if _NEGATION.search(gap) and not _LEXICAL.search(gap):
            continue
        if after >= 0 and _denied(view, after):
            continue
        if fact.surface in _VERBS and not 0 <= before < after <= before + 2:
            continue  # a writer may sum up in these words what the source says in others
        found.append(Finding(fact.start, fact.end, gap, "原文此处没有否定", (gap,)))
    return found


def _idiom(text: str, fact: Fact) -> bool:
    """Whether a negation is inside a set phrase: 坚定不移."""
    start = max(0, fact.start - 3)
    return any(
        segment.known(text[i : i + 4])
        for i in range(start, fact.end - len(fact.surface) + 1)
        if i + 4 >= fact.end
    )


def _denied(view: View, at: int) -> bool:
    """Whether a negation, or what makes it one, stands right before source position ``at``."""
    return any(
        f.end == at or (f.start < at < f.end and _turned(f, at))
        for f in view.given.of(Kind.POLARITY)
    )


def _dropped(view: View, given: tuple[Fact, ...]) -> list[Finding]:
    """Negations that stand alone in what the output leaves out."""
    found: list[Finding] = []
    places = view.places
    starts = {f.start: f for f in given}
    for j in range(1, len(places)):
        before, after = places[j - 1], places[j]
        if _bare(view, j):
            found.append(_left_out(view, j))
            continue
        if before < 0 or after <= before + 1 or after > before + 4:
            continue
        gap = view.source[before + 1 : after]
        fact = next((starts[p] for p in range(before + 1, after) if p in starts), None)
        if fact is None or fact.end > after:
            if fact is not None and fact.start < after < fact.end and _turned(fact, after):
                found.append(_left_out(view, j))
            continue
        rest = gap.replace(fact.surface, "", 1)
        if all(c in _MARKS or c in "绝决坚并的地就也都是" for c in rest):
            found.append(_left_out(view, j))
    return found


def _exchanged(view: View) -> list[Finding]:
    """A negation told as its opposite: 不得 as 可."""
    found: list[Finding] = []
    for words, place in view.exchanged:
        said, given = words.of(view.output), place.of(view.source)
        short = len(place) <= 4 and len(words) <= 3 and said.strip("，、；。")
        if short and _is_negative(given) and not _is_negative(said):
            found.append(Finding(words.start, words.end, given, "漏掉了否定", (given,)))
    return found


def _is_negative(words: str) -> bool:
    return bool(_NEGATION.match(words)) and not _LEXICAL.match(words)


def _bare(view: View, j: int) -> bool:
    """Whether a copied run begins at output ``j`` right after a negation of the source."""
    places = view.places
    after = places[j]
    if after < 1 or places[j - 1] == after - 1 or not _denied(view, after):
        return False
    run = places[j : j + 4]
    if run != tuple(range(after, after + len(run))) or len(run) < 4:
        return False
    if 0 <= places[j - 1] < after <= places[j - 1] + 4:
        return False
    clause = max(view.output.rfind(mark, 0, j) for mark in "，。；：")
    return not _NEGATION.search(view.output[clause + 1 : j])


def _left_out(view: View, j: int) -> Finding:
    """The finding for a negation that is missing before output position ``j``."""
    after = view.places[j]
    before = view.places[j - 1]
    if 0 <= before < after <= before + 4:
        words = view.source[before : after + 1]
        return Finding(j - 1, j + 1, words, "漏掉了否定", (words,))
    denial = next(f for f in view.given.of(Kind.POLARITY) if f.start < after <= f.end)
    words = view.source[denial.start : after + 1]
    return Finding(j, j + 1, words, "漏掉了否定", (words,))


def _turned(fact: Fact, cut: int) -> bool:
    """Whether what is left of a negation cut at source position ``cut`` denies no more."""
    left = fact.surface[cut - fact.start :]
    return not _NEGATION.search(left)
