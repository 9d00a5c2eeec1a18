"""The day's bulletins as the service has them: approvals, and where wished results of jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from service.store.session import Store
from service.store.tables import feedback, jobs, results
from summarizer.digest.types import Story, story_id
from summarizer.types import Summary


def of_day(store: Store, day: date, zone: str, outlet: str, *, everything: bool) -> list[Story]:
    """The stories of ``day`` as a clock in ``zone`` counts it; of one text the last approval."""
    start = datetime.combine(day, time(), ZoneInfo(zone))
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    bounds = start.timestamp(), end.timestamp()
    found = {story.text: story for story in _approved(store, bounds, outlet)}
    if everything:
        for story in _results(store, bounds, outlet):
            found.setdefault(story.text, story)
    return list(found.values())


def outlet_named(source: str, default: str) -> str:
    """The folder or file that a source names in Chinese (云岭日报/01.txt), else ``default``."""
    path = PurePath(source)
    names = [*reversed(path.parts[:-1]), path.stem]
    return next((name[:12] for name in names if re.search("[一-龥]", name)), default)


def _approved(store: Store, bounds: tuple[float, float], outlet: str) -> Iterator[Story]:
    query = (
        sa.select(feedback)
        .where(feedback.c.created_at >= bounds[0], feedback.c.created_at < bounds[1])
        .order_by(feedback.c.id)
    )
    with store.read() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        if row.headline:
            yield Story(
                id=story_id(row.source, 0, row.text),
                source=row.source,
                outlet=outlet_named(row.source, outlet),
                title=row.title,
                text=row.text,
                headline=row.headline,
                brief=row.brief,
                approved=True,
            )


def _results(store: Store, bounds: tuple[float, float], outlet: str) -> Iterator[Story]:
    query = (
        sa.select(results.c.lines)
        .join(jobs, jobs.c.id == results.c.job_id)
        .where(
            jobs.c.created_at >= bounds[0],
            jobs.c.created_at < bounds[1],
            results.c.lines.is_not(None),
        )
        .order_by(jobs.c.id, results.c.position)
        .limit(2000)
    )
    with store.read() as connection:
        rows = list(connection.execute(query).scalars())
    for lines in rows:
        for line in lines.splitlines():
            summary = Summary.model_validate_json(line)
            yield Story.of(summary, outlet=outlet_named(summary.source, outlet))
