"""``jianbao eval run``: systems on data, scores with intervals."""

from __future__ import annotations

from pathlib import Path

import click

from eval import table
from eval.cli import common
from eval.files import slug, write_whole
from eval.gate import write_outputs
from eval.run import Result


@click.command(epilog=common.SPECS)
@common.several(common.data, common.systems, common.task, common.limit)
@common.several(common.measures, common.cache)
@click.option("--details", is_flag=True, help="All columns, not only the main ones.")
@click.option("--markdown", is_flag=True, help="A table for a README.")
@click.option(
    "--json", "json_path", type=click.Path(path_type=Path), help="Also write all scores here."
)
@click.option(
    "--outputs", type=click.Path(path_type=Path), help="Also write each system's texts, a folder."
)
def run(
    paths: tuple[Path, ...],
    specs: tuple[str, ...],
    task: str,
    limit: int | None,
    names: tuple[str, ...] | None,
    cache_path: Path | None,
    details: bool,
    markdown: bool,
    json_path: Path | None,
    outputs: Path | None,
) -> None:
    """Evaluate systems and print scores with 95 % bootstrap intervals.

    What is finished is kept: the same command again is instant, also after a crash.
    """
    plan = common.Plan(common.datasets(paths, limit), specs, task, names)
    found = common.results(plan, cache_path)
    for result in found:
        text = table.markdown(result) if markdown else table.terminal(result, details=details)
        click.echo(f"{text}\n")
    click.echo(table.notes(found, details=details))
    if json_path is not None:
        write_whole(json_path, table.as_json(found))
    if outputs is not None:
        for result in found:
            _write(result, outputs)


def _write(result: Result, folder: Path) -> None:
    for system in result.systems:
        path = folder / f"{slug(result.dataset.name)}.{slug(system)}.jsonl"
        write_outputs(path, result.dataset.items, result.rows(system))
