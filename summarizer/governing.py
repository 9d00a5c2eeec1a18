"""Verbs that were left out: 对乡村文具店 says nothing without 集中抽查, nor 城区的38家店 alone.

A writer that copies clauses may stop behind the first member of the list that a preposition takes
(对文具店 of 对文具店、书报亭抽查), behind its clause (对山区码头 of 对山区码头，先行改造)
or leave out the verb between them (向鱼苗6万尾 of 向湖中投放鱼苗6万尾). Clauses end in the
source there too, so that where they end tells nothing (:func:`summarizer.binding.ended`). This
judges the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.bounds import after_last, until_first
from summarizer.cuts import STOPS, Cut
from summarizer.facts.model import Kind, View
from summarizer.facts.segment import tagged
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]")
_CLAUSE: Final = re.compile(r"[^，。；：！？\n,;:!?]+")
#: Prepositions that nothing but a verb can go with.
_PREPOSITIONS: Final = frozenset(["对", "把", "向", "针对"])
#: Parts of speech of jieba that say what is done, or may: verbs, adjectives, set phrases.
_VERBAL: Final = frozenset("vzail")
#: What is done, where jieba takes it for a noun: 逐户核实, 轮训一遍, 每餐补贴2元, 汇率为6.13, 会见.
_DONE: Final = re.compile("[训补支核建报逐为]|一遍|到底|合龙|生效|会[见晤谈]")
#: What is done to whom 对 names, though more is said of what is done it with: 对群众开展有趣的活动.
_DOES: Final = re.compile("[^，]*(?:作为|进行|开展|实施|给予|提供|提出|作出|有|[了着过“])")
#: What jieba takes for a set phrase, and says nothing.
_NOTHING: Final = frozenset(["意见建议"])
#: Verbs before a preposition that need another one behind: 要求对…, 要把….
_LEADING: Final = frozenset(
    [
        *("要", "将", "应", "须", "需", "能", "可", "必须", "应当", "需要", "确保", "力争"),
        *("强调", "要求", "指出", "提出", "表示"),
    ]
)
#: What ends in a number says it: 旅游收入1.07亿元.
_FIGURE: Final = re.compile(r"[0-9.]+[万亿千百]*(?:[\u4e00-\u9fff%]{0,2}|[平立]方[千公]?[米里])$")
#: What is said, whatever jieba takes it for, or whatever name it stands in.
_TOLD: Final = re.compile("[是达超占增降产有做讲]|不再|通过|担任|一片")
#: What is in somebody's hands, and what brought or keeps it there.
_HANDS: Final = re.compile("手[中里上]。")
_BROUGHT: Final = re.compile("[到送递在从给于入握拿]|交[给到付予由]")
#: Where the source ends what it says; a comma does not.
_PARTS: Final = frozenset([*"。；：！？;!?:\n”", ""])
_BEFORE: Final = "，。；：！？,;:!?\n "
#: Where the source goes on with what its preposition belongs to.
_GOES_ON: Final = frozenset("、，,")
#: A clause that is put back has so many 字 at most.
_LONGEST: Final = 24


def governed(view: View) -> Check:
    """Whether the last preposition of each clause has a verb: not 在汛期前对乡村文具店。."""
    found = _ungoverned(view)
    if found is None:
        return sound(view.task)
    at, end = found
    last = view.places[end - 1]
    theirs = view.source[max(0, last - 5) : last + 15]
    return mixed(view, at, end, "介词后面没有动词，应写出做什么", theirs)


def _ungoverned(view: View) -> tuple[int, int] | None:
    """Where the first such preposition stands, and where its clause ends."""
    for clause in _CLAUSE.finditer(view.output):
        at = clause.start() + _verbless(clause[0])
        if at >= clause.start() and not _whole(view, at, clause.end()):
            return at, clause.end()
    return None


def ungoverned(view: View) -> Cut | None:
    """Where the source's next clause says what is done to it: 对已清点的渡口，按照规划整修."""
    found = _ungoverned(view)
    last = view.places[found[1] - 1] if found else -1
    if found is None or last < 0 or view.source[last + 1 : last + 2] not in ("，", ","):
        return None
    behind = range(last + 1, until_first(view.source, STOPS, last + 2))
    words = view.source[behind.start + 1 : behind.stop]
    parts = tagged(words) if words else [("", "x")]
    goes_on = parts[0][1][0] in "vpdc"  # and nobody else does something
    does = goes_on and len(words) <= _LONGEST and any(_acts(*word) for word in parts)
    lost = behind if does and _verbless(words) < 0 else None
    return Cut(found[1], found[1], "介词后面没有动词，应写出做什么", words, lost, anew=False)


