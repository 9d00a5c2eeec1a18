"""Learn which joints writers make: ``python -m eval.joints --pairs FILE... --held-out FILE``.

Editors' briefs and headlines show the joints of writers. The same joints with one side moved by
a word or two, and words left out where an editor left out none, show what goes wrong when a
model copies: they are made here, as many as there are joints, and some. A logistic regression
(AdaGrad) per task tells the ones from the others; :mod:`summarizer.facts.joints` reads the
weights. For rows that are held out it is printed how many of either kind each limit stops, and
the share of whole references above it: take ``LIMIT`` from there.
"""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import click
import numpy as np
import rjieba
from numpy.typing import NDArray

from summarizer.facts.align import Alignment, fold
from summarizer.facts.joints import MARKS, SIZE, Joint, hashed, joints, table, weighed
from summarizer.types import Task

#: Parts of speech (jieba's letters) of the words that are features by themselves.
_FUNCTION: Final = frozenset("pcudrfvqkyz")
_WORDS: Final = 400
#: Editors' references that say what the text does not are no examples.
_COVERAGE: Final = 0.8
#: Words by which a side is moved; how often a joint is spoiled, and how often inside a word.
_MOVES: Final = (-3, -2, -1, 1, 2, 3)
_TIMES, _TORN = 2, 0.08
#: Words left out where the reference left out none.
_LEAPS: Final = (1, 1, 2, 2, 3, 4, 5, 8)

_LIMITS: Final = (0.3, 0.4, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A reference's joints, and spoiled ones, in the folded source."""

    source: str
    good: tuple[Joint, ...]
    bad: tuple[Joint, ...]


def pairs(path: Path, task: Task) -> list[tuple[str, str]]:
    """Articles and what editors wrote of them for ``task``, from JSON lines, gzip'd or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    found: list[tuple[str, str]] = []
    for row in map(json.loads, text.splitlines()):
        verbatim = row.get("kind") == "verbatim"
        reference = row.get(task.value)
        if reference and not verbatim and float(row.get("coverage", 1)) >= _COVERAGE:
            found.append((row["text"], reference))
    return found


def example(text: str, reference: str, chance: random.Random) -> Example:
    """The joints of one reference, and spoiled ones."""
    source, output = fold(text), fold(reference)
    places = Alignment(reference, text).places
    good = tuple(joints(output, places, source))
    ends = _ends(source)
    bad = [spoiled(joint, ends, chance) for joint in good for _ in range(_TIMES)]
    runs = [a for a, b in pairwise(places) if 0 <= a == b - 1]
    bad += [leap(chance.choice(runs), ends, chance) for _ in range(_TIMES) if runs]
    return Example(source, good, tuple(j for j in bad if j not in good and _can_be(j, source)))


def spoiled(joint: Joint, ends: Sequence[int], chance: random.Random) -> Joint:
    """``joint`` with one of its sides moved; ``ends`` are where the source's words end."""
    before, after = joint.before, joint.after
    moved, on = chance.choice(_MOVES), chance.choice((-1, 1)) * (chance.random() < _TORN)
    if chance.random() < 0.5:
        before = ends[_within(bisect_left(ends, before + 1) + moved, ends)] - 1 + on
    else:
        after = ends[_within(bisect_right(ends, after) - 1 + moved, ends)] + on
    return Joint(joint.left, joint.right, before, after, joint.glue)


def leap(at: int, ends: Sequence[int], chance: random.Random) -> Joint:
    """Words left out behind the word that holds position ``at``."""
    word = bisect_left(ends, at + 1)
    further = ends[_within(word + chance.choice(_LEAPS), ends)]
    return Joint(0, 1, ends[word] - 1, further, "")


def _ends(source: str) -> list[int]:
    found = [0]
    for word, _ in rjieba.tag(source, False):
        found.append(found[-1] + len(word))
    return found


def _within(i: int, ends: Sequence[int]) -> int:
    return max(0, min(i, len(ends) - 1))


def _can_be(joint: Joint, source: str) -> bool:
    """Whether it joins two words of the source that do not stand together there."""
    a, b = joint.before, joint.after
    inside = 0 <= a < len(source) and 0 <= b < len(source)
    return inside and b != a + 1 and not {source[a], source[b]} & MARKS


def vocabulary(texts: Sequence[str]) -> list[str]:
    """The commonest function words and verbs of ``texts``."""
    counts: Counter[str] = Counter()
    for text in dict.fromkeys(texts):
        counts.update(w for w, tag in rjieba.tag(fold(text), False) if tag[0] in _FUNCTION)
    return [word for word, _ in counts.most_common(_WORDS)]


def train(
    good: list[list[int]], bad: list[list[int]], *, rounds: int = 6, batch: int = 256, seed: int = 0
) -> NDArray[np.float32]:
    """Weights of a logistic regression; both classes weigh the same."""
    rows = np.array(good + bad)
    label = np.r_[np.ones(len(good)), np.zeros(len(bad))].astype(np.float32)
    weight = np.where(label == 1, 0.5 / label.mean(), 0.5 / (1 - label.mean()))
    found, squares = np.zeros(SIZE, np.float32), np.full(SIZE, 1e-6, np.float32)
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), batch):
            chosen = order[start : start + batch]
            active = rows[chosen]
            odds = 1 / (1 + np.exp(-found[active].sum(1)))
            error = (odds - label[chosen]) * weight[chosen] / len(chosen)
            gradient = np.zeros(SIZE, np.float32)
            np.add.at(gradient, active.ravel(), np.repeat(error, active.shape[1]))
            used = np.unique(active)
            step = gradient[used] + 1e-4 * found[used]
            squares[used] += step**2
            found[used] -= 0.1 * step / np.sqrt(squares[used])
    return found


