"""Tables of units wait in the database until somebody says yes to what they would change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unit_imports",
        sa.Column("person_id", sa.String(length=22), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unit_imports_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_unit_imports")),
    )
