"""Candidates and how good each is, for the jobs ``prefer-brief`` and ``prefer-headline``:

``python -m summarizer.training.preferences --weights FOLDER --data FILE... --out FILE``.

The model writes several candidates for articles that it was *not* trained on (on others it knows
the reference by heart); a candidate's gain is its mean ROUGE-L with the references of the article,
less what a failed check costs. Training on their order teaches the writer what readers and checks
prefer (BRIO: Liu et al. 2022, https://aclanthology.org/2022.acl-long.207/).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from summarizer.choosing import verify
from summarizer.facts.check import Checker
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.rouge import rouge
from summarizer.training.rows import Row, read_rows
from summarizer.types import Article, CharMap, Summary, Task

#: What a failed check costs, of a gain that is 1 at best.
FAILED: Final = 0.1
#: Articles of a batch.
_TOGETHER: Final = 32


def by_article(paths: Sequence[Path]) -> dict[str, list[Row]]:
    """The rows of each article, which are its references, from all files."""
    found: dict[str, list[Row]] = {}
    for path in paths:
        for row in read_rows(path):
            found.setdefault(row.text, []).append(row)
    return found


def graded(summary: Summary, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The candidates of ``summary`` with their gains by the references in ``rows``."""
    text = rows[0].text
    checker = Checker(text)
    found: list[dict[str, Any]] = []
    for candidate in summary.candidates:
        references = [said for row in rows if (said := row.of(candidate.task))]
        if not references:
            continue
        gains = [rouge(candidate.text, [said])["rouge-L"] for said in references]
        failed = any(c.passed is False for c in verify(candidate.task, candidate.text, checker))
        gain = round(sum(gains) / len(gains) - FAILED * failed, 4)
        found.append({"task": candidate.task.value, "text": candidate.text, "gain": gain})
    return found


def preferences(
    summarizer: Summarizer, articles: dict[str, list[Row]], beam: int
) -> Iterator[dict[str, Any]]:
    """One training row per article: its first reference, and graded candidates of ``beam``."""
    options = Options(tasks=tuple(Task), beam=beam, candidates=beam, checks=False)
    waiting = iter(articles.values())
    while part := list(islice(waiting, _TOGETHER)):
        read = [
            Article(
                source="",
                index=i,
                title=None,
                text=rows[0].text,
                origin=CharMap.identity(len(rows[0].text)),
            )
            for i, rows in enumerate(part)
        ]
        for rows, summary in zip(part, summarizer.summarize_articles(read, options), strict=True):
            yield {"text": rows[0].text, "candidates": graded(summary, rows)}


@click.command()
@click.option("--weights", type=click.Path(path_type=Path), required=True, help="Folder.")
@click.option("--data", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--beam", type=click.IntRange(2, 16), default=8, show_default=True)
@click.option("--threads", type=int, default=2, show_default=True)
def main(weights: Path, data: tuple[Path, ...], out: Path, beam: int, threads: int) -> None:
    """Write JSON lines of articles with graded candidates; the file is replaced at the end."""
    part = out.with_suffix(".part")
    found = by_article(data)
    with part.open("w") as file:
        summarizer = Summarizer.load(str(weights), threads=threads)
        for row in preferences(summarizer, found, beam):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.replace(out)
    click.echo(f"{len(found)} articles in {out}")


if __name__ == "__main__":
    main()
