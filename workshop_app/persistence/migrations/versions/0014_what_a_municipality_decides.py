"""A municipality decides its own threshold and how long things are kept; what is past its period goes once a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_DEFAULTS = {"minimum_answers": "5", "months_of_texts": "24", "years_of_totals": "5"}


def upgrade() -> None:
    """Apply. What held for everybody until now goes on."""
    for name, value in _DEFAULTS.items():
        op.add_column("municipality", sa.Column(name, sa.Integer(), nullable=False, server_default=value))
    op.add_column("municipality", sa.Column("cleared_on", sa.Date(), nullable=True))
