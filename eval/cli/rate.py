"""``jianbao eval rate``: blinded A/B sheets for editors, and their answers as scores."""

from __future__ import annotations

from pathlib import Path

import click

from eval.cli import common
from eval.files import write_whole
from summarizer.exceptions import OptionError
from summarizer.types import Task


@click.group()
def rate() -> None:
    """Editors' judgement of two systems."""


@rate.command(epilog=common.SPECS)
@common.several(common.data, common.systems, common.cache)
@click.option(
    "--task",
    type=click.Choice(["headline", "brief"]),
    default="brief",
    show_default=True,
    help="What is rated.",
)
@click.option("--items", default=30, show_default=True, help="How many bulletins.")
@click.option("--seed", default=1, show_default=True, help="Draws the items and the sides.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out/rating"),
    show_default=True,
    help="A folder for sheet.html, sheet.xlsx and key.json.",
)
def make(
    paths: tuple[Path, ...],
    specs: tuple[str, ...],
    cache_path: Path | None,
    task: str,
    items: int,
    seed: int,
    out: Path,
) -> None:
    """Make a sheet. Send out sheet.html or sheet.xlsx; keep key.json to yourself."""
    from eval.rate import sheet as sheets
    from eval.rate.page import page
    from eval.rate.xlsx import workbook

    if len(specs) != 2:
        raise OptionError("name two systems: --system A --system B")
    if items < 1:
        raise OptionError(f"items: {items} is not a positive number")
    found = common.datasets(paths, None)
    if len(found) != 1:
        raise OptionError("a sheet is of one data set")
    (result,) = common.results(common.Plan(found, specs, task, names=()), cache_path)
    if Task(task) not in result.tasks:
        raise OptionError(f"{found[0].name} has no references of {task}s")
    sheet = sheets.make(result, Task(task), count=items, seed=seed)
    write_whole(out / "sheet.html", page(sheet))
    write_whole(out / "sheet.xlsx", workbook(sheet))
    write_whole(out / "key.json", sheets.key(sheet))
    click.echo(f"{out}: {len(sheet.pairs)} pairs, {sheet.same} items left out (both the same)")


@rate.command()
@click.argument("key", type=click.Path(path_type=Path))
@click.argument("filled", nargs=-1, required=True, type=click.Path(path_type=Path))
def read(key: Path, filled: tuple[Path, ...]) -> None:
    """Read filled sheets (JSON or xlsx, one per rater) by their KEY into scores."""
    from eval.rate.scores import judge, read_filled, report
    from eval.rate.sheet import read_key

    found = read_key(key)
    click.echo(report(judge([read_filled(path, found) for path in filled]), found))
