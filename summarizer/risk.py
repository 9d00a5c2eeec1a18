"""How likely a clause of a copied brief is to mislead, learned from briefs that were read.

A writer that copies clauses leaves out what others need: whose, of what, who demands it. Rules
catch what can be told for certain (:mod:`summarizer.severed`, :mod:`summarizer.hanging`); which of
several briefs that pass is safest is a matter of odds. A logistic regression over how each clause
was cut out and joined gives them (``python -m eval.risks``): it learnt where editors go on after
they leave clauses out, and from briefs of the model in which readers marked what misleads.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer.facts.lexicon import words
from summarizer.facts.segment import tagged
from summarizer.statements import circumstance, leads

#: Hashed features: the length of the table of weights.
SIZE: Final = 1 << 16
TABLE: Final = "brief_risks.npy"

_STOPS: Final = "，。；：！？,;:!?\n"
_CLAUSE: Final = re.compile(rf"[^{_STOPS}]+")
_SENTENCE_ENDS: Final = re.compile(r"[。！？!?\n]")
#: A clause behind it begins a sentence of the output.
_ENDED: Final = re.compile(r"[。！？!?\n]\Z")
_SAYS: Final = re.compile("指出|强调|要求|表示|提出|认为|介绍|说|称|建议|决定")
_DEMANDS: Final = re.compile("要|必须|确保|不得|严禁|力争|将|计划")
_FIGURE: Final = re.compile("[0-9]")
_NAMES: Final = frozenset(["nr", "nt", "ns", "nz"])
#: Persons, places, bodies, times, pronouns and figures.
_ABOUT: Final = ("nr", "ns", "nt", "t", "r", "m")
_NONE: Final = ("", "^")
_STEPS: Final = (0, 1, 2, 3, 5, 8, 12)


@dataclass(frozen=True, slots=True)
class Clause:
    """Clause [start, end) of an output: from clause ``first`` of the source to ``last``, whole at

    its start (``begins``) and end (``ends``); ``cut`` if it does not follow the clause before it
    there, ``inner`` if then no sentence begins on both sides; ``torn`` counts those up to here.
    ``kept`` are the source's clauses told before, ``left`` the last of them.
    """

    start: int
    end: int
    mark: str
    first: int
    last: int
    begins: bool
    ends: bool
    cut: bool
    inner: bool
    torn: int
    left: int
    kept: frozenset[int]


class Source:
    """Clauses and sentences of a text, by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [found.span() for found in _CLAUSE.finditer(text)]
        self._ends = [end for _, end in self.spans]
        self.sentence: list[int] = []
        self.opening: list[int] = []  # the first clause of the sentence of each
        before = number = first = 0
        for i, (start, end) in enumerate(self.spans):
            if _SENTENCE_ENDS.search(text, before, start):
                number, first = number + 1, i
            self.sentence.append(number)
            self.opening.append(first)
            before = end

    def at(self, place: int) -> int:
        """The clause that ``place`` is in, or -1."""
        i = bisect_left(self._ends, place + 1)
        return i if i < len(self.spans) and self.spans[i][0] <= place else -1

    def words(self, i: int) -> str:
        """Clause ``i``; "" where there is none."""
        return self.text[slice(*self.spans[i])] if 0 <= i < len(self.spans) else ""

    def mark(self, i: int) -> str:
        """What stands behind clause ``i``."""
        end = self.spans[i][1] if 0 <= i < len(self.spans) else 0
        return self.text[end : end + 1] or "^"


@lru_cache(maxsize=8)
def source(text: str) -> Source:
    """:class:`Source` of ``text``: candidates for one article share it."""
    return Source(text)


def clauses(text: str, places: Sequence[int], whole: Source) -> Iterator[Clause]:
    """The clauses of an output that were copied, in order."""
    kept: set[int] = set()
    left, ended, torn = -1, False, 0
    for found in _CLAUSE.finditer(text):
        known = [p for p in places[found.start() : found.end()] if p >= 0 and whole.at(p) >= 0]
        if not known:
            continue
        first, last = whole.at(known[0]), whole.at(known[-1])
        begins = known[0] == whole.spans[first][0]
        ends = known[-1] == whole.spans[last][1] - 1
        cut = left >= 0 and not (first == left + 1 and begins and ended)
        anew = begins and whole.opening[first] == first and _ENDED.search(text[: found.start()])
        inner = cut and not anew
        torn += inner
        mark = text[found.end() : found.end() + 1]
        yield Clause(
            *found.span(), mark, first, last, begins, ends, cut, inner, torn, left, frozenset(kept)
        )
        kept.update(range(first, last + 1))
        left, ended = last, ends


