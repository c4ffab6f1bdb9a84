"""Since when somebody leads a unit, when its leader became another, and which units came from which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Apply. Since when the leaders that are there lead is not known: they go on seeing what they see."""
    op.add_column("memberships", sa.Column("leads_since", sa.Date(), nullable=True))
    op.create_table(
        "leader_changes",
        sa.Column("unit_id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_end", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_leader_changes_unit_id_units")),
        sa.PrimaryKeyConstraint("unit_id", "day", "is_end", name=op.f("pk_leader_changes")),
    )
    op.create_table(
        "reorganisations",
        sa.Column("from_id", sa.String(length=22), nullable=False),
        sa.Column("to_id", sa.String(length=22), nullable=False),
        sa.Column("is_split", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["units.id"], name=op.f("fk_reorganisations_from_id_units")),
        sa.ForeignKeyConstraint(["to_id"], ["units.id"], name=op.f("fk_reorganisations_to_id_units")),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_reorganisations")),
    )
    op.create_index(op.f("ix_reorganisations_to_id"), "reorganisations", ["to_id"])
