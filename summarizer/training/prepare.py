"""Rows to examples: what the tagger labels and what the writer reads and writes."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summarizer.pages import split
from summarizer.selecting import Evidence, select
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.training.align import align
from summarizer.training.examples import Example, Examples
from summarizer.training.labels import kept
from summarizer.training.recipe import Data, Guide, Job, Mix
from summarizer.training.rows import Row, read_rows
from summarizer.training.selfsup import gaps, noised
from summarizer.types import Page, Task

#: Jobs that learn which of several candidates is better, and the task of these.
PREFERS: dict[Job, Task] = {"prefer-headline": Task.HEADLINE, "prefer-brief": Task.BRIEF}

#: Candidates are compared whose gains are this far apart, and no more of them.
APART, COMPARED = 0.02, 5

#: References outside these lengths, in 字, teach what the house never prints.
LENGTHS = {Task.HEADLINE: (6, 40), Task.BRIEF: (20, 220)}

Salience = Callable[[Sequence[str]], list[NDArray[np.float32]]]


@dataclass(frozen=True)
class Preparer:
    """What turns rows into examples: the vocabulary, the window in tokens, budgets in 字,

    the length classes' bounds, the id of the mask, and the model's own salience.
    """

    vocabulary: Vocabulary
    window: int
    budgets: dict[Task, int]
    bucket: Callable[[Task, int], int]
    mask: int
    salience: Salience
    seed: int

    def examples(self, data: Data, mix: Mix) -> Examples:
        """The examples of one job on one data set."""
        rows = chosen(data, mix, self.seed)
        if mix.job == "salience":
            return Examples("salience", tuple(e for row in rows for e in self._labelled(row)))
        if mix.job in ("headline", "brief"):
            return Examples(mix.job, tuple(self._written(rows, Task(mix.job), data, mix)))
        if task := PREFERS.get(mix.job):
            return Examples(mix.job, tuple(self._preferred(rows, task, data, mix)))
        return Examples(mix.job, tuple(self._from_text_alone(rows, mix)))

    def _labelled(self, row: Row) -> Iterable[Example]:
        """Windows of the whole text, as salience reads it, with labels from brief or headline."""
        marked = kept(row.text, row.brief or row.headline or "")
        encoded = self.vocabulary.encode(row.text)
        labels = np.array([marked[a:b].mean() if b > a else 0.0 for a, b in encoded.spans])
        room = self.window - 2
        for at in range(0, max(1, len(encoded) - room // 2), max(1, room // 2)):
            ids = encoded.ids[at : at + room]
            if ids:
                target = np.full(len(ids) + 2, -1, np.float32)
                target[1:-1] = labels[at : at + room]
                yield Example(self._with_specials(ids), target)

    def _written(self, rows: Sequence[Row], task: Task, data: Data, mix: Mix) -> Iterable[Example]:
        for row, evidence in zip(rows, self._evidence(rows, task, mix), strict=True):
            reference = (row.of(task) or "").strip()
            found = align(row.text, evidence, reference, task, self.vocabulary)
            ids = self.vocabulary.encode(evidence.text).ids
            # The decoder has as many positions as the encoder, and a prompt of up to three tokens.
            if len(ids) > self.window - 2 or not 0 < len(found.ids) <= self.window - 4:
                continue
            if found.lost > data.lost or found.held < data.held:
                continue
            bucket = self.bucket(task, len(self.vocabulary.decode(found.ids)[0]))
            target = np.array([*found.ids, self.vocabulary.eos], np.int32)
            places = np.array([*found.places, 0], np.int32)
            yield Example(self._with_specials(ids), target, bucket, places)

    def _preferred(
        self, rows: Sequence[Row], task: Task, data: Data, mix: Mix
    ) -> Iterable[Example]:
        """Candidates of one text in one target, the best first, each with its end."""
        for row, evidence in zip(rows, self._evidence(rows, task, mix), strict=True):
            ids = self.vocabulary.encode(evidence.text).ids
            if len(ids) > self.window - 2:
                continue
            target: list[int] = []
            places: list[int] = []
            last, count = math.inf, 0
            for candidate in sorted(row.candidates, key=lambda c: -c.gain):
                if candidate.task is not task or candidate.gain > last - APART:
                    continue
                found = align(row.text, evidence, candidate.text, task, self.vocabulary)
                if found.lost > data.lost or found.held < data.held or not found.ids:
                    continue
                target += [*found.ids, self.vocabulary.eos]
                places += [*found.places, 0]
                last, count = candidate.gain, count + 1
                if count == COMPARED:
                    break
            if count > 1 and len(target) <= COMPARED * (self.window - 4):
                yield Example(
                    self._with_specials(ids),
                    np.array(target, np.int32),
                    places=np.array(places, np.int32),
                )

    def _from_text_alone(self, rows: Sequence[Row], mix: Mix) -> Iterable[Example]:
        budget = self.budgets[Task.BRIEF]
        for i, row in enumerate(rows):
            if mix.job == "gaps":
                pair = gaps(row.text, LENGTHS[Task.BRIEF][1])
                if pair is None:
                    continue
                source = self.vocabulary.encode(select(pair[0], Task.BRIEF, budget=budget).text).ids
                target = self.vocabulary.encode(pair[1]).ids
            else:
                text = select(row.text, Task.BRIEF, budget=budget).text
                target = self.vocabulary.encode(text).ids
                rng = random.Random(f"{self.seed}/{mix.data}/noise/{i}")
                source = tuple(noised(target, self.mask, rng))
            if 0 < max(len(source), len(target)) <= self.window - 4:
                bucket = self.bucket(
                    Task.BRIEF, sum(len(self.vocabulary.surface[t]) for t in target)
                )
                ended = np.array([*target, self.vocabulary.eos], np.int32)
                yield Example(self._with_specials(source), ended, bucket)

    def _evidence(self, rows: Sequence[Row], task: Task, mix: Mix) -> list[Evidence]:
        budget = self.budgets[task]
        guides = [self._guide(i, mix) for i in range(len(rows))]
        long = [i for i, row in enumerate(rows) if guides[i] == "tagger" and len(row.text) > budget]
        given = self.salience([rows[i].text for i in long]) if long else []
        own = dict(zip(long, given, strict=True))
        found: list[Evidence] = []
        for i, row in enumerate(rows):
            weights = own.get(i)
            if guides[i] == "oracle" and len(row.text) > budget:
                weights = kept(row.text, row.of(task) or "")
            found.append(select(row.text, task, budget=budget, salience=weights))
        return found

    def _guide(self, i: int, mix: Mix) -> Guide:
        guides = list(mix.evidence)
        rng = random.Random(f"{self.seed}/{mix.data}/{mix.job}/{i}")
        return rng.choices(guides, [mix.evidence[g] for g in guides])[0]

    def _with_specials(self, ids: Sequence[int]) -> NDArray[np.int32]:
        return np.array([self.vocabulary.bos, *ids, self.vocabulary.eos], np.int32)


def chosen(data: Data, mix: Mix, seed: int) -> list[Row]:
    """The rows of ``data`` that serve ``mix.job``, shuffled and bounded."""
    rows = [row for row in read_rows(data.path) if _serves(row, data, mix)]
    random.Random(f"{seed}/{mix.data}").shuffle(rows)
    rows = rows[: data.rows]
    if not data.clean:
        return rows
    return [_cleaned(row) if crc32(row.text.encode()) % 2 else row for row in rows]


def _serves(row: Row, data: Data, mix: Mix) -> bool:
    if data.kinds and row.kind not in data.kinds:
        return False
    if data.sources and row.source not in data.sources:
        return False
    if row.coverage is not None and row.coverage < data.coverage:
        return False
    if mix.job in ("headline", "brief"):
        task = Task(mix.job)
        low, high = LENGTHS[task]
        reference = row.of(task)
        return reference is not None and low <= len(reference.strip()) <= high
    if wanted := PREFERS.get(mix.job):
        return sum(c.task is wanted for c in row.candidates) > 1
    return mix.job != "salience" or bool(row.brief or row.headline)


def _cleaned(row: Row) -> Row:
    """The row as the pipeline would read it, where that is one article."""
    articles = split(Page(source="", text=row.text))
    if len(articles) != 1 or not articles[0].text.strip():
        return row
    return replace(row, text=articles[0].text)