def risk(text: str, places: Sequence[int], article: str) -> float:
    """The odds that some clause of ``text`` misleads, in [0, 1].

    ``places`` [len(text)] is where each character stands in ``article``, -1 for nowhere.
    """
    return 1 - math.exp(-doubt(text, places, article))


def doubt(text: str, places: Sequence[int], article: str) -> float:
    """-log of the odds that no clause misleads, from 0: :func:`risk` on a scale that adds up."""
    found = features(text, places, source(article))
    return -sum(math.log1p(-chance(names)) for _, names in found)


def chance(names: Sequence[int]) -> float:
    """The odds that a clause with these features misleads."""
    table = _table()
    return 1 / (1 + math.exp(-float(table[list(names)].sum())))


@cache
def _table() -> NDArray[np.float32]:
    with (files("summarizer.facts") / "data" / TABLE).open("rb") as file:
        loaded: NDArray[np.float32] = np.load(file).astype(np.float32)
    return loaded


def features(text: str, places: Sequence[int], whole: Source) -> Iterator[tuple[Clause, list[int]]]:
    """Each copied clause with what the table knows it by."""
    for i, clause in enumerate(clauses(text, places, whole)):
        begin = 1 + max(text.rfind(mark, 0, clause.start) for mark in "。！？")
        names = [*_shape(clause, whole, i)]
        if clause.cut:
            names += joined(whole, clause.left, clause.first, text[clause.start - 1], clause.kept)
        if clause.mark in "。；！？" and whole.mark(clause.last) in "，,":
            names += _ended(whole, clause.last, text[begin : clause.end], begin >= clause.start)
        yield clause, [hashed(name) for name in names]


@lru_cache(maxsize=1 << 15)
def hashed(name: str) -> int:
    """The place of a feature in the table."""
    return zlib.crc32(name.encode()) % SIZE


def _shape(clause: Clause, whole: Source, i: int) -> Iterator[str]:
    """How a clause was cut out."""
    yield "bias"
    yield f"at={min(i, 5)}"
    yield f"mark={whole.mark(clause.last)}{clause.mark}"
    yield f"whole={clause.begins}{clause.ends}|{i == 0}"
    yield f"within={min(clause.last - clause.first, 3)}"
    yield f"long={_step((clause.end - clause.start) // 3)}"
    yield f"cut={clause.cut}|{clause.mark}"
    yield f"torn={min(clause.torn, 4)}|{clause.inner}"
    yield f"in={clause.inner}|{clause.mark}|{clause.cut}"


