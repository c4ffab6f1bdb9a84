"""Run by Alembic for each command; the connection comes from `upgrade()`."""

from __future__ import annotations

from alembic import context

from workshop_app.persistence.tables.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
