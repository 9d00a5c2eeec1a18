"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("quota", sa.Integer),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("revoked_at", sa.Double),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("dispatched_at", sa.Double),
        sa.Column("finished_at", sa.Double),
        sa.Column("cancelled_at", sa.Double),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_owner", "jobs", ["owner", "created_at"])
    op.create_table(
        "documents",
        sa.Column("job_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("chunk", sa.Integer),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.PrimaryKeyConstraint("job_id", "position", name="pk_documents"),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name="fk_documents_job_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_documents_chunk", "documents", ["job_id", "chunk"])
    op.create_table(
        "results",
        sa.Column("job_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("lines", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("message", sa.Text),
        sa.PrimaryKeyConstraint("job_id", "position", name="pk_results"),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name="fk_results_job_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "idempotency",
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("worker", sa.String(36), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.Text),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_idempotency"),
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("seen_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("headline", sa.Text),
        sa.Column("brief", sa.Text),
        sa.Column("proposed_headline", sa.Text),
        sa.Column("proposed_brief", sa.Text),
        sa.Column("model", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )


def downgrade() -> None:
    """Back."""
    for name in ("feedback", "workers", "idempotency", "results"):
        op.drop_table(name)
    op.drop_index("ix_documents_chunk", "documents")
    op.drop_table("documents")
    op.drop_index("ix_jobs_owner", "jobs")
    for name in ("jobs", "api_keys"):
        op.drop_table(name)
