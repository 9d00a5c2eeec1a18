"""A recipe for a newsroom's own approved briefs: continue from weights, gently."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer.exceptions import DataError
from summarizer.training.recipe import Data, Job, Mix, Recipe, Stage
from summarizer.training.rows import read_rows
from summarizer.types import Task

#: Passes over the feedback by default, and examples of a step at most.
PASSES, TOGETHER = 4, 8


def recipe(
    feedback: Path, start: Path, *, minutes: float | None, replay: Path | None, threads: int
) -> Recipe:
    """Train the decoder and the copy head on ``feedback``; the encoder stays as it is.

    ``minutes`` None makes ``PASSES`` passes. ``replay`` is a file of older examples, half of
    the steps, which keep the model from forgetting what the feedback does not show. Salience
    is left alone: approved briefs were written from what it selected.
    Raises DataError where the feedback holds no reference.
    """
    rows = list(read_rows(feedback))
    jobs: dict[Job, int] = {
        "headline": sum(row.of(Task.HEADLINE) is not None for row in rows),
        "brief": sum(row.of(Task.BRIEF) is not None for row in rows),
    }
    if not any(jobs.values()):
        raise DataError(f"{feedback}: no row has a headline or a brief")
    mix = [*_mix("feedback", jobs)]
    data = {"feedback": Data(path=feedback)}
    if replay is not None:
        data["replay"] = Data(path=replay)
        mix += _mix("replay", jobs)
    total = sum(jobs.values()) * (2 if replay is not None else 1)
    steps = max(10, PASSES * total // TOGETHER) if minutes is None else None
    stage = Stage(
        name="adapt",
        minutes=minutes,
        steps=steps,
        train=("decoder", "copy", "bias"),
        mix=tuple(mix),
        rate=5e-5,
        warmup=10,
        average=0.99,
    )
    return Recipe(start=start, data=data, stages=(stage,), threads=threads).under(Path.cwd())


def _mix(name: str, jobs: dict[Job, int]) -> Sequence[Mix]:
    return tuple(Mix(data=name, job=job, weight=n) for job, n in jobs.items() if n)
