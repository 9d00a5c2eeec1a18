"""Errors of wording: a negation dropped or added, a quotation altered, a sibling place."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from eval.errors.edit import GIVEN, Edit, in_one_row, stated
from eval.tagged import Pair, nested
from summarizer.facts.lexicon import lines, words

_NEGATIVE: Final = {
    **dict.fromkeys(("不", "未"), ""),
    **{"不得": "可", "不能": "能", "不要": "要", "不会": "会", "未能": "能", "不可": "可"},
}
_SIBLING: Final = re.compile(r"[省市县区镇乡村州盟旗]$|街道$|社区$")
_VAGUE: Final = frozenset("全农城各我本省市县区镇乡")


def negation_dropped(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """A negation left out."""
    for token in pair.brief_tokens:
        new = _NEGATIVE.get(token.word)
        if new is None or token.tag not in ("d", "v", "vd"):
            continue
        if not stated(pair, token.start, token.end, new + pair.brief[token.end : token.end + 2]):
            yield token.start, token.word, new


def negation_added(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """A negation put before a verb."""
    for token in pair.brief_tokens:
        if token.tag != "v" or len(token.word) != 2 or token.start == 0:
            continue
        new = chance.choice("不未")
        if pair.brief[token.start - 1] in "不未没无非" or token.word[0] in "不未没无非":
            continue
        if new + token.word not in pair.source:
            yield token.start, token.word, new + token.word


def quotation(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """A quoted phrase or a title with a character changed, lost or exchanged."""
    for match in re.finditer(r"“([一-龥0-9]{2,40})”|《([一-龥0-9]{4,60})》", pair.brief):
        inner = match[1] or match[2]
        at = chance.randrange(len(inner))
        how = chance.randrange(3) if len(inner) > 3 else 0
        if how == 0:
            c = chance.choice([c for c in GIVEN + "大小新好高全" if c != inner[at]])
            new = inner[:at] + c + inner[at + 1 :]
        elif how == 1:
            new = inner[:at] + inner[at + 1 :]
        else:
            at = min(at, len(inner) - 2)
            new = inner[:at] + inner[at + 1] + inner[at] + inner[at + 2 :]
        if new not in pair.source:
            yield match.start() + 1, inner, new


@cache
def _levels() -> dict[str, str]:
    """Level of the places that everyone knows: countries, provinces, prefectures, counties."""
    level = dict.fromkeys(words("countries.txt"), "国")
    for line in lines("divisions.txt"):
        kind, *names = line.split()
        for name in names:
            level[name] = kind
            short = re.sub(r"(?:[一-龥]{1,3}族)*自治[区州县]$|特别行政区$|[省市县区]$", "", name)
            if kind != "县" and len(short) > 1:
                level.setdefault(short, kind)
    return level


def _level(name: str) -> str | None:
    """What kind of place a name is: its listed level, or its ending; None for any other word."""
    listed = _levels().get(name)
    if listed:
        return listed + ("" if name[-1:] in "省市县区州" else " short")
    ending = _SIBLING.search(name)
    return ending[0] if ending and 3 <= len(name) <= 6 and name[-2] not in _VAGUE else None


def place(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """Another place of the source at the same level, else a listed one that it does not name."""
    names = list(dict.fromkeys(t.word for t in pair.source_tokens if t.tag == "LOC"))
    for token in pair.tagged("LOC"):
        level = _level(token.word)
        if level is None or token.word in ("中国", "我国"):
            continue
        siblings = [
            n
            for n in names
            if _level(n) == level
            and not nested(n, token.word)
            and not in_one_row(pair.source, token.word, n)
            and not stated(pair, token.start, token.end, n)
        ]
        if not siblings:
            siblings = [n for n in _levels() if _level(n) == level and n[:2] not in pair.source]
        if siblings:
            yield token.start, token.word, chance.choice(siblings)
