"""``jianbao train on``, ``off``, ``status``, ``pause``, ``resume``: a run in the background."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.seq2seq.optional import require
from summarizer.training import keep
from summarizer.training.curve import Curve
from summarizer.training.journal import events
from summarizer.training.state import Run

#: The recipe of the shipped weights.
RECIPE = Path(keep.__file__).with_name("recipes") / "shipped.yaml"

_recipe = click.option(
    "--recipe", type=click.Path(path_type=Path), default=RECIPE, help="The shipped one by default."
)
_folder = click.option(
    "--run", "folder", type=click.Path(path_type=Path), help="In the cache folder by default."
)


def _run(recipe: Path, folder: Path | None) -> Run:
    return Run(folder or keep.folder_of(recipe))


@click.command()
@_recipe
@_folder
def on(recipe: Path, folder: Path | None) -> None:
    """Start or resume the recipe in the background, at the lowest priority."""
    require("torch", "train")
    run = _run(recipe, folder)
    click.echo(f"process {keep.on(run, recipe)} trains in {run.folder}")


@click.command()
@_recipe
@_folder
def off(recipe: Path, folder: Path | None) -> None:
    """Save and stop; `on` goes on from there."""
    click.echo("stopped" if keep.off(_run(recipe, folder)) else "no training runs")


@click.command()
@_recipe
@_folder
def pause(recipe: Path, folder: Path | None) -> None:
    """Halt without stopping, for a measurement."""
    click.echo("paused" if keep.pause(_run(recipe, folder)) else "no training runs")


@click.command()
@_recipe
@_folder
def resume(recipe: Path, folder: Path | None) -> None:
    """Let a paused run go on."""
    click.echo("goes on" if keep.resume(_run(recipe, folder)) else "no training runs")


@click.command()
@_recipe
@_folder
@click.option("--plot", is_flag=True, help="Draw the curve into the run's folder.")
def status(recipe: Path, folder: Path | None, plot: bool) -> None:
    """Losses, scores and time so far."""
    run = _run(recipe, folder)
    curve = Curve.of(events(run.log))
    click.echo(f"{keep.describe(run)}\n{curve.text()}")
    if plot:
        require("matplotlib", "train")
        curve.draw(run.plot)
        click.echo(run.plot)
