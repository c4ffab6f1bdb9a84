"""Who an account is at the municipality's own sign-in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Apply."""
    op.add_column("people", sa.Column("identity", sa.LargeBinary(length=32), nullable=True))
    op.create_index(op.f("ix_people_identity"), "people", ["identity"], unique=True)
