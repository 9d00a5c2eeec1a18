"""Where each word of a reference was copied from: what the pointer is taught to point at.

Decoding copies whole units forward through a source and writes nothing else but marks and a few
words (:mod:`summarizer.seq2seq.constraints`). A reference is brought into that form: its
characters are aligned with the source's by dynamic programming, runs are widened or narrowed to
whole units, and what is neither copied nor glue is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summarizer.selecting import Evidence
from summarizer.seq2seq.constraints import Rules
from summarizer.seq2seq.engine import Decoding, Prompt
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.types import Task
from summarizer.words import words

#: What the best path earns per character and mark copied, and pays: for a character or a mark
#: that is not copied, for entering or leaving a unit inside, and for going on elsewhere: further
#: down the source behind a mark or not, further up in a new sentence or not.
_COPIED, _COPIED_MARK, _LOST, _LOST_MARK, _TORN = 1.0, 0.1, 1.0, 0.1, 0.8
_DOWN, _DOWN_INSIDE, _UP, _UP_INSIDE = 0.3, 1.2, 0.6, 2.2

_NEVER = -1e9
_SENTENCE_ENDS = frozenset("。！？")
_DIVIDERS = frozenset("，、；：")


#: A clause is left out where less of what it copies than this is in the evidence.
_CLAUSE_HELD = 0.7
_CLAUSES = re.compile(r"[^，。；：！？ ]+[，。；：！？ ]*|[，。；：！？ ]+")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A reference as decoding would write it.

    ``ids`` are its tokens without the end; ``places`` the encoder position that each is copied
    from (text starts at 1), 0 for marks and for what is written. Shares of the reference's
    characters, marks aside: ``lost`` are neither copied nor glue, ``held`` are in clauses that
    the evidence supports; the other clauses are left out whole.
    """

    ids: tuple[int, ...]
    places: tuple[int, ...]
    lost: float
    held: float


def align(
    text: str, evidence: Evidence, reference: str, task: Task, vocabulary: Vocabulary
) -> Aligned:
    """Align ``reference`` with ``text``, and write it from the ``evidence`` taken from that.

    The alignment is made on the whole text: on evidence alone, words of what is missing there
    would find other places.
    """
    path = _path(text, reference, _inner(text, task, vocabulary))
    place = {at: i for i, at in enumerate(evidence.origin.positions())}
    held = ""
    kept: list[int] = []
    for clause in _CLAUSES.finditer(reference):
        own = path[clause.start() : clause.end()]
        copied = [at for at in own if at >= 0]
        if sum(at in place for at in copied) >= _CLAUSE_HELD * len(copied):
            held += clause[0]
            kept += [place.get(at, -1) for at in own]
    prompt = Prompt(text=evidence.text, task=task, atomic=words(evidence.text))
    rules = Rules(prompt, vocabulary.encode(evidence.text), vocabulary, Decoding())
    writing = _written(held, kept, rules)
    writing.end()
    total = max(1, _size(reference))
    return Aligned(
        tuple(writing.ids), tuple(writing.places), writing.lost / total, _size(held) / total
    )


