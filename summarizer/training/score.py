"""What a checkpoint prints, measured: ROUGE and failed checks by the default engine.

``python -m summarizer.training.score FOLDER [--threads N] FILE=ROWS...`` prints JSON: per file
and task the mean ROUGE-L (F1, 0-100) of what the pipeline prints, half of its 95 % interval,
the same of the model's own first candidate, the share of first candidates that fail a fact check,
and the share of prints that are the model's.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import stdev

from summarizer.facts.check import Checker
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.rouge import rouge
from summarizer.selecting import select
from summarizer.seq2seq.engine import Engine
from summarizer.training.rows import Row, read_rows
from summarizer.types import Article, CharMap, Method, Summary, Task

#: What half of the 95 % interval of a figure is called, behind the figure's name.
INTERVAL = "_interval"

#: 字 of a selected brief: the median of editors' briefs is 132.
LENGTH = 140


def selected(engine: Engine, rows: Sequence[Row], length: int) -> list[float]:
    """Per row with a brief the ROUGE-L of the clauses that salience selects at ``length`` 字.

    That is evidence as short as a brief, with no model writing. (The extractive fallback prints
    whole statements of it, which read better and score less.)
    """
    rows = [row for row in rows if row.brief]
    found: list[float] = []
    for row, weights in zip(rows, engine.salience([r.text for r in rows]), strict=True):
        evidence = select(row.text, Task.BRIEF, budget=length, salience=weights)
        found.append(_overlap(evidence.text, row.brief or ""))
    return found


def measure(
    folder: Path,
    paths: Sequence[Path],
    *,
    rows: int | None = None,
    clauses: bool = False,
    length: int = LENGTH,
    threads: int | None = None,
) -> dict[str, dict[str, float]]:
    """Scores per file of the checkpoint in ``folder``; ``rows`` of each, evenly drawn.

    ``clauses`` measures selection alone. Raises CheckpointError, DataError.
    """
    summarizer = Summarizer.load(str(folder), threads=threads)
    found: dict[str, dict[str, float]] = {}
    for path in paths:
        every = list(read_rows(path))
        wanted = min(rows or len(every), len(every))
        part = [every[i * len(every) // wanted] for i in range(wanted)]
        name = path.name.split(".jsonl")[0]
        if clauses:
            found[name] = figures("clauses", selected(summarizer.engine, part, length))
        else:
            found[name] = scores(summarizer, part)
    return found


def scores(summarizer: Summarizer, rows: Sequence[Row]) -> dict[str, float]:
    """Means over ``rows``, rounded; tasks without references are left out."""
    tasks = tuple(task for task in Task if any(row.of(task) for row in rows))
    articles = [
        Article(source=str(i), index=0, text=r.text, origin=CharMap.identity(len(r.text)))
        for i, r in enumerate(rows)
    ]
    options = Options.of(tasks=tasks)
    summaries = list(summarizer.stream(articles, options))
    found: dict[str, float] = {}
    for task in tasks:
        pairs = [(s, row) for s, row in zip(summaries, rows, strict=True) if row.of(task)]
        found |= _task(task, pairs)
    if Task.BRIEF in tasks and summarizer.engine.has_salience:
        found |= figures("clauses", selected(summarizer.engine, rows, LENGTH))
    return found


def _task(task: Task, pairs: Sequence[tuple[Summary, Row]]) -> dict[str, float]:
    printed, first, failing, own = [], [], [], []
    for summary, row in pairs:
        reference = row.of(task) or ""
        text = summary.headline if task is Task.HEADLINE else summary.brief
        printed.append(_overlap(text or "", reference))
        own.append(100.0 * (summary.method[task] is Method.MODEL))
        candidate = next((c.text for c in summary.candidates if c.task is task), "")
        first.append(_overlap(candidate, reference))
        checks = Checker(row.text).check(task, candidate)
        failing.append(100.0 * any(c.passed is False for c in checks))
    name = task.value
    return figures(name, printed) | {
        f"{name}_first": _mean(first),
        f"{name}_first_failing": _mean(failing),
        f"{name}_own": _mean(own),
    }


def _overlap(text: str, reference: str) -> float:
    return 100 * rouge(text, [reference])["rouge-L"]


def figures(name: str, values: Sequence[float]) -> dict[str, float]:
    """The mean of ``values`` and half the width of its 95 % interval (normal)."""
    spread = stdev(values) if len(values) > 1 else 0.0
    return {
        name: _mean(values),
        name + INTERVAL: round(1.96 * spread / max(1, len(values)) ** 0.5, 2),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(prog="python -m summarizer.training.score")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int)
    parser.add_argument("sets", nargs="+", metavar="FILE=ROWS")
    given = parser.parse_args(arguments)
    found: dict[str, dict[str, float]] = {}
    for entry in given.sets:
        path, _, count = entry.rpartition("=")
        found |= measure(given.folder, [Path(path)], rows=int(count), threads=given.threads)
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
