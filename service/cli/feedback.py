"""``jianbao feedback``: what editors approved, as an evaluation data set."""

from __future__ import annotations

from typing import TextIO

import click

from service.cli.keys import opened
from service.store import feedback


@click.group()
def command() -> None:
    """Approved summaries (定稿) in the database of JIANBAO_DATABASE_URL."""


@command.command()
@click.option(
    "--out",
    "--output",
    "output",
    type=click.File("w", encoding="utf-8"),
    default="-",
    help="JSON lines  [stdout].",
)
def export(output: TextIO) -> None:
    """Write the approved summaries as JSON lines that `jianbao eval` reads.

    Of an article that was approved several times, the last approval is written.
    """
    count = 0
    with opened() as store:
        for line in feedback.export(store):
            output.write(line + "\n")
            count += 1
    click.echo(f"{count} approved summaries", err=True)
