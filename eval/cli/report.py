"""``jianbao eval report``: one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from eval import table
from eval.cache import default_path, opened
from eval.cli import common
from eval.files import write_whole


@click.command(epilog=common.SPECS)
@common.several(common.data, common.systems, common.task, common.limit)
@common.several(common.measures, common.cache)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("out/eval.html"),
    show_default=True,
    help="The HTML file.",
)
@click.option(
    "--markdown",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the tables here, for a README.",
)
def report(
    paths: tuple[Path, ...],
    specs: tuple[str, ...],
    task: str,
    limit: int | None,
    names: tuple[str, ...] | None,
    cache_path: Path | None,
    out: Path,
    markdown: Path | None,
) -> None:
    """Evaluate systems and write the report: table, plots, a browser of examples."""
    from eval.report import render

    if names is not None:
        names = (*names, "rouge", "length")  # the plots are of these
    plan = common.Plan(common.datasets(paths, limit), specs, task, names)
    with opened(cache_path or default_path()) as store, common.bar() as progress:
        results = common.evaluated(plan, store, progress)
        page = render(results, store, progress)
    write_whole(out, page)
    click.echo(str(out))
    if markdown is not None:
        tables = [table.markdown(result) for result in results]
        signatures = f"```\n{table.notes(results)}\n```"
        write_whole(markdown, "\n\n".join([*tables, signatures]) + "\n")
        click.echo(str(markdown))
