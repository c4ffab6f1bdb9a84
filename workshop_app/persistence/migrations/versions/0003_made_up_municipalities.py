"""A municipality may be made up, and then says so on every page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply. The municipality of an installation that is in use is a real one."""
    with op.batch_alter_table("municipality") as municipality:
        municipality.add_column(sa.Column("is_example", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("municipality") as municipality:
        municipality.alter_column("is_example", server_default=None)
