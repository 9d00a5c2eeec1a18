"""``jianbao eval report``: one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path

import click

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
def report(
    paths: tuple[Path, ...],
    specs: tuple[str, ...],
    task: str,
    limit: int | None,
    names: tuple[str, ...] | None,
    cache_path: Path | None,
    out: Path,
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
