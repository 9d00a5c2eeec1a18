"""``jianbao eval gate``: exit code 1 when something has got significantly worse."""

from __future__ import annotations

from pathlib import Path

import click

from eval import table
from eval.cli import common
from eval.gate import MEASURED, judge, require_same_items, write_outputs
from summarizer.exceptions import DataError


@click.command()
@click.option(
    "--baseline", required=True, type=click.Path(path_type=Path), help="The accepted outputs."
)
@click.option("--system", "spec", default="pipeline", show_default=True, help="What is judged.")
@click.option(
    "--data", "path", type=click.Path(path_type=Path), help="The shipped set if not given."
)
@click.option(
    "--every",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Judge only each N-th item: faster, and blind to smaller losses.",
)
@common.several(common.cache)
@click.option("--write", is_flag=True, help="Accept today's outputs: write the baseline.")
@click.pass_context
def gate(
    context: click.Context,
    baseline: Path,
    spec: str,
    path: Path | None,
    every: int,
    cache_path: Path | None,
    write: bool,
) -> None:
    """Judge a system by the outputs that were accepted before.

    Exit code 1 on a significant loss (approximate randomisation, Holm-corrected p < 0.05) in
    ROUGE-L, failed facts, recall of facts, house rules, repetition or missing outputs. Both
    sides are measured by today's metrics, so that a better check is no loss.
    """
    (dataset,) = common.datasets((path,) if path else (), None)
    dataset = dataset.every(every)
    if write:
        (result,) = common.results(common.Plan([dataset], (spec,), names=()), cache_path)
        write_outputs(baseline, dataset.items, result.rows(spec))
        click.echo(f"{baseline}: {len(dataset.items)} outputs of {spec} accepted")
        return
    if not baseline.is_file():
        raise DataError(f"{baseline}: no such file; accept today's outputs with --write")
    require_same_items(baseline, dataset)
    accepted = f"file:{baseline}"
    plan = common.Plan([dataset], (accepted, spec), names=MEASURED)
    (result,) = common.results(plan, cache_path)
    found = judge(result, accepted, spec)
    click.echo(f"{table.heading(result)}\n{table.verdicts(found)}")
    lost = [verdict for verdict in found if verdict.lost]
    if lost:
        names = ", ".join(f"{v.row.task.value} {v.row.column.name}" for v in lost)
        click.echo(f"jianbao: significant loss in {names}", err=True)
        context.exit(1)
