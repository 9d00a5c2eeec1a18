"""``jianbao train``: from raw bulletins to a model folder."""

from __future__ import annotations

import click

from summarizer.cli.train.data import data
from summarizer.cli.train.export import export
from summarizer.cli.train.fit import fit
from summarizer.cli.train.keep import off, on, pause, resume, status
from summarizer.cli.train.score import score
from summarizer.cli.train.start import tokenizer, warm_start


@click.group()
def command() -> None:
    """Train, continue or adapt a model; docs/training.md has the whole road."""


for _sub in (
    *(data, tokenizer, warm_start, fit, score, export),
    *(on, off, status, pause, resume),
):
    command.add_command(_sub)