def _size(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _inner(text: str, task: Task, vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Per character, and for the end, whether it is inside a unit and not its first."""
    prompt = Prompt(text=text, task=task, atomic=words(text))
    inner = np.zeros(len(text) + 1, np.bool_)
    for unit in _units(Rules(prompt, vocabulary.encode(text), vocabulary, Decoding())):
        inner[unit.start + 1 : unit.end] = True
    return inner


@dataclass(frozen=True, slots=True)
class _Unit:
    """Characters that are copied whole, and the encoder positions of their tokens."""

    start: int
    end: int
    tokens: range


def _units(rules: Rules) -> Iterator[_Unit]:
    spans, at = rules.source.spans, 1
    while at <= len(spans):
        end = max(int(rules.ends[at]), at + 1)
        if not rules.vocabulary.control[rules.ids[at]]:
            yield _Unit(spans[at - 1][0], spans[end - 2][1], range(at, end))
        at = end


def _path(source: str, reference: str, inner: NDArray[np.bool_]) -> list[int]:
    """Per character of ``reference`` the character of ``source`` it is copied from, or -1.

    The best path through two layers of states per place k (character k - 1 of the source, 0
    before the first): copied from k just now, or not, having copied from k last.
    """
    size = len(source) + 1
    codes = np.array([0, *map(ord, source)])
    enter = np.concatenate(([0.0], np.where(inner[:-1], _TORN, 0.0)))
    leave = np.concatenate(([0.0], np.where(inner[1:], _TORN, 0.0)))
    places = np.arange(size)
    copied, other = np.full(size, _NEVER), np.full(size, _NEVER)
    other[0] = 0.0
    steps: list[tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]] = []
    before = "。"
    for char in reference:
        mark = not char.isalnum()
        rest = np.maximum(copied - leave, other)
        down = _DOWN if not before.isalnum() else _DOWN_INSIDE
        up = _UP if before in _SENTENCE_ENDS else _UP_INSIDE
        highest = np.maximum.accumulate(rest)
        nearest = np.maximum.accumulate(np.where(rest == highest, places, 0))
        top = int(rest.argmax())
        origin = np.concatenate(([0], nearest[:-1]))
        begun = np.concatenate(([_NEVER], highest[:-1] - down))
        further_up = rest[top] - up > begun
        origin[further_up] = top
        begun = np.where(further_up, rest[top] - up, begun) - enter
        on = np.concatenate(([_NEVER], copied[:-1]))
        going = on >= begun
        earned = _COPIED_MARK if mark else _COPIED
        steps.append((origin, going, other > copied - leave))
        fits = codes == ord(char)
        copied = np.where(fits, np.maximum(on, begun) + earned, _NEVER)
        other = rest - (_LOST_MARK if mark else _LOST)
        before = char
    return _traced(steps, copied - leave, other)


def _traced(
    steps: Sequence[tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]],
    copied: NDArray[np.float64],
    other: NDArray[np.float64],
) -> list[int]:
    k = int(np.maximum(copied, other).argmax())
    inside = bool(copied[k] >= other[k])
    path: list[int] = []
    for origin, going, apart in reversed(steps):
        path.append(k - 1 if inside else -1)
        if inside and going[k]:
            k -= 1
            continue
        if inside:
            k = int(origin[k])
        inside = not apart[k]
    return path[::-1]


@dataclass
class _Writing:
    """Tokens with their places, and how many characters were left out."""

    rules: Rules
    ids: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    lost: int = 0

    def copy(self, unit: _Unit) -> None:
        """Append a unit, unless it stands there already."""
        if self.places and self.places[-1] == unit.tokens[-1]:
            return
        for place in unit.tokens:
            token = self.rules.ids[place]
            if len(unit.tokens) == 1 and self.rules.vocabulary.mark[token]:
                self.mark(token)
            else:
                self.ids.append(token)
                self.places.append(place)

    def mark(self, token: int) -> None:
        """Append a mark; of two dividers or a divider and a full stop the later counts."""
        surface = self.rules.vocabulary.surface
        ending = surface[token] in _DIVIDERS | _SENTENCE_ENDS
        if ending and self.ids and surface[self.ids[-1]] in _DIVIDERS:
            self.ids.pop()
            self.places.pop()
        if self.ids or not ending:
            self.ids.append(token)
            self.places.append(0)

    def write(self, text: str) -> None:
        """Append what of ``text``, which is not copied, may be written."""
        vocabulary = self.rules.vocabulary
        glue = vocabulary.glue[self.rules.prompt.task]
        word = ""
        for char in [*text, ""]:
            if char.isalnum():
                word += char
                continue
            if word:
                ids = vocabulary.encode(word).ids
                if glue.issuperset(ids):
                    self.ids += ids
                    self.places += [0] * len(ids)
                else:
                    self.lost += len(word)
                word = ""
            for token in vocabulary.encode(char).ids if char else ():
                if token in glue:
                    self.mark(token)

    def end(self) -> None:
        """End as the house does: a brief with a full stop, a headline with none."""
        surface = self.rules.vocabulary.surface
        while self.ids and (surface[self.ids[-1]] in _DIVIDERS or surface[self.ids[-1]].isspace()):
            self.ids.pop()
            self.places.pop()
        ended = self.ids and surface[self.ids[-1]] in _SENTENCE_ENDS
        if self.rules.prompt.task is Task.BRIEF and self.ids and not ended:
            self.write("。")


def _written(reference: str, path: Sequence[int], rules: Rules) -> _Writing:
    units = list(_units(rules))
    holder = np.full(len(rules.source.text), -1)
    for i, unit in enumerate(units):
        holder[unit.start : unit.end] = i
    writing = _Writing(rules)
    for start, end in _runs(path):
        if path[start] < 0:
            writing.write(reference[start:end])
            continue
        inside = holder[path[start] : path[end - 1] + 1]
        for i in dict.fromkeys(inside[inside >= 0].tolist()):
            held = int((inside == i).sum())
            if 2 * held >= units[i].end - units[i].start:
                writing.copy(units[i])
            else:
                writing.lost += held
    return writing


def _runs(path: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of ``path`` that are copied in one run, or not copied."""
    start = 0
    for j in range(1, len(path) + 1):
        on = j < len(path) and (path[j] == path[j - 1] + 1 if path[j - 1] >= 0 else path[j] < 0)
        if not on and path:
            yield start, j
            start = j