def joined(whole: Source, left: int, right: int, glue: str, kept: frozenset[int]) -> Iterator[str]:
    """How clause ``right`` of the source goes on behind ``left``, by the mark ``glue``."""
    said, before, last = whole.words(right), whole.words(right - 1), whole.words(left)
    opening = whole.words(whole.opening[right])
    begins = whole.opening[right] == right
    near = whole.sentence[right] - whole.sentence[left]
    way = "back" if right < left else "same" if not near else "next" if near == 1 else "far"
    tags, lost, ends = _tags(said), _tags(before), _tags(last)
    first, second = (*tags, _NONE, _NONE)[:2]
    tail = ends[-1] if ends else _NONE
    has_first, has_before = whole.opening[right] in kept, right - 1 in kept
    yield from (
        f"g={glue}|{way}",
        f"b={begins}|{glue}|{way}",
        f"fk={has_first}|{begins}|{glue}|{way}",
    )
    yield from (f"pk={has_before}|{begins}|{way}", f"r={first[1]}|{begins}|{glue}|{way}")
    yield from (f"rk={_known(first)}|{glue}|{way}", f"rb={_known(first)}|{begins}")
    yield from (f"rr={first[1]}{second[1]}|{glue}|{begins}", f"rw={first[0]}|{begins}")
    yield from (f"rrk={_known(first)}{_known(second)}|{begins}|{way}", f"rrw={first[0]}{second[0]}")
    if not begins:
        head, stop = (lost[0], lost[-1]) if lost else (_NONE, _NONE)
        yield from (
            f"p={head[1]}|{first[1]}|{has_before}|{way}",
            f"q={stop[1]}|{first[1]}|{has_before}",
        )
        yield from (f"qk={_known(stop)}|{first[1]}", f"pp={_known(head)}|{_known(first)}")
        mark = whole.mark(right - 1)
        yield f"pm={mark}|{first[1]}|{glue}|{way}"
        yield f"pl={leads(before + mark)}|{circumstance(before + mark)}|{glue}|{way}"
        yield f"ps={_step(len(before) // 3)}|{way}"
        subject = (*_tags(opening), _NONE)[0]
        yield f"f={subject[1]}|{first[1]}|{has_first}|{way}"
        yield f"fl={leads(opening + '，')}|{has_first}|{way}|{glue}"
    yield from _passed_over(whole, right, kept, f"{begins}|{glue}|{way}")
    demands = _DEMANDS.search(said) is not None
    yield f"say={_SAYS.search(opening) is not None}|{has_first}|{begins}|{glue}|{way}|{demands}"
    yield f"ll={leads(last + glue)}|{glue}|{way}|{first[1]}|{begins}"
    yield from (f"lz={tail[1]}|{first[1]}|{glue}|{way}", f"lk={_known(tail)}|{glue}|{way}|{begins}")
    yield f"s={_step(len(said) // 3)}|{begins}|{glue}"
    yield f"n={_FIGURE.search(said) is not None}|{begins}|{way}|{first[1]}"
    yield f"gap={_step(right - left)}|{way}|{glue}"
    yield f"v={any(tag[0] == 'v' for _, tag in tags)}|{begins}|{glue}"
    yield f"nn={any(tag in _NAMES for _, tag in tags[:2])}|{begins}|{way}|{glue}"


def _passed_over(whole: Source, right: int, kept: frozenset[int], how: str) -> Iterator[str]:
    """Who, where and when is told in what was left out before clause ``right`` of its sentence, or

    of the sentence before the one that it begins, and in the clause itself.
    """
    own = {tag for _, tag in _tags(whole.words(right))}
    opening = whole.opening[right]
    inside = [i for i in range(opening, right) if i not in kept]
    lost = {tag for i in inside for _, tag in _tags(whole.words(i))}
    for kind in _ABOUT:
        yield f"x{kind}={kind in lost}|{kind in own}|{how}"
    if inside:
        yield f"xm={min(len(inside), 4)}|{len(inside) == right - opening}|{how}"
        yield f"xv={any(t == 'v' for i in inside for _, t in _tags(whole.words(i)))}|{how}"
    if opening == right and right:
        first = whole.opening[right - 1]
        missed = [i for i in range(first, right) if i not in kept]
        gone = {tag for i in missed for _, tag in _tags(whole.words(i))}
        for kind in _ABOUT:
            yield f"y{kind}={kind in gone}|{kind in own}|{how}"
        yield f"ym={min(len(missed), 3)}|{len(missed) == right - first}|{how}"


def _ended(whole: Source, last: int, sentence: str, alone: bool) -> Iterator[str]:
    """How a sentence ends where the source goes on behind clause ``last``."""
    said, after = whole.words(last), whole.words(last + 1)
    tags, following = _tags(said), _tags(after)
    first, stop = (tags[0], tags[-1]) if tags else (_NONE, _NONE)
    then = following[0] if following else _NONE
    yield from (f"e1={first[1]}|{alone}", f"e1k={_known(first)}|{alone}", f"ez={stop[1]}|{alone}")
    yield from (f"ezw={stop[0]}", f"en={then[1]}|{alone}", f"enk={_known(then)}")
    yield from (f"ezn={stop[1]}{then[1]}", f"e1z={first[1]}{stop[1]}|{alone}")
    yield f"ec={circumstance(said + '，')}|{leads(said + '，')}|{alone}"
    verbs = sum(tag[0] == "v" and tag != "vn" for _, tag in _tags(sentence))
    yield f"ev={min(verbs, 4)}|{alone}|{_step(len(sentence) // 6)}"


@lru_cache(maxsize=4096)
def _tags(words_: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in tagged(words_) if pair[0].strip("“”‘’（）《》 \u3000"))


def _known(pair: tuple[str, str]) -> str:
    return pair[0] if pair[0] in words("joint_words.txt") else "_"


def _step(n: int) -> int:
    return next((step for step in _STEPS if n <= step), 99)
