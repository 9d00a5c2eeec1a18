"""What may be asked of the writing: the options of ``summarize``, ``batch`` and ``watch``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from summarizer.options import BEAM, LENGTHS, SHORTEST, Options
from summarizer.types import Task

#: Help of ``--house``.
HOUSE = "YAML of house rules, laid over the shipped ones key by key."

_Command = Callable[..., Any]

#: Ceilings in 字 that :class:`Options` takes, named here so that the error names the option.
CEILINGS = click.IntRange(SHORTEST, 1000)

#: Hypotheses, likewise.
_WIDTHS = click.IntRange(1, 16)


def writing_options(command: _Command) -> _Command:
    """The options; :func:`options_of` reads their values."""
    options = [
        click.option(
            "--task",
            type=click.Choice([*(task.value for task in Task), "both"]),
            default="both",
            show_default=True,
            help="What to write.",
        ),
        click.option("--max-chars", type=CEILINGS, help="Hard ceiling in 字 of every output."),
        click.option("--length", type=click.Choice(LENGTHS), help="Length class to aim for."),
        click.option("--candidates", type=_WIDTHS, help="Candidates kept  [the whole beam]."),
        click.option("--beam", type=_WIDTHS, default=BEAM, show_default=True, help="Beam width."),
        click.option("--model", help="A model folder or hub id; the shipped model if not given."),
    ]
    return functools.reduce(lambda found, option: option(found), reversed(options), command)


def options_of(given: dict[str, Any], *, checks: bool = True) -> Options:
    """The options that were given. Raises OptionError where they do not go together."""
    task, beam, candidates = given["task"], given["beam"], given["candidates"]
    return Options.of(
        tasks=tuple(Task) if task == "both" else (Task(task),),
        max_chars=given["max_chars"],
        length=given["length"],
        candidates=beam if candidates is None else candidates,
        beam=beam,
        checks=checks,
    )
