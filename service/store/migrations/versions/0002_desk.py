"""Pages and articles on the editors' workbench."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "desk_pages",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("wishes", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_pages"),
    )
    op.create_index("ix_desk_pages_owner", "desk_pages", ["owner", "created_at"])
    op.create_table(
        "desk_articles",
        sa.Column("page_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("title", sa.Text),
        sa.Column("dateline", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("summary", sa.Text),
        sa.Column("headline", sa.Text),
        sa.Column("brief", sa.Text),
        sa.Column("feedback_id", sa.String(26)),
        sa.PrimaryKeyConstraint("page_id", "position", name="pk_desk_articles"),
        sa.ForeignKeyConstraint(
            ["page_id"], ["desk_pages.id"], name="fk_desk_articles_page_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("desk_articles")
    op.drop_index("ix_desk_pages_owner", "desk_pages")
    op.drop_table("desk_pages")
