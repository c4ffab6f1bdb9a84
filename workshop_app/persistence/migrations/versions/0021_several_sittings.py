"""Workshops that are held in several sittings, and what their pulses come to until they are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "workshops",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("unit_id", sa.String(length=22), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_workshops_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    op.create_index(op.f("ix_workshops_unit_id"), "workshops", ["unit_id"])
    op.create_table(
        "sittings",
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_sittings_session_id_sessions")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_sittings_workshop_id_workshops")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_sittings")),
    )
    op.create_index(op.f("ix_sittings_workshop_id"), "sittings", ["workshop_id"])
    op.create_table(
        "pulse_sums",
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("sums", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_pulse_sums_workshop_id_workshops")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_pulse_sums_session_id_sessions")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_pulse_sums")),
    )
    if op.get_bind().dialect.name == "postgresql":
        # No samples of a sum in the planner's statistics: it is to be forgotten.
        op.execute("ALTER TABLE pulse_sums ALTER COLUMN sums SET STATISTICS 0")
