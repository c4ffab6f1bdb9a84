"""What all pulses add to the spread that units share is kept added up; no look back counts them any more."""

from __future__ import annotations

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: Of the sum of squares: what is left under this part is rounding, not spread.
_ROUNDING = 1e-12


def upgrade() -> None:
    """Apply, and add up the pulses that are there."""
    op.drop_index("ix_aggregates_round", "aggregates")
    spreads = op.create_table(
        "spreads",
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("deviations", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "n", name=op.f("pk_spreads")),
    )
    rows = _rows()
    if rows:
        op.bulk_insert(spreads, rows)


def _rows() -> list[dict[str, object]]:
    sums: dict[tuple[str, int], list[float]] = defaultdict(list)
    for (text,) in op.get_bind().execute(sa.text("SELECT figures FROM aggregates WHERE round = 'pulse'")):
        figures = json.loads(text)["figures"]
        for dimension, kept in {**figures["dimensions"], "anchor": figures["anchor"]}.items() if figures else ():
            if "squares" in kept:
                left = kept["squares"] - kept["n"] * kept["mean"] ** 2
                sums[dimension, kept["n"]].append(left if left > _ROUNDING * kept["squares"] else 0.0)
    return [
        {"dimension": dimension, "n": n, "sessions": len(each), "deviations": sum(each)}
        for (dimension, n), each in sums.items()
    ]
