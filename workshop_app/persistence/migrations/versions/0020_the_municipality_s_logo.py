"""The municipality's logo."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "logos",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logos")),
    )
    op.add_column("municipality", sa.Column("logo", sa.String(), nullable=True))
    for edge in ("logo_width", "logo_height"):
        op.add_column("municipality", sa.Column(edge, sa.Integer(), nullable=False, server_default="0"))
