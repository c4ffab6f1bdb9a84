"""Agendas that the municipality has made for itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "own_agendas",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_agendas")),
        sa.UniqueConstraint("title", name=op.f("uq_own_agendas_title")),
    )
