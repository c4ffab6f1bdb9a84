"""Indexes for looking back: lists of many sessions without their agendas, and all pulses without the other votes."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_sessions_ended", "sessions", ["unit_id", "held_on", "ended_at", "id"])
    op.create_index("ix_aggregates_round", "aggregates", ["round"])
