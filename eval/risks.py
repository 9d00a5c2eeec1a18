"""Learn which clauses of copied briefs mislead: ``python -m eval.risks --read FILE --out FOLDER``.

A row of FILE is a brief that somebody read beside its text: ``{"text", "brief", "verdict": "ok",
"minor" or "bad", "clause"}``, ``clause`` being the words that are wrong, several parted by …. Such
rows are few. ``--pairs`` adds what editors wrote: where they go on after clauses they left out,
against the same joints led to another clause. The first regression, over these, is given to the
second, over the rows that were read, as its beginning. For texts left out in turn it is printed
how well the risk of a brief tells which are bad.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
from numpy.typing import NDArray

from eval.joints import pairs
from eval.jsonl import records
from summarizer.facts.align import Alignment
from summarizer.risk import SIZE, TABLE, features, hashed, joined, source
from summarizer.types import Task

Table = NDArray[np.float32]

#: What the regression over editors' joints counts in the one over briefs that were read.
PRIOR: Final = 0.5
#: Other clauses to which each joint of an editor is led, and how far.
_TIMES: Final = 2
_MOVES: Final = (-3, -2, -1, 1, 2, 3)
_FOLDS: Final = 5
_BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Example:
    """A clause by its features, and whether it misleads."""

    names: tuple[int, ...]
    wrong: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A brief of ``text`` that was read, clause by clause."""

    text: str
    verdict: str
    clauses: tuple[Example, ...]


def reading(row: dict[str, Any]) -> Read:
    """The clauses of a row; wrong are those that share a character with what was marked."""
    text, brief = row["text"], row["brief"]
    marked: set[int] = set()
    for part in re.split("…+", row.get("clause") or ""):
        words = part.strip("。，；… ")
        at = brief.find(words) if words else -1
        if at >= 0:
            marked.update(range(at, at + len(words)))
    places = Alignment(brief, text).places
    bad = row["verdict"] == "bad"
    return Read(
        text,
        row["verdict"],
        tuple(
            Example(tuple(names), bad and not marked.isdisjoint(range(c.start, c.end)))
            for c, names in features(brief, places, source(text))
        ),
    )


def led_astray(text: str, brief: str, chance: random.Random) -> list[Example]:
    """The joints of an editor's brief between whole clauses, and others from the same clauses."""
    whole = source(text)
    found: list[Example] = []
    for clause, _ in features(brief, Alignment(brief, text).places, whole):
        if not (clause.cut and clause.begins):
            continue
        glue = brief[clause.start - 1]
        found.append(Example(_joint(text, clause.left, clause.first, glue, clause.kept), False))
        others = [
            i
            for i in (*(clause.first + m for m in _MOVES), chance.randrange(len(whole.spans)))
            if clause.left < i < len(whole.spans) and i != clause.first
        ]
        found += [
            Example(_joint(text, clause.left, i, glue, clause.kept), True)
            for i in chance.sample(others, min(_TIMES, len(others)))
        ]
    return found


def _joint(text: str, left: int, right: int, glue: str, kept: frozenset[int]) -> tuple[int, ...]:
    return tuple(hashed(name) for name in joined(source(text), left, right, glue, kept))


def train(
    examples: Sequence[Example], prior: Table | None = None, *, rounds: int = 4, seed: int = 0
) -> Table:
    """Weights of a logistic regression (AdaGrad); they begin with ``prior``."""
    first = np.zeros(SIZE, np.float32) if prior is None else prior
    found, squares = first.copy(), np.full(SIZE, 1e-6, np.float32)
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        order = chance.permutation(len(examples))
        for start in range(0, len(order), _BATCH):
            batch = [examples[i] for i in order[start : start + _BATCH]]
            flat = np.concatenate([np.array(e.names) for e in batch])
            row = np.repeat(np.arange(len(batch)), [len(e.names) for e in batch])
            odds = np.zeros(len(batch), np.float32)
            np.add.at(odds, row, found[flat])
            error = 1 / (1 + np.exp(-odds)) - np.array([e.wrong for e in batch], np.float32)
            gradient = np.zeros(SIZE, np.float32)
            np.add.at(gradient, flat, error[row] / len(batch))
            used = np.unique(flat)
            step = gradient[used] + 1e-4 * (found[used] - first[used])
            squares[used] += step**2
            found[used] -= 0.05 * step / np.sqrt(squares[used])
    return found


def learn(read: Sequence[Read], prior: Table) -> Table:
    """The table from briefs that were read; what is merely clumsy teaches nothing."""
    return train([e for r in read if r.verdict != "minor" for e in r.clauses], prior)


def risk(read: Read, table: Table) -> float:
    """As :func:`summarizer.risk.risk`."""
    odds = [float(table[list(e.names)].sum()) for e in read.clauses]
    return 1 - float(np.prod([1 - 1 / (1 + np.exp(-o)) for o in odds]))


def left_out(read: Sequence[Read], prior: Table, seed: int = 0) -> list[float]:
    """The risk of each brief by what those of other texts taught."""
    texts = sorted({r.text for r in read})
    random.Random(seed).shuffle(texts)
    fold = {text: i % _FOLDS for i, text in enumerate(texts)}
    found = [0.0] * len(read)
    for k in range(_FOLDS):
        out = [i for i, r in enumerate(read) if fold[r.text] == k]
        table = learn([r for r in read if fold[r.text] != k], prior)
        for i in out:
            found[i] = risk(read[i], table)
    return found


def separation(scores: Sequence[float], wrong: Sequence[bool]) -> float:
    """The odds that a wrong one has the higher score (area under the ROC curve)."""
    order = np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 1
    is_wrong = np.array(wrong)
    n = int(is_wrong.sum())
    return float((order[is_wrong].sum() - n * (n + 1) / 2) / max(1, n * (len(wrong) - n)))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, row in records(path):
        if isinstance(row, str):
            raise click.ClickException(f"{path}:{number}: {row}")
        yield row


@click.command()
@click.option("--read", "read_files", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--pairs", "pair_files", type=click.Path(path_type=Path), multiple=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder.")
def main(read_files: tuple[Path, ...], pair_files: tuple[Path, ...], out: Path) -> None:
    """Write brief_risks.npy, and print how well it tells bad briefs from others."""
    chance = random.Random(0)
    written = [pair for path in pair_files for pair in pairs(path, Task.BRIEF)]
    astray = [e for text, brief in written for e in led_astray(text, brief, chance)]
    prior = PRIOR * train(astray)
    read = [reading(row) for path in read_files for row in _rows(path)]
    scores = left_out(read, prior)
    bad = [r.verdict == "bad" for r in read]
    np.save(out / TABLE, learn(read, prior).astype(np.float16))
    click.echo(
        f"{len(written)} references, {len(read)} briefs read, {sum(bad)} of them bad; "
        f"left out in turn, a bad one has the higher risk in {separation(scores, bad):.1%} of pairs"
    )
    order = np.argsort(scores)
    shares = [np.mean([bad[i] for i in tenth]) for tenth in np.array_split(order, 10)]
    click.echo("bad by tenths of risk: " + " ".join(f"{share:.0%}" for share in shares))


if __name__ == "__main__":
    main()
