"""The oracle: the extract closest to the references, the ceiling of choosing without writing.

A brief is a set of clauses in source order, built greedily (Nallapati, Zhai and Zhou 2017) and
then improved by adding and dropping single clauses until ROUGE-L no longer rises. A headline is
the best span of one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eval.data import Item
from eval.systems.base import Output, System, limits
from summarizer.rouge import places, subsequence, units
from summarizer.sentences import sentences
from summarizer.types import Task

#: The guide's ceilings in 字.
DEFAULTS = {Task.BRIEF: 190, Task.HEADLINE: 32}

Units = tuple[str, ...]


class Oracle(System):
    """Sees the references."""

    sees_references = True
    code = ("summarizer.rouge", "summarizer.sentences")

    def __init__(self, name: str, given: str) -> None:
        super().__init__(name)
        self._limits = limits(name, given, DEFAULTS)

    def write(self, items: Sequence[Item], tasks: Sequence[Task]) -> list[Mapping[Task, Output]]:
        return [{task: self._output(item, task) for task in tasks} for item in items]

    def _output(self, item: Item, task: Task) -> Output:
        references = [units(reference) for reference in item.targets(task)]
        if not references:
            return Output(None, note="no reference")
        extract = best_clauses if task is Task.BRIEF else best_span
        found = extract(item.text, references, self._limits[task])
        return Output(found or None, method="extractive")


def best_clauses(text: str, references: Sequence[Units], max_chars: int) -> str:
    """The clauses whose ROUGE-L with the best reference is highest, at most ``max_chars`` 字."""
    pieces = [c.of(text).replace("\n", "") for s in sentences(text) for c in s.clauses]
    split = [units(piece) for piece in pieces]

    def score(chosen: frozenset[int]) -> float:
        if sum(len(pieces[i]) for i in chosen) > max_chars:
            return 0.0
        said = [unit for i in sorted(chosen) for unit in split[i]]
        return max(subsequence(said, reference).f1 for reference in references)

    chosen: frozenset[int] = frozenset()
    best = 0.0
    improved = True
    while improved:
        improved = False
        for moves in (_toggles, _exchanges):
            move = max(moves(chosen, len(pieces)), key=score, default=chosen)
            if score(move) > best + 1e-12:
                chosen, best, improved = move, score(move), True
                break
    joined = "".join(pieces[i] for i in sorted(chosen))
    return joined[:-1] + "。" if joined and joined[-1] in "，；：、" else joined


def _toggles(chosen: frozenset[int], count: int) -> Iterator[frozenset[int]]:
    return (chosen ^ {i} for i in range(count))


def _exchanges(chosen: frozenset[int], count: int) -> Iterator[frozenset[int]]:
    return (chosen - {i} | {j} for i in sorted(chosen) for j in range(count) if j not in chosen)


def best_span(text: str, references: Sequence[Units], max_chars: int) -> str:
    """The span of one sentence with the highest ROUGE-L, at most ``max_chars`` 字."""
    best, found = 0.0, ""
    for sentence in sentences(text):
        whole = sentence.span.of(text)
        parts = places(whole)
        for reference in references:
            for score, start, end in _spans(parts, reference, max_chars):
                if score > best + 1e-12:
                    best, found = score, whole[start:end].replace("\n", "")
    return found


def _spans(
    parts: Sequence[tuple[str, int, int]], reference: Units, max_chars: int
) -> Iterator[tuple[float, int, int]]:
    """Per span of units its ROUGE-L and its characters; the row grows unit by unit.

    The recurrence is that of :func:`summarizer.rouge.lcs`, kept between spans of one start.
    """
    bits: dict[str, int] = {}
    for i, unit in enumerate(reference):
        bits[unit] = bits.get(unit, 0) | 1 << i
    full = (1 << len(reference)) - 1
    for first, (unit, start, _) in enumerate(parts):
        if unit not in bits:
            continue  # the span without this unit is better
        row = full
        for count, (said, _, end) in enumerate(parts[first:], 1):
            if end - start > max_chars:
                break
            hits = row & bits.get(said, 0)
            row = ((row + hits) | (row - hits)) & full
            yield 2 * (len(reference) - row.bit_count()) / (count + len(reference)), start, end
