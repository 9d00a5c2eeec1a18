"""Alembic's entry: runs inside the transaction that :meth:`Store._migrate` opened."""

from __future__ import annotations

from alembic import context

from service.store.session import VERSION_TABLE
from service.store.tables import metadata

ours = set(metadata.tables)
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transaction_per_migration=False,
    # A shared database holds other people's tables; they are none of our business.
    include_name=lambda name, kind, _: kind != "table" or name in ours,
)
context.run_migrations()
