"""``jianbao eval compare A B``: is the difference real, and where does it show?"""

from __future__ import annotations

from pathlib import Path

import click

from eval import table
from eval.cli import common
from eval.compare import compare as compared
from eval.compare import moved
from summarizer.exceptions import OptionError


@click.command(epilog=common.SPECS)
@click.argument("a")
@click.argument("b")
@common.several(common.data, common.task, common.limit, common.measures, common.cache)
@click.option("--by", default="rouge-L", show_default=True, help="Column of the examples.")
@click.option("--examples", default=5, show_default=True, help="Examples of each task.")
@click.option("--details", is_flag=True, help="All columns, not only the main ones.")
def compare(
    a: str,
    b: str,
    paths: tuple[Path, ...],
    task: str,
    limit: int | None,
    names: tuple[str, ...] | None,
    cache_path: Path | None,
    by: str,
    examples: int,
    details: bool,
) -> None:
    """Compare systems A and B (as in --system of run) on the same items.

    Paired bootstrap and approximate randomisation; * where both find p < 0.05. Then the
    examples that moved most.
    """
    if a == b:
        raise OptionError(f"A and B are both {a!r}")
    common.checked_column(by, names)
    plan = common.Plan(common.datasets(paths, limit), (a, b), task, names)
    for result in common.results(plan, cache_path):
        columns = [column for column in result.columns if details or column.main]
        click.echo(f"{table.heading(result)}\n")
        click.echo(table.comparison(compared(result, a, b, columns), a, b))
        column = result.column(by)
        for one in result.tasks:
            found = moved(result, a, b, one, column)
            if found and examples:
                click.echo(f"\n{table.TASKS[one]}: moved most in {column.name}")
                click.echo(table.examples(found, column, examples))
        click.echo()
