"""Errors about people: names, posts, who speaks, who comes first."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from eval.errors.edit import GIVEN, Edit, in_one_row, stated
from eval.tagged import Pair, nested

_RANK: Final = (
    "书记|主任|主席|县长|市长|区长|镇长|乡长|省长|州长|部长|局长|厅长|院长|秘书长|检察长|校长|会长|组长|处长|队长|"
    "总理|委员长|理事长|董事长|总经理|所长|站长|政委|司令员"
)
_LOWERED: Final = (
    "书记|主任|主席|县长|市长|区长|镇长|乡长|省长|州长|部长|局长|厅长|院长|秘书长|校长|会长|组长|处长|总理|"
    "委员长|理事长|总经理|所长|站长"
)
_CHUNK: Final = re.compile(rf"[一-龥、（）]{{1,28}}(?:{_RANK})$")
_VERBAL: Final = re.compile(
    r"主持|出席|会见|陪同|[在与由对向被同和及的]|参加|率|宣布|任命|邀请|来到|听取|领导同志|表示"
)
_SPEECH: Final = re.compile(r"强调|指出|要求|表示|介绍|说|认为|提出|希望")


def other_name(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """Another person of the source in a name's place."""
    for token in pair.persons():
        others = [
            o
            for o in pair.others(token.word)
            if not in_one_row(pair.source, token.word, o)
            and not stated(pair, token.start, token.end, o)
        ]
        if others:
            yield token.start, token.word, chance.choice(others)


def name_character(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """One character of a given name changed."""
    for token in pair.persons():
        at = chance.randrange(1, len(token.word))
        new = chance.choice([c for c in GIVEN if c != token.word[at]])
        name = token.word[:at] + new + token.word[at + 1 :]
        if name not in pair.source:
            yield token.start, token.word, name


def _posts(pair: Pair) -> list[tuple[int, str, str]]:
    """Start, words and holder of the posts right before a person of the brief."""
    found: list[tuple[int, str, str]] = []
    persons = pair.persons()
    for i, token in enumerate(persons):
        start = max(pair.brief.rfind(mark, 0, token.start) for mark in "，。；：“”")
        start = max(start + 1, persons[i - 1].end + 1 if i else 0)
        chunk = pair.brief[start : token.start]
        if _CHUNK.fullmatch(chunk) and not _VERBAL.search(chunk):
            found.append((start, chunk, token.word))
    return found


def post_swap(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """The posts of two neighbours exchanged."""
    posts = _posts(pair)
    for (start, one, a), (later, other, b) in pairwise(posts):
        if nested(one, other) or a == b:
            continue
        ranks = [re.findall(_RANK, chunk) for chunk in (one, other)]
        if set(ranks[0]) & set(ranks[1]) and "副" not in one + other:
            continue
        if other + a in pair.source or one + b in pair.source:
            continue
        end = later + len(other)
        middle = pair.brief[start + len(one) : later]
        yield start, pair.brief[start:end], other + middle + one


def post_rank(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """A 副 put before a rank, or taken from it."""
    for start, chunk, holder in _posts(pair):
        for match in re.finditer(rf"(?P<deputy>副)?(?P<rank>{_LOWERED})", chunk):
            head, tail = chunk[: match.start()], chunk[match.end() :]
            if head.endswith(("总", "常务", "代")) or (tail and tail[0] not in "、"):
                continue
            rank = match["rank"] if match["deputy"] else "副" + match["rank"]
            part = head.rpartition("、")[2] + rank
            if re.search(rf"(?<!副){re.escape(part)}[^，。；]{{0,20}}{holder}", pair.source):
                continue
            yield start, chunk, head + rank + tail


def order(pair: Pair, _: random.Random) -> Iterator[Edit]:
    """Two neighbours of a row exchanged."""
    persons = pair.persons()
    for a, b in pairwise(persons):
        joint = pair.brief[a.end : b.start]
        if joint in ("、", "和", " ", "与") and a.word + joint + b.word in pair.source:
            turned = b.word + joint + a.word
            if turned not in pair.source:
                yield a.start, pair.brief[a.start : b.end], turned


def speaker(pair: Pair, chance: random.Random) -> Iterator[Edit]:
    """Another person before a verb of speech."""
    for token in pair.persons():
        if not _SPEECH.match(pair.brief, token.end):
            continue
        others = [
            o
            for o in pair.others(token.word)
            if not in_one_row(pair.source, token.word, o)
            and not stated(pair, token.start, token.end, o)
        ]
        speaking = [o for o in others if re.search(f"{o}(?:{_SPEECH.pattern})", pair.source)]
        if others:
            yield token.start, token.word, chance.choice(speaking or others)
