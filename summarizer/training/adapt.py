"""A recipe for a newsroom's own approved briefs: continue from weights, gently."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer.exceptions import DataError
from summarizer.training.prepare import JUDGES
from summarizer.training.recipe import Data, Job, Mix, Recipe, Stage
from summarizer.training.rows import Row, read_rows
from summarizer.types import Task

#: Passes over the feedback by default, and examples of a step at most.
PASSES, TOGETHER = 4, 8

#: Fewer corrections than this teach the quality head nothing general.
ENOUGH = 100


def recipe(
    feedback: Path, start: Path, *, minutes: float | None, replay: Path | None, threads: int
) -> Recipe:
    """Train the decoder and the copy head on ``feedback``; the encoder stays as it is.

    ``minutes`` None makes ``PASSES`` passes. ``replay`` is a file of older examples, half of
    the steps, which keep the model from forgetting what the feedback does not show. Salience
    is left alone: approved briefs were written from what it selected. Where editors changed or
    left enough of what had been proposed, the quality head learns that in a stage of its own.
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
    stages = (stage, *_quality(rows))
    return Recipe(start=start, data=data, stages=stages, threads=threads).under(Path.cwd())


def _quality(rows: Sequence[Row]) -> Sequence[Stage]:
    counts: dict[Job, int] = {
        job: sum(c.task is task for row in rows for c in row.corrections)
        for job, task in JUDGES.items()
    }
    if sum(counts.values()) < ENOUGH:
        return ()
    stage = Stage(
        name="quality",
        steps=max(10, PASSES * sum(counts.values()) // TOGETHER),
        train=("quality",),
        mix=tuple(_mix("feedback", counts)),
        rate=1e-3,
        warmup=10,
        average=0.99,
    )
    return (stage,)


def _mix(name: str, jobs: dict[Job, int]) -> Sequence[Mix]:
    return tuple(Mix(data=name, job=job, weight=n) for job, n in jobs.items() if n)
