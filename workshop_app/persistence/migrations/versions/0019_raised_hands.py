"""Hands that are counted in a vote, until it is sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Apply."""
    op.add_column("runs", sa.Column("hands", sa.String(), nullable=True))
