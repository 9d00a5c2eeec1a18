"""``jianbao train score``: what a checkpoint prints, measured."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rows", type=int, help="Take so many rows of each file, evenly.")
@click.option("--clauses", is_flag=True, help="Only the ROUGE-L of clause selection: no writing.")
@click.option("--length", type=int, default=140, show_default=True, help="字 of a selection.")
@click.option("--threads", type=int, help="CPU threads; all cores if not given.")
def score(
    folder: Path,
    data: tuple[Path, ...],
    rows: int | None,
    clauses: bool,
    length: int,
    threads: int | None,
) -> None:
    """ROUGE-L and failed checks of the checkpoint in FOLDER on files of DATA."""
    from summarizer.training.score import measure

    found = measure(folder, data, rows=rows, clauses=clauses, length=length, threads=threads)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
