"""What a checkpoint prints, measured: ROUGE and failed checks by the default engine.

``python -m summarizer.training.score FOLDER [--threads N] FILE=ROWS...`` prints JSON: per file
and task the mean ROUGE-L (F1, 0-100) of what the pipeline prints and of the model's own first
candidate, the share of first candidates that fail a fact check, and the share of prints that
are the model's.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from summarizer import extractive
from summarizer.facts.check import Checker
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.rouge import rouge
from summarizer.training.rows import Row, read_rows
from summarizer.types import Article, CharMap, Method, Summary, Task


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
        salience = summarizer.engine.salience([row.text for row in rows])
        extracts = [
            extractive.brief(r.text, 140, salience=s) for r, s in zip(rows, salience, strict=True)
        ]
        found["clauses"] = _mean(
            [
                _overlap(e.text if e else "", r.brief or "")
                for e, r in zip(extracts, rows, strict=True)
                if r.brief
            ]
        )
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
    return {
        name: _mean(printed),
        f"{name}_first": _mean(first),
        f"{name}_first_failing": _mean(failing),
        f"{name}_own": _mean(own),
    }


def _overlap(text: str, reference: str) -> float:
    return 100 * rouge(text, [reference])["rouge-L"]


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(prog="python -m summarizer.training.score")
    parser.add_argument("folder")
    parser.add_argument("--threads", type=int)
    parser.add_argument("sets", nargs="+", metavar="FILE=ROWS")
    given = parser.parse_args(arguments)
    summarizer = Summarizer.load(given.folder, threads=given.threads)
    found: dict[str, dict[str, float]] = {}
    for entry in given.sets:
        path, _, count = entry.rpartition("=")
        rows = list(read_rows(Path(path)))
        step = max(1, len(rows) // int(count))
        found[Path(path).name.split(".jsonl")[0]] = scores(summarizer, rows[::step][: int(count)])
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
