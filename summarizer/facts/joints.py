"""Joints: where a text that copies its source leaves one place and goes on at another.

A writer who copies leaves out modifiers, members of a list, whole clauses; a model that copies
also joins half a clause with half of another. Which joints writers make was learned from the
joints of editors' briefs and headlines against the same joints moved by a word or two
(``python -m eval.joints``): a logistic regression per task over the words and parts of speech on
both sides, in the output and in the source. A joint's score is the log odds that an editor made it.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.bounds import after_last
from summarizer.facts.align import fold
from summarizer.facts.lexicon import words
from summarizer.facts.model import Kind, View
from summarizer.statements import leads
from summarizer.types import Task

#: Hashed features: the length of the table of weights.
SIZE: Final = 1 << 17
#: Doubt of a whole text above which what the model joined is not printed. Half of editors' briefs
#: and a fifth of their headlines are above it: they also rewrite, so it judges no human's text.
LIMIT: Final = {Task.BRIEF: 0.4, Task.HEADLINE: 0.7}
#: Log odds at which a joint adds a doubt of one.
EVEN: Final = -2.0
#: What a joint of whole clauses counts, of a sentence or between sentences, and at most: nothing is
#: torn. Where clauses of two sentences are joined in one, who says or does it may change: that
#: counts in full.
WHOLE: Final = 0.2
MOST: Final = 0.3

MARKS: Final = frozenset("，。、；：！？“”‘’（）《》—…·,.!?:;() \n-")
_FAR: Final = 120
_SHORT: Final = 8
_SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？\n]?[”’）]?")
_NUMBER: Final = re.compile(r"[0-9.%]+")
# In folded texts both quotes are the same.
_STOPS: Final = "，。；：！？,;:!?\n"
_CLAUSE_ENDS: Final = re.compile(rf"[“‘）)]*[{_STOPS}][“‘（(]*")
_CLAUSE_BEGINS: Final = re.compile(
    rf"(?:^|[{_STOPS}])[“‘（( ]*(?:第?[一二三四五六七八九十](?:是|要|，))?\Z"
)
_MEMBERS: Final = frozenset("、和与及")
_SPEECH: Final = re.compile(r"(?:强调|指出|要求|表示|提出|认为|说)[，：]")
_DEMAND: Final = re.compile(r"要|必须|应当")
_SENTENCE_ENDS: Final = re.compile(r"[。！？!?\n]")
_CLAUSE: Final = re.compile(rf"[^{_STOPS}]*[，：,:]?")


@dataclass(frozen=True, slots=True)
class Joint:
    """Output character ``left`` was copied from ``before``, ``right`` from ``after``.

    ``glue`` is what the output has between them: marks and written words.
    """

    left: int
    right: int
    before: int
    after: int
    glue: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    tag: str
    start: int
    end: int


_NONE: Final = _Word("", "^", 0, 0)
_CUT: Final = _Word("#", "#", 0, 0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence of the output, how doubtful its joints are, and the worst one's place."""

    start: int
    end: int
    doubt: float
    worst: int


def joints(output: str, places: Sequence[int], source: str) -> Iterator[Joint]:
    """The joints of ``output`` by position; both texts folded. Marks are no ends of a piece."""
    last = -1
    for j, place in enumerate(places):
        if place < 0 or output[j] in MARKS:
            continue
        if last >= 0:
            glue = output[last + 1 : j]
            before = places[last]
            if place != before + 1 + len(glue) or source[before + 1 : place] != glue:
                yield Joint(last, j, before, place, glue)
        last = j


def doubts(view: View) -> list[Doubt]:
    """Per sentence of the output the doubt about its joints; those to its left count to it."""
    output, source = fold(view.output), fold(view.source)
    found = [j for j in joints(output, view.places, source) if not _introduces(view, j)]
    scored = [(j.right, weighed(source, j, score(source, j, view.task))) for j in found]
    sentences: list[Doubt] = []
    for match in _SENTENCE.finditer(output):
        inside = [(doubt, at) for at, doubt in scored if match.start() <= at < match.end()]
        if match[0]:
            worst = max(inside)[1] if inside else match.start()
            total = sum(doubt for doubt, _ in inside)
            sentences.append(Doubt(match.start(), match.end(), total, worst))
    return sentences


