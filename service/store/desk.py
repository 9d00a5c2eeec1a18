"""What lies on the editors' workbench: pages, their articles, drafts; kept until they are old.

An editor may reload, close the window or come back after a restart: nothing is lost.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from service.schemas import Wishes
from service.store.session import Store, new_id
from service.store.tables import desk_articles, desk_pages
from summarizer.types import Article, CharMap, Summary


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page as it was put on the desk."""

    id: str
    created_at: datetime
    source: str
    wishes: Wishes
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """One of its articles. ``headline`` and ``brief`` are the draft as it stands."""

    page_id: str
    position: int
    source: str
    title: str | None
    dateline: str | None
    byline: str | None
    text: str
    summary: Summary | None
    headline: str | None
    brief: str | None
    feedback_id: str | None

    def article(self) -> Article:
        """The same for the model. Spans on its page are spans of its text: the page is gone."""
        return Article(
            source=self.source,
            index=self.position,
            title=self.title,
            dateline=self.dateline,
            byline=self.byline,
            text=self.text,
            origin=CharMap.identity(len(self.text)),
        )


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A page in the list of pages: ``title`` is that of its first article."""

    id: str
    created_at: datetime
    source: str
    title: str
    articles: int
    approved: int


def create(
    store: Store,
    owner: str,
    source: str,
    wishes: Wishes,
    warnings: Sequence[str],
    articles: Sequence[Article],
) -> str:
    """Put a page on the desk; its id."""
    page_id = new_id()
    with store.write() as connection:
        connection.execute(
            sa.insert(desk_pages).values(
                id=page_id,
                owner=owner,
                created_at=time.time(),
                source=source,
                wishes=wishes.model_dump_json(),
                warnings=json.dumps(list(warnings), ensure_ascii=False),
            )
        )
        rows = [
            {
                "page_id": page_id,
                "position": position,
                "title": article.title,
                "dateline": article.dateline,
                "byline": article.byline,
                "text": article.text,
            }
            for position, article in enumerate(articles)
        ]
        if rows:
            connection.execute(sa.insert(desk_articles), rows)
    return page_id


def page(
    store: Store, page_id: str, owner: str | None
) -> tuple[DeskPage, list[DeskArticle]] | None:
    """A page with its articles in order; ``owner`` None sees everybody's."""
    query = sa.select(desk_pages).where(desk_pages.c.id == page_id)
    if owner is not None:
        query = query.where(desk_pages.c.owner == owner)
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        rows = connection.execute(
            sa.select(desk_articles)
            .where(desk_articles.c.page_id == page_id)
            .order_by(desk_articles.c.position)
        ).mappings()
        found = DeskPage(
            id=row.id,
            created_at=datetime.fromtimestamp(row.created_at, UTC),
            source=row.source,
            wishes=Wishes.model_validate_json(row.wishes),
            warnings=tuple(json.loads(row.warnings)),
        )
        return found, [_article({**entry, "source": row.source}) for entry in rows]


def keep_summary(store: Store, page_id: str, position: int, summary: Summary) -> None:
    """Keep what the model gave; it is the first draft."""
    _update(
        store,
        page_id,
        position,
        summary=summary.model_dump_json(),
        headline=summary.headline,
        brief=summary.brief,
        feedback_id=None,
    )


def keep_draft(
    store: Store, page_id: str, position: int, headline: str | None, brief: str | None
) -> None:
    """Keep what the editor wrote; a draft that changed is no longer the approved one."""
    same = (
        desk_articles.c.headline.is_not_distinct_from(headline),
        desk_articles.c.brief.is_not_distinct_from(brief),
    )
    approved = sa.case((sa.and_(*same), desk_articles.c.feedback_id), else_=None)
    _update(store, page_id, position, headline=headline, brief=brief, feedback_id=approved)


def approved(connection: sa.Connection, article: DeskArticle, feedback_id: str) -> None:
    """Note that the draft in ``article`` was approved; in the transaction that keeps feedback."""
    connection.execute(
        sa.update(desk_articles)
        .where(_is(article.page_id, article.position))
        .values(headline=article.headline, brief=article.brief, feedback_id=feedback_id)
    )


def latest(store: Store, owner: str | None, limit: int) -> list[DeskLine]:
    """The newest pages first."""
    pages = sa.select(desk_pages).order_by(desk_pages.c.id.desc()).limit(limit)
    if owner is not None:
        pages = pages.where(desk_pages.c.owner == owner)
    chosen = pages.subquery()
    first = sa.case((desk_articles.c.position == 0, desk_articles.c.title))
    query = (
        sa.select(
            chosen.c.id,
            chosen.c.created_at,
            chosen.c.source,
            sa.func.max(first).label("title"),
            sa.func.count(desk_articles.c.position).label("articles"),
            sa.func.count(desk_articles.c.feedback_id).label("approved"),
        )
        .outerjoin(desk_articles, desk_articles.c.page_id == chosen.c.id)
        .group_by(chosen.c.id, chosen.c.created_at, chosen.c.source)
        .order_by(chosen.c.id.desc())
    )
    with store.read() as connection:
        return [
            DeskLine(
                id=row.id,
                created_at=datetime.fromtimestamp(row.created_at, UTC),
                source=row.source,
                title=row.title or "",
                articles=row.articles,
                approved=row.approved,
            )
            for row in connection.execute(query)
        ]


def purge(store: Store, seconds: float) -> int:
    """Take pages off that were put there more than ``seconds`` ago; how many."""
    old = desk_pages.c.created_at < time.time() - seconds
    with store.write() as connection:
        return connection.execute(sa.delete(desk_pages).where(old)).rowcount


def _is(page_id: str, position: int) -> sa.ColumnElement[bool]:
    return sa.and_(desk_articles.c.page_id == page_id, desk_articles.c.position == position)


def _update(store: Store, page_id: str, position: int, **values: object) -> None:
    with store.write() as connection:
        connection.execute(sa.update(desk_articles).where(_is(page_id, position)).values(values))


def _article(row: Mapping[str, Any]) -> DeskArticle:
    summary = Summary.model_validate_json(row["summary"]) if row["summary"] else None
    return DeskArticle(**{**row, "summary": summary})
