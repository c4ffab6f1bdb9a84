"""A unit may be closed: it keeps its history and has no new sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply. All units that are there go on."""
    op.add_column("units", sa.Column("closed_on", sa.Date(), nullable=True))
