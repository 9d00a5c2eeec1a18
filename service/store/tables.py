"""The tables. Times are seconds since the epoch; ids are made by us, sortable by time."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

#: API keys. ``digest`` is the SHA-256 of the secret, which itself is nowhere kept.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("quota", Integer),
    Column("created_at", Double, nullable=False),
    Column("revoked_at", Double),
)

#: Jobs with their counts; ``finished_at`` is set by the transaction that stores the last result.
jobs = Table(
    "jobs",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(16), nullable=False),
    Column("options", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("dispatched_at", Double),
    Column("finished_at", Double),
    Column("cancelled_at", Double),
    Index("ix_jobs_owner", "owner", "created_at"),
)

#: A job's documents in input order. A chunk is what goes through the model together, fixed at
#: acceptance: so a result does not depend on what else runs, nor on when a process dies.
documents = Table(
    "documents",
    metadata,
    Column("job_id", ForeignKey(jobs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("chunk", Integer),
    Column("source", Text, nullable=False),
    Column("text", Text),
    Index("ix_documents_chunk", "job_id", "chunk"),
)

#: At most one result per document, by the primary key: JSON lines, or an error.
results = Table(
    "results",
    metadata,
    Column("job_id", ForeignKey(jobs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("lines", Text),
    Column("code", Text),
    Column("message", Text),
)

#: Answers to requests with an ``Idempotency-Key``; without a status the work is under way.
idempotency = Table(
    "idempotency",
    metadata,
    Column("owner", String(16), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("worker", String(36), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("status", Integer),
    Column("body", Text),
)

#: Processes that are alive, by the database's clock.
workers = Table(
    "workers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("seen_at", Double, nullable=False),
)

#: Summaries that editors approved.
feedback = Table(
    "feedback",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(16), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("headline", Text),
    Column("brief", Text),
    Column("proposed_headline", Text),
    Column("proposed_brief", Text),
    Column("model", Text),
)

#: Pages on the editors' workbench; ``wishes`` and ``warnings`` are JSON.
desk_pages = Table(
    "desk_pages",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(16), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("source", Text, nullable=False),
    Column("wishes", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Index("ix_desk_pages_owner", "owner", "created_at"),
)

#: Their articles. ``summary`` is what the model gave, as JSON; ``headline`` and ``brief`` are the
#: editor's draft; ``feedback_id`` is the approval of exactly this draft.
desk_articles = Table(
    "desk_articles",
    metadata,
    Column("page_id", ForeignKey(desk_pages.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("title", Text),
    Column("dateline", Text),
    Column("byline", Text),
    Column("text", Text, nullable=False),
    Column("summary", Text),
    Column("headline", Text),
    Column("brief", Text),
    Column("feedback_id", String(26)),
)

#: Digests. ``stories``, ``edits`` and ``digest`` are JSON; ``state`` is that of DigestState.
digests = Table(
    "digests",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("theme", Text, nullable=False),
    Column("stories", Text, nullable=False),
    Column("edits", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),
    Column("approved_at", Double),
    Column("approved_by", Text),
    Column("error", Text),
    Index("ix_digests_day", "day", "edition", unique=True),
)

#: What was sent where, at most once: by account (or robot) and the digest's code.
publications = Table(
    "publications",
    metadata,
    Column("target", String(64), primary_key=True),
    Column("code", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("attempt_at", Double, nullable=False),
    Column("leased_by", String(36)),
    Column("leased_until", Double, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("media_id", Text),
    Column("publish_id", Text),
    Column("url", Text),
    Column("error", Text),
)

#: WeChat's access tokens, shared by all processes; they are good for two hours at most.
wechat_tokens = Table(
    "wechat_tokens",
    metadata,
    Column("appid", String(64), primary_key=True),
    Column("token", Text, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("forced_at", Double, nullable=False),
)

#: Cover pictures that an account keeps already, by the SHA-256 of their bytes.
wechat_covers = Table(
    "wechat_covers",
    metadata,
    Column("appid", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("media_id", Text, nullable=False),
)
