"""``jianbao eval validate``: every fault of a data set, with file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from eval.data import SHIPPED, Dataset, read
from eval.review import review
from summarizer.exceptions import DataError
from summarizer.types import Task


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Remarks on references count as faults.")
@click.option("--quiet", is_flag=True, help="Faults only, no remarks on references.")
def validate(paths: tuple[Path, ...], strict: bool, quiet: bool) -> None:
    """Check data sets (files or folders; the shipped set if none is named).

    Faults make a file unusable and are printed with file and line; the exit code is then 2.
    Remarks are about references an editor may want to look at again.
    """
    bad = 0
    for path in paths or (SHIPPED,):
        dataset, problems = read(path)
        for problem in problems:
            click.echo(str(problem), err=True)
        remarks = [] if quiet and not strict else review(dataset)
        for remark in remarks:
            click.echo(str(remark), err=strict)
        click.echo(_counts(dataset))
        bad += len(problems) + (len(remarks) if strict else 0)
    if bad:
        faults = "1 fault" if bad == 1 else f"{bad} faults"
        raise DataError(f"{faults}: nothing of these files will be used until mended")


def _counts(dataset: Dataset) -> str:
    per_task = ", ".join(
        f"{sum(len(i.targets(task)) for i in dataset.items)} {task.value}s" for task in Task
    )
    kinds = Counter(item.kind for item in dataset.items if item.kind)
    lengths = sorted(len(item.text) for item in dataset.items)
    line = f"{dataset.name}: {len(dataset.items)} items, {per_task}"
    if lengths:
        line += f"; texts {lengths[0]}-{lengths[-1]} 字, median {lengths[len(lengths) // 2]}"
    if kinds:
        line += "; " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return line
