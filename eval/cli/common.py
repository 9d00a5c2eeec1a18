"""Options and steps that the sub-commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from eval.cache import Cache, default_path, opened
from eval.data import SHIPPED, Dataset, load_all
from eval.metrics import METRICS, metrics
from eval.run import Progress, Result, evaluate
from eval.systems import DEFAULT, SYSTEMS, make_all
from summarizer.exceptions import OptionError
from summarizer.types import Task

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

#: The last part of a command's help.
SPECS = "\n".join(["\b", "SPEC is one of", *(f"  {text}" for _, text in SYSTEMS.values())])

data = click.option(
    "--data",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="JSON lines or a folder of them; again for more. The shipped set if not given.",
)
systems = click.option(
    "--system",
    "specs",
    multiple=True,
    metavar="SPEC",
    help=f"What to evaluate; again for more. Default: {', '.join(DEFAULT)}.",
)
task = click.option(
    "--task",
    type=click.Choice(["headline", "brief", "both"]),
    default="both",
    show_default=True,
    help="What is written and scored.",
)
limit = click.option(
    "--limit", type=click.IntRange(min=1), help="Only the first items of each set."
)
cache = click.option(
    "--cache", "cache_path", type=click.Path(path_type=Path), help="Where finished work is kept."
)

measures = click.option(
    "--metrics",
    "names",
    metavar="NAME,…",
    callback=lambda _context, _option, value: tuple(value.split(",")) if value else None,
    help=f"Only these of {', '.join(kind.name for kind in METRICS)}.",
)


def several(*options: Decorator) -> Decorator:
    """Options together, in the order of the help."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def datasets(paths: Sequence[Path], limit: int | None) -> list[Dataset]:
    """All data sets, checked before anything is computed."""
    return [dataset.first(limit) for dataset in load_all(paths or (SHIPPED,))]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be evaluated, all of it checked before anything is computed.

    ``names``: metrics, None for all.
    """

    datasets: Sequence[Dataset]
    specs: Sequence[str]
    task: str = "both"
    names: Collection[str] | None = None


def results(plan: Plan, cache_path: Path | None) -> list[Result]:
    """Every system on every data set, with a bar on stderr where a person looks on."""
    with opened(cache_path or default_path()) as store, bar() as progress:
        return evaluated(plan, store, progress)


def evaluated(plan: Plan, store: Cache, progress: Progress) -> list[Result]:
    """:func:`results` with a cache and a bar that are open already."""
    chosen = make_all(plan.specs or DEFAULT)
    present, absent = metrics(plan.names)
    wanted = list(Task) if plan.task == "both" else [Task(plan.task)]
    return [
        evaluate(dataset, chosen, present, store, absent=absent, tasks=wanted, progress=progress)
        for dataset in plan.datasets
    ]


def checked_column(name: str, names: Collection[str] | None) -> str:
    """``name`` if it is a column that will be measured; OptionError otherwise."""
    columns = [column.name for metric in metrics(names)[0] for column in metric.columns]
    if name not in columns:
        raise OptionError(f"column {name!r}: not one of {', '.join(columns)}")
    return name


@contextmanager
def bar() -> Iterator[Progress]:
    """A progress bar per stage, on stderr and only on a terminal."""
    current: tqdm[Any] | None = None
    if not sys.stderr.isatty():
        yield lambda *_: None
        return

    def show(what: str, done: int, total: int) -> None:
        nonlocal current
        if current is None or current.desc != f"{what}: ":
            if current is not None:
                current.close()
            current = tqdm(total=total, desc=what, unit="item", leave=False)
        current.update(done - current.n)

    try:
        yield show
    finally:
        if current is not None:
            current.close()
