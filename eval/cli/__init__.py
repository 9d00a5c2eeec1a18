"""``jianbao eval``: one file per sub-command; each loads what it needs when it runs."""

from __future__ import annotations

import click

from eval.cli.compare import compare
from eval.cli.gate import gate
from eval.cli.rate import rate
from eval.cli.report import report
from eval.cli.run import run
from eval.cli.validate import validate


@click.group(name="eval", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Measure any system against editors' briefs and headlines."""


for _sub in (validate, run, compare, gate, report, rate):
    command.add_command(_sub)
