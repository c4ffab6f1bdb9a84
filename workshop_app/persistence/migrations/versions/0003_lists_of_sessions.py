"""An index that lists of many sessions are read from, without their agendas."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_sessions_ended", "sessions", ["unit_id", "held_on", "ended_at", "id"])
