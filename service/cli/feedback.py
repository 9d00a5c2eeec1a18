"""``jianbao feedback``: what editors approved, as an evaluation data set."""

from __future__ import annotations

import click

from service.cli.keys import opened
from service.store import feedback


@click.group()
def command() -> None:
    """Approved summaries (定稿) in the database of JIANBAO_DATABASE_URL."""


@command.command()
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", help="[stdout]")
def export(output: click.utils.LazyFile) -> None:
    """Write the approved summaries as JSON lines that `jianbao eval` reads.

    Of an article that was approved several times, the last approval is written.
    """
    count = 0
    with opened() as store:
        for count, line in enumerate(feedback.export(store), 1):
            output.write(line + "\n")
    click.echo(f"{count} approved summaries", err=True)
