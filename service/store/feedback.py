"""Summaries that editors approved: kept, searched, exported as an evaluation data set."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa

from service.schemas import Feedback, FeedbackRequest
from service.store.session import Store, new_id
from service.store.tables import feedback


def add(connection: sa.Connection, owner: str, given: FeedbackRequest) -> Feedback:
    """Keep ``given``; several approvals of one article are all kept, the last one counts."""
    values = given.model_dump()
    row = {"id": new_id(), "owner": owner, "created_at": time.time(), **values}
    connection.execute(sa.insert(feedback).values(row))
    return _feedback(row)


def get(store: Store, feedback_id: str, owner: str | None) -> Feedback | None:
    """One approval; ``owner`` None sees everybody's."""
    query = sa.select(feedback).where(feedback.c.id == feedback_id)
    if owner is not None:
        query = query.where(feedback.c.owner == owner)
    with store.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
        return _feedback(dict(row)) if row else None


def search(
    store: Store, owner: str | None, words: str = "", before: str = "", limit: int = 50
) -> list[Feedback]:
    """The newest first: those that hold ``words``, older than the id ``before``."""
    query = sa.select(feedback).order_by(feedback.c.id.desc()).limit(limit)
    if owner is not None:
        query = query.where(feedback.c.owner == owner)
    if before:
        query = query.where(feedback.c.id < before)
    for word in words.split():
        columns = (feedback.c.headline, feedback.c.brief, feedback.c.title, feedback.c.text)
        query = query.where(sa.or_(*(c.contains(word, autoescape=True) for c in columns)))
    with store.read() as connection:
        return [_feedback(dict(row)) for row in connection.execute(query).mappings()]


def export(store: Store) -> Iterator[str]:
    """JSON lines that ``jianbao eval`` reads: per text the last approval, the oldest text first."""
    latest = sa.select(sa.func.max(feedback.c.id)).group_by(feedback.c.text)
    query = sa.select(feedback).where(feedback.c.id.in_(latest)).order_by(feedback.c.id)
    with store.read() as connection:
        for row in connection.execute(query).mappings():
            day = datetime.fromtimestamp(row["created_at"], UTC).date().isoformat()
            line = {
                "id": row["id"],
                "text": row["text"],
                "headline": row["headline"],
                "brief": row["brief"],
                "title": row["title"],
                "source": row["source"],
                "date": day,
            }
            known = {name: value for name, value in line.items() if value is not None}
            yield json.dumps(known, ensure_ascii=False)


def _feedback(row: dict[str, object]) -> Feedback:
    values = {name: value for name, value in row.items() if name != "owner"}
    return Feedback.model_validate(values)
