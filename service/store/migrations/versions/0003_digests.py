"""Digests, their publications, and what WeChat keeps for us."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "digests",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("stories", sa.Text, nullable=False),
        sa.Column("edits", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("changed_at", sa.Double, nullable=False),
        sa.Column("approved_at", sa.Double),
        sa.Column("approved_by", sa.Text),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
    )
    op.create_index("ix_digests_day", "digests", ["day", "edition"], unique=True)
    op.create_table(
        "publications",
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("attempt_at", sa.Double, nullable=False),
        sa.Column("leased_by", sa.String(36)),
        sa.Column("leased_until", sa.Double, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("media_id", sa.Text),
        sa.Column("publish_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("target", "code", name="pk_publications"),
    )
    op.create_table(
        "wechat_tokens",
        sa.Column("appid", sa.String(64), nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
        sa.Column("forced_at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("appid", name="pk_wechat_tokens"),
    )
    op.create_table(
        "wechat_covers",
        sa.Column("appid", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("media_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("appid", "digest", name="pk_wechat_covers"),
    )


def downgrade() -> None:
    """Back."""
    for table in ("wechat_covers", "wechat_tokens", "publications", "digests"):
        op.drop_table(table)