def _verbless(clause: str) -> int:
    """Where in ``clause`` a preposition stands that has no verb before or behind it, or -1."""
    words = tagged(clause)
    found = [i for i, (w, tag) in enumerate(words) if w in _PREPOSITIONS and tag[0] in "pdc"]
    if not found:
        return -1
    before, behind = words[: found[-1]], words[found[-1] + 1 :]
    done = any(_acts(*word) and word[0] not in _LEADING for word in before)
    object_ = _object(behind) if words[found[-1]][0] in ("对", "针对") else behind
    done |= not behind or any(_acts(*word) or word[1] == "d" for word in object_)
    return -1 if done else sum(len(word) for word, _ in before)


def _object(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words behind an attribute, whose verbs are not done to it: 对考核优秀的|网格员."""
    last = max((i + 1 for i, (word, _) in enumerate(words) if word == "的"), default=0)
    return words if _DOES.match("".join(w for w, _ in words[:last])) else words[last:]


def _acts(word: str, tag: str) -> bool:
    if word in _NOTHING or tag == "zg":  # 员, 县, 村
        return False
    return tag[0] in _VERBAL or tag == "vn" or _DONE.search(word) is not None


def _whole(view: View, start: int, end: int) -> bool:
    """Whether the source has no more behind the phrase [start, end), or the output goes on with it.

    Unknown places and phrases that are as in the source pass.
    """
    places, last = view.places, view.places[end - 1]
    if last < 0:
        return True
    following = next((p for p in places[end + 1 : end + 4] if p >= 0), -1)
    if view.output[end : end + 1] in ("，", "：", ",", ":") and last < following <= last + 2:
        return True
    left_out = 0 <= places[start] < places[start + 1] - 1  # between preposition and noun
    return not left_out and view.source[last + 1 : last + 2] not in _GOES_ON


def handed(view: View) -> Check:
    """Whether what is in hands was put there: not 7月3日，民警皮小军手中。."""
    for sentence in _SENTENCE.finditer(view.output):
        hands = _HANDS.search(sentence[0])
        if hands and not _BROUGHT.search(sentence[0], 0, hands.start()):
            return mixed(view, *sentence.span(), "此句没有谓语，应写明做了什么")
    return sound(view.task)


def has_verb(view: View) -> Check:
    """Whether each sentence has a verb, where the source says more than it: not 城区的38家店。 of

    走访城区的38家店，发现…. Verbs of an attribute do not count if the source's own was left out.
    """
    named = {
        i
        for kind in (Kind.NAMES, Kind.PLACES, Kind.ORGANISATIONS, Kind.POSTS)
        for fact in view.said.of(kind)
        for i in range(fact.start, fact.end)
    }
    for sentence in _SENTENCE.finditer(view.output):
        first, last = view.places[sentence.start()], view.places[sentence.end() - 2]
        if first < 0 or last < 0:
            continue
        spans = [
            range(sentence.start() + c.start(), sentence.start() + c.end())
            for c in _CLAUSE.finditer(sentence[0])
        ]
        lost = view.source[after_last(view.source, _BEFORE, first) : first]
        goes_on = view.source[last + 1 : last + 2] not in _PARTS
        leading = bool(lost) and tagged(lost)[-1][1][0] in "vp"
        nothing = not any(_says(view.output, s, named, whole=True) for s in spans)
        attribute = not any(_says(view.output, s, named, whole=False) for s in spans)
        if (nothing and (lost or goes_on)) or (attribute and leading):
            theirs = lost or view.source[last + 1 : last + 15]
            return mixed(view, *sentence.span(), "此句没有谓语，应写明做了什么", theirs)
    return sound(view.task)


def _says(text: str, span: range, named: set[int], *, whole: bool) -> bool:
    """Whether a clause has a verb, or ends in a figure; not ``whole``: behind its attribute."""
    clause = text[span.start : span.stop]
    begin = 0 if whole else clause.rfind("的") + 1
    if _FIGURE.search(clause) or _TOLD.search(clause, begin):
        return True
    at = 0
    for word, tag in tagged(clause):
        if at >= begin and span.start + at not in named and _acts(word, tag):
            return True
        at += len(word)
    return False


#: What is asked of the model's briefs and of extracts.
BRIEF: Final = (governed, handed, has_verb)
