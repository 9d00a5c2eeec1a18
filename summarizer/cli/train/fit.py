"""``jianbao train fit``: a recipe, or a newsroom's feedback, in the foreground."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.exceptions import OptionError
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.optional import require


@click.command()
@click.argument("recipe", required=False, type=click.Path(path_type=Path))
@click.option("--run", "folder", type=click.Path(path_type=Path), required=True, help="Its folder.")
@click.option("--resume", is_flag=True, help="Go on where the run in the folder was saved.")
@click.option("--minutes", type=float, help="Stop cleanly after so many active minutes.")
@click.option("--data", type=click.Path(path_type=Path), help="Adapt to these approved briefs.")
@click.option("--from", "start", type=click.Path(path_type=Path), help="Weights to adapt.")
@click.option("--replay", type=click.Path(path_type=Path), help="Older examples to mix in.")
@click.option("--threads", type=int, help="CPU threads; the recipe's if not given.")
@click.pass_context
def fit(
    context: click.Context,
    recipe: Path | None,
    folder: Path,
    resume: bool,
    minutes: float | None,
    data: Path | None,
    start: Path | None,
    replay: Path | None,
    threads: int | None,
) -> None:
    """Train by RECIPE (YAML), or adapt weights to --data from `jianbao feedback export`.

    SIGTERM or Ctrl-C saves and stops (exit code 3); --resume goes on to the same losses. Time
    is active time: CPU time divided by threads.
    """
    require("torch", "train")
    from summarizer.training import adapt
    from summarizer.training.fit import Fit
    from summarizer.training.recipe import Recipe
    from summarizer.training.state import Run

    run = Run(folder)
    if run.state.exists() and not resume:
        raise OptionError(f"{folder} holds a run; --resume goes on with it")
    if resume and not run.state.exists():
        raise OptionError(f"{folder} holds no run to resume")
    if recipe is not None:
        if data is not None:
            raise OptionError("give a recipe or --data, not both")
        found = Recipe.load(recipe)
    elif data is not None:
        found = adapt.recipe(
            data, start or SHIPPED, minutes=minutes, replay=replay, threads=threads or 2
        )
        minutes = None
    elif resume:
        found = Recipe.load(run.recipe)
    else:
        raise OptionError("give a recipe, or --data with the approved briefs")
    if threads is not None:
        found = found.model_copy(update={"threads": threads})
    found.save(run.recipe)
    if Fit(run, found).go(minutes):
        click.echo(f"done; the weights are in {run.weights}")
    else:
        click.echo(f"stopped; go on with: jianbao train fit --resume --run {folder}")
        context.exit(3)
