"""Prepositions and their verbs: 对乡村文具店 says nothing without 集中抽查.

A writer that copies clauses may stop behind the first member of the list that a preposition takes
(对文具店 of 对文具店、书报亭抽查), behind its clause (对山区码头 of 对山区码头，先行改造)
or leave out the verb between them (向鱼苗6万尾 of 向湖中投放鱼苗6万尾). Clauses end in the
source there too, so that where they end tells nothing (:func:`summarizer.binding.ended`). This
judges the model's own briefs, not people's.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.facts.model import View
from summarizer.facts.segment import tagged
from summarizer.types import Check
from summarizer.verdicts import mixed, sound

_CLAUSE: Final = re.compile(r"[^，。；：！？\n,;:!?]+")
#: Prepositions that nothing but a verb can go with.
_PREPOSITIONS: Final = frozenset(["对", "把", "向", "针对"])
#: Parts of speech of jieba that say what is done, or may: verbs, adjectives, set phrases.
_VERBAL: Final = frozenset("vzail")
#: What is done, where jieba takes it for a noun: 逐户核实, 轮训一遍, 每餐补贴2元, 汇率为6.13, 会见.
_DONE: Final = re.compile("[训补支核建报逐为]|一遍|到底|合龙|生效|会[见晤谈]")
#: Verbs before a preposition that need another one behind: 要求对…, 要把….
_LEADING: Final = frozenset(
    [
        *("要", "将", "应", "须", "需", "能", "可", "必须", "应当", "需要", "确保", "力争"),
        *("强调", "要求", "指出", "提出", "表示"),
    ]
)
#: Where the source goes on with what its preposition belongs to.
_GOES_ON: Final = frozenset("、，,")


def governed(view: View) -> Check:
    """Whether the last preposition of each clause has a verb: not 在汛期前对乡村文具店。."""
    for clause in _CLAUSE.finditer(view.output):
        at = clause.start() + _verbless(clause[0])
        if at < clause.start() or _whole(view, at, clause.end()):
            continue
        last = view.places[clause.end() - 1]
        theirs = view.source[max(0, last - 5) : last + 15]
        return mixed(view, at, clause.end(), "介词后面没有动词，应写出做什么", theirs)
    return sound(view.task)


def _verbless(clause: str) -> int:
    """Where in ``clause`` a preposition stands that has no verb before or behind it, or -1."""
    words = tagged(clause)
    found = [i for i, (w, tag) in enumerate(words) if w in _PREPOSITIONS and tag[0] in "pdc"]
    if not found:
        return -1
    before, behind = words[: found[-1]], words[found[-1] + 1 :]
    done = any(_acts(*word) and word[0] not in _LEADING for word in before)
    done |= not behind or any(_acts(*word) or word[1] == "d" for word in behind)
    return -1 if done else sum(len(word) for word, _ in before)


def _acts(word: str, tag: str) -> bool:
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