def _introduces(view: View, joint: Joint) -> bool:
    """Whether a person meets his posts, his verb of speech or his company (一行): who is what

    and who says what is checked for itself.
    """
    right = joint.right
    if any(pair.end == right for pair in view.said.of(Kind.PAIRS)):
        return any(name.start == right for name in view.said.of(Kind.NAMES))
    spoke = _SPEECH.match(view.output, right) or view.output.startswith("一行", right)
    return bool(spoke) and any(name.end == joint.left + 1 for name in view.said.of(Kind.NAMES))


def weighed(source: str, joint: Joint, odds: float) -> float:
    """The doubt that a joint of these log odds adds."""
    doubt = math.exp(EVEN - odds)
    if _whole(source, joint) or _listed(source, joint):
        return min(MOST, WHOLE * doubt)
    return doubt


def _listed(source: str, joint: Joint) -> bool:
    """Whether members of one list meet, and those between them are left out."""
    gap = source[joint.before + 1 : joint.after]
    return (
        joint.glue == "、"
        and len(gap) > 1
        and gap[0] == "、"
        and gap[-1] in _MEMBERS
        and not any(mark in gap for mark in _STOPS)
    )


def _whole(source: str, joint: Joint) -> bool:
    """Whether a clause ends and another begins here in the source too, and no clause of another

    sentence goes on with this one's subject. 他强调， may stand before and after any, and what is
    demanded (要…) after what somebody says: who says what is checked for itself.
    """
    before, after, glue = joint.before, joint.after, joint.glue
    if after <= before or not _CLAUSE_ENDS.fullmatch(glue):
        return False
    begins = _CLAUSE_BEGINS.search(source, max(0, after - 6), after)
    if not begins or not _CLAUSE_ENDS.match(source, before + 1):
        return False
    if _SENTENCE_ENDS.search(glue) or not _SENTENCE_ENDS.search(source, before + 1, after):
        return True
    following = _CLAUSE.match(source, after)
    if _DEMAND.match(source, after) and _SPEECH.search(source, 0, before + 1):
        return True
    return leads(source[after_last(source, _STOPS, before) : before + 1] + glue) or (
        following is not None and leads(following[0])
    )


def score(source: str, joint: Joint, task: Task) -> float:
    """Log odds that ``joint`` is one that an editor would make."""
    return _score(source, joint.before, joint.after, joint.glue, task)


@lru_cache(maxsize=2048)
def _score(source: str, before: int, after: int, glue: str, task: Task) -> float:
    """The score by what it depends on: candidates for one article share most of their joints."""
    weights = _weights(task)
    return float(sum(weights[_index(name)] for name in _features(source, before, after, glue)))


def hashed(source: str, joint: Joint) -> list[int]:
    """The features of a joint as indices of the table."""
    names = _features(source, joint.before, joint.after, joint.glue)
    return [_index(name) for name in names]


@lru_cache(maxsize=1 << 15)
def _index(name: str) -> int:
    return zlib.crc32(name.encode()) % SIZE


def table(task: Task) -> str:
    """The name of the file with the weights for ``task``."""
    return f"{task.value}_joints.npy"


@cache
def _weights(task: Task) -> NDArray[np.float32]:
    path = files("summarizer.facts") / "data" / table(task)
    with path.open("rb") as file:
        loaded: NDArray[np.float32] = np.load(file).astype(np.float32)
    return loaded