def stopped(
    weights: NDArray[np.float32], examples: Sequence[Example]
) -> Iterator[tuple[float, float, float, float]]:
    """Per limit: the limit, and the shares above it of references, their joints, spoiled ones."""

    def doubts(source: str, found: Sequence[Joint]) -> list[float]:
        odds = [float(weights[hashed(source, joint)].sum()) for joint in found]
        return [weighed(source, j, o) for j, o in zip(found, odds, strict=True)]

    good = [doubts(e.source, e.good) for e in examples]
    bad = [d for e in examples for d in doubts(e.source, e.bad)]
    for limit in _LIMITS:
        whole = _share([sum(found) > limit for found in good])
        single = _share([d > limit for found in good for d in found])
        yield limit, whole, single, _share([d > limit for d in bad])


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(1, len(found))


def _examples(
    files: Sequence[Path], task: Task, seed: int, rows: int | None = None
) -> list[Example]:
    chance = random.Random(f"{seed}/{task.value}")
    found = [pair for path in files for pair in pairs(path, task)[:rows]]
    return [example(text, reference, chance) for text, reference in found]


@click.command()
@click.option("--pairs", "pair_files", type=click.Path(path_type=Path), multiple=True)
@click.option("--held-out", type=click.Path(path_type=Path), multiple=True, help="Pairs.")
@click.option("--rows", type=int, default=None, help="Of each file, at most.")
@click.option("--words", is_flag=True, help="Choose joint_words.txt anew, then run again.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder.")
def main(
    pair_files: tuple[Path, ...],
    held_out: tuple[Path, ...],
    rows: int | None,
    words: bool,
    out: Path,
) -> None:
    """Write brief_joints.npy and headline_joints.npy, and print what each limit stops."""
    if words:
        texts = [text for path in pair_files for text, _ in pairs(path, Task.BRIEF)[:rows]]
        head = "# The commonest function words and verbs around joints. Made by eval.joints.\n"
        (out / "joint_words.txt").write_text(head + "\n".join(vocabulary(texts)) + "\n")
        return
    for task in Task:
        examples = _examples(pair_files, task, 0, rows)
        weights = train(
            [hashed(e.source, joint) for e in examples for joint in e.good],
            [hashed(e.source, joint) for e in examples for joint in e.bad],
        ).astype(np.float16)
        np.save(out / table(task), weights)
        held = _examples(held_out, task, 1)
        click.echo(f"{task.value}: {len(examples)} references, {len(held)} held out; above limit")
        for limit, *shares in stopped(weights.astype(np.float32), held):
            kinds = ("references", "their joints", "spoiled ones")
            said = (f"{share:6.1%} of {kind}" for share, kind in zip(shares, kinds, strict=True))
            click.echo(f"{limit:5.1f}: " + ", ".join(said))


if __name__ == "__main__":
    main()
