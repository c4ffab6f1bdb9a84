"""On PostgreSQL: room for every tap counter, and no samples of what is to be forgotten in the planner's statistics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

#: PostgreSQL samples columns for its planner, and keeps the samples when the rows are gone.
_NOT_SAMPLED = (
    ("ballots", "key"),
    ("ballots", "answer"),
    ("runs", "secret"),
    ("seats", "token_hash"),
    ("writers", "token_hash"),
)


def upgrade() -> None:
    """Apply. SQLite's integers have room enough, and it samples nothing."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.alter_column("ballots", "seq", type_=sa.BigInteger(), existing_nullable=False)
    for table, column in _NOT_SAMPLED:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