@lru_cache(maxsize=4)
def _tagged(text: str) -> tuple[tuple[_Word, ...], tuple[int, ...]]:
    """The words of a text with parts of speech, and per character the index of its word."""
    import rjieba  # loads its dictionary, which few outputs need

    found: list[_Word] = []
    index: list[int] = []
    for word, tag in rjieba.tag(text, False):
        if word[0] in MARKS and all(c in MARKS for c in word):
            tag = "w" + word[0]
        elif _NUMBER.fullmatch(word):
            tag = "m"
        found.append(_Word(word, tag, len(index), len(index) + len(word)))
        index += [len(found) - 1] * len(word)
    return tuple(found), tuple(index)


def _known(word: _Word) -> str:
    return word.text if word.text in words("joint_words.txt") else "_"


def _glue(glue: str) -> str:
    """What kind of glue: nothing, a mark, a known word, a word."""
    if len(glue) <= 1 and all(c in MARKS for c in glue):
        return glue
    if all(c in MARKS for c in glue):
        return "M"
    if glue in words("joint_words.txt"):
        return "G" + glue
    return "GM" if any(c in MARKS for c in glue) else "GW"


def _distance(source: str, before: int, after: int) -> str:
    """What a joint leaps over in the source."""
    if after <= before:
        return "back" if after < before else "same"
    gap = source[before + 1 : after]
    if any(c in gap for c in "。！？\n"):
        return "far" if len(gap) >= _FAR else "next"
    for marks, name in (("；", "semi"), ("，：", "comma"), ("、", "list")):
        if any(c in gap for c in marks):
            return name
    return "in" if len(gap) >= _SHORT else "short"


def _features(source: str, before: int, after: int, glue: str) -> Iterator[str]:
    found, index = _tagged(source)
    i, k = index[before], index[after]
    left, right = found[i], found[k]
    ends, begins = before == left.end - 1, after == right.start
    cut = (found[i + 1] if i + 1 < len(found) else _NONE) if ends else _CUT
    lost = (found[k - 1] if k else _NONE) if begins else _CUT
    left2 = found[i - 1] if i else _NONE
    right2 = found[k + 1] if k + 1 < len(found) else _NONE
    g, d = _glue(glue), _distance(source, before, after)
    yield from ("b", f"g={g}", f"d={d}", f"gd={g}{d}", f"wl={ends}{begins}{g}")
    yield from (f"l={left.tag}|{g}", f"r={right.tag}|{g}", f"ld={left.tag}|{g}|{d}")
    yield from (f"rd={right.tag}|{g}|{d}", f"lr={left.tag}|{right.tag}|{g}")
    yield from (f"lc={left.tag}|{cut.tag}|{g}", f"or={lost.tag}|{right.tag}|{g}")
    yield from (f"co={cut.tag}|{lost.tag}|{g}|{d}", f"ll={left2.tag}|{left.tag}|{g}")
    yield from (f"rr={right.tag}|{right2.tag}|{g}", f"c={cut.tag}|{g}|{d}")
    yield from (f"o={lost.tag}|{g}|{d}", f"cr={cut.tag}|{right.tag}|{g}")
    yield from (f"lo={left.tag}|{lost.tag}|{g}",)
    yield f"lcor={left.tag}|{cut.tag}|{lost.tag}|{right.tag}|{g}"
    yield f"llcd={left2.tag}|{left.tag}|{cut.tag}|{g}|{d}"
    yield f"orrd={lost.tag}|{right.tag}|{right2.tag}|{g}|{d}"
    a, z, c, o = _known(left), _known(right), _known(cut), _known(lost)
    yield from (f"L={a}|{g}", f"R={z}|{g}", f"LC={a}|{c}", f"Lc={a}|{cut.tag}|{g}")
    yield from (f"Or={o}|{right.tag}|{g}", f"oR={z}|{lost.tag}|{g}", f"Lr={a}|{right.tag}|{g}")
    yield from (f"lR={left.tag}|{z}|{g}", f"C={c}|{g}|{d}", f"O={o}|{g}|{d}")
    yield from (f"lLc={left2.tag}|{a}|{cut.tag}", f"oRr={lost.tag}|{z}|{right2.tag}")
    yield f"Ll={_known(left2)}|{left.tag}|{g}"
