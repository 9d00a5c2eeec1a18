"""``jianbao train data``: raw bulletins to training files."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.exceptions import OptionError
from summarizer.types import Task


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@click.option("--name", default="bulletins", show_default=True, help="Name of the files.")
@click.option("--dev-from", help="YYYYMMDD: bulletins from this day on are the development set.")
@click.option("--headline-coverage", type=float, help="Least share of supported bigrams (0.45).")
@click.option("--brief-coverage", type=float, help="Least share of supported bigrams (0.75).")
def data(
    sources: tuple[Path, ...],
    out: Path,
    name: str,
    dev_from: str | None,
    headline_coverage: float | None,
    brief_coverage: float | None,
) -> None:
    """Clean, de-duplicate, filter and split SOURCES (.jsonl, .jsonl.gz, .json, .md or folders)."""
    from summarizer.training import corpus

    if dev_from is not None and not (len(dev_from) == 8 and dev_from.isdigit()):
        raise OptionError(f"--dev-from: {dev_from!r} is not a day such as 20260401")
    given = {Task.HEADLINE: headline_coverage, Task.BRIEF: brief_coverage}
    card = corpus.build(
        _files(sources),
        out,
        name,
        dev_from=dev_from,
        coverage={task: value for task, value in given.items() if value is not None},
    )
    click.echo(card.markdown(name, dev_from))


def _files(sources: tuple[Path, ...]) -> list[Path]:
    endings = (".jsonl", ".jsonl.gz", ".json", ".md")
    found: list[Path] = []
    for source in sources:
        if source.is_dir():
            found += sorted(p for p in source.rglob("*") if p.name.endswith(endings))
        else:
            found.append(source)
    return found
