"""Wireless networks that sessions show their rooms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "guest_networks",
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_guest_networks_session_id_sessions")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_guest_networks")),
    )
