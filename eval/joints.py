"""Learn which joints writers make: ``python -m eval.joints --pairs FILE... --outputs FILE...``.

Editors' briefs show the joints of writers; what the model wrote for other articles shows its
own, good and bad. A logistic regression (AdaGrad) that tells the ones from the others ranks the
joints; :mod:`summarizer.facts.joints` reads the weights. The share of editors' briefs above
each limit is printed for the rows that are held out: take ``LIMIT`` from there.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import numpy as np
import rjieba
from numpy.typing import NDArray

from summarizer.facts.align import Alignment, fold
from summarizer.facts.joints import EVEN, SIZE, hashed, joints

#: Parts of speech (jieba's letters) of the words that are features by themselves.
_FUNCTION: Final = frozenset("pcudrfvqkyz")
_WORDS: Final = 400
#: Editors' references that say what the text does not are no examples.
_COVERAGE: Final = 0.8
Example = tuple[str, str]  # source, output


def _lines(path: Path) -> Iterator[dict[str, object]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    yield from map(json.loads, text.splitlines())


def pairs(path: Path) -> list[Example]:
    """Articles and the briefs that editors wrote of them."""
    found: list[Example] = []
    for row in _lines(path):
        if row.get("kind") == "verbatim" or float(str(row.get("coverage", 1))) < _COVERAGE:
            continue
        found.append((str(row["text"]), str(row["brief"])))
    return found


def outputs(path: Path) -> list[Example]:
    """Articles and the model's candidates for a brief, from lines of Summary JSON."""
    found: list[Example] = []
    for row in _lines(path):
        candidates = row["candidates"]
        assert isinstance(candidates, list)
        found += [(str(row["text"]), c["text"]) for c in candidates if c["task"] == "brief"]
    return found


def vocabulary(examples: list[Example]) -> list[str]:
    """The commonest function words and verbs of the sources."""
    counts: Counter[str] = Counter()
    for text in dict.fromkeys(source for source, _ in examples):
        counts.update(w for w, tag in rjieba.tag(fold(text), False) if tag[0] in _FUNCTION)
    return [word for word, _ in counts.most_common(_WORDS)]


def features(examples: list[Example]) -> list[list[list[int]]]:
    """Per example, per joint, the indices of its features."""
    found: list[list[list[int]]] = []
    for source, output in examples:
        places = Alignment(output, source).places
        text = fold(source)
        found.append([hashed(text, joint) for joint in joints(fold(output), places, text)])
    return found


def train(
    good: list[list[int]], bad: list[list[int]], *, rounds: int = 6, batch: int = 256, seed: int = 0
) -> NDArray[np.float32]:
    """Weights of a logistic regression; both classes weigh the same."""
    rows = np.array(good + bad)
    label = np.r_[np.ones(len(good)), np.zeros(len(bad))].astype(np.float32)
    weight = np.where(label == 1, 0.5 / label.mean(), 0.5 / (1 - label.mean()))
    table, squares = np.zeros(SIZE, np.float32), np.full(SIZE, 1e-6, np.float32)
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), batch):
            chosen = order[start : start + batch]
            active = rows[chosen]
            odds = 1 / (1 + np.exp(-table[active].sum(1)))
            error = (odds - label[chosen]) * weight[chosen] / len(chosen)
            gradient = np.zeros(SIZE, np.float32)
            np.add.at(gradient, active.ravel(), np.repeat(error, active.shape[1]))
            used = np.unique(active)
            step = gradient[used] + 1e-4 * table[used]
            squares[used] += step**2
            table[used] -= 0.1 * step / np.sqrt(squares[used])
    return table


def doubt(table: NDArray[np.float32], found: list[list[int]]) -> float:
    """The doubt of one text, as :func:`summarizer.facts.joints.doubts` adds it up."""
    return sum(math.exp(EVEN - float(table[row].sum())) for row in found)


@click.command()
@click.option("--pairs", "pair_files", type=click.Path(path_type=Path), multiple=True)
@click.option("--outputs", "output_files", type=click.Path(path_type=Path), multiple=True)
@click.option("--held-out", type=click.Path(path_type=Path), required=True, help="Pairs.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder.")
def main(
    pair_files: tuple[Path, ...], output_files: tuple[Path, ...], held_out: Path, out: Path
) -> None:
    """Write joint_words.txt and joints.npy, and print how many held-out briefs each limit keeps."""
    good = [example for path in pair_files for example in pairs(path)]
    bad = [example for path in output_files for example in outputs(path)]
    head = "# The commonest function words and verbs around joints. Made by eval.joints.\n"
    (out / "joint_words.txt").write_text(head + "\n".join(vocabulary(good)) + "\n")
    table = train(
        [row for rows in features(good) for row in rows],
        [row for rows in features(bad) for row in rows],
    ).astype(np.float16)
    np.save(out / "joints.npy", table)
    held = sorted(doubt(table.astype(np.float32), rows) for rows in features(pairs(held_out)))
    for share in (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        limit = held[min(len(held) - 1, int((1 - share) * len(held)))]
        click.echo(f"{share:6.1%} of {len(held)} held-out briefs have a doubt above {limit:.2f}")


if __name__ == "__main__":
    main()
