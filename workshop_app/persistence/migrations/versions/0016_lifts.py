"""Lifts: what units ask of the level above."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "lifts",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("unit_id", sa.String(length=22), nullable=False),
        sa.Column("level_id", sa.String(length=22), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("proposal_id", sa.String(length=22), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_lifts_session_id_sessions")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_lifts_unit_id_units")),
        sa.ForeignKeyConstraint(["level_id"], ["units.id"], name=op.f("fk_lifts_level_id_units")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_lifts_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lifts")),
    )
    for column in ("session_id", "unit_id", "level_id"):
        op.create_index(op.f(f"ix_lifts_{column}"), "lifts", [column])
