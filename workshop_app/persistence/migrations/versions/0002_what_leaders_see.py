"""Units lie under each other, commitments have an outcome, and some members read figures about the leader."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_STATES = sa.Enum("not-started", "under-way", "done", "dropped", name="commitmentstate", native_enum=False, length=32)


def upgrade() -> None:
    """Apply. Existing rows get the values that say nothing yet."""
    with op.batch_alter_table("units") as units:
        units.add_column(sa.Column("parent_id", sa.String(length=22), nullable=True))
        units.add_column(sa.Column("reorganised_on", sa.Date(), nullable=True))
        units.create_foreign_key(op.f("fk_units_parent_id_units"), "units", ["parent_id"], ["id"])
        units.create_index(op.f("ix_units_parent_id"), ["parent_id"])
    with op.batch_alter_table("memberships") as memberships:
        memberships.add_column(sa.Column("reads_leader", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("memberships") as memberships:
        memberships.alter_column("reads_leader", server_default=None)
    with op.batch_alter_table("commitments") as commitments:
        commitments.add_column(sa.Column("state", _STATES, nullable=False, server_default="not-started"))
        commitments.add_column(sa.Column("learnt", sa.String(), nullable=False, server_default=""))
        commitments.add_column(sa.Column("settled_on", sa.Date(), nullable=True))
    with op.batch_alter_table("commitments") as commitments:
        commitments.alter_column("state", server_default=None)
        commitments.alter_column("learnt", server_default=None)
