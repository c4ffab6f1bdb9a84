"""When a part was sealed stands beside its figures, as it does in the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_EVENTS = sa.table(
    "session_events",
    sa.column("session_id", sa.String()),
    sa.column("version", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("at", sa.DateTime(timezone=True)),
)
_RUNS = sa.table(
    "runs",
    sa.column("session_id", sa.String()),
    sa.column("activity_id", sa.String()),
    sa.column("part", sa.String()),
    sa.column("sealed", sa.Boolean()),
    sa.column("sealed_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Apply, and read the times from the log. Of a part that was asked again only the last go has figures."""
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True))
    times = _times()
    if times:
        of_run = (
            _RUNS.c.session_id == sa.bindparam("session"),
            _RUNS.c.activity_id == sa.bindparam("activity"),
            _RUNS.c.part == sa.bindparam("of_part"),
        )
        op.get_bind().execute(
            sa.update(_RUNS).where(*of_run, _RUNS.c.sealed.is_(True)).values(sealed_at=sa.bindparam("time")), times
        )


def _times() -> list[dict[str, object]]:
    found = op.get_bind().execute(
        sa.select(_EVENTS.c.session_id, _EVENTS.c.payload, _EVENTS.c.at)
        .where(_EVENTS.c.kind == "run-sealed")
        .order_by(_EVENTS.c.session_id, _EVENTS.c.version)
    )
    times = {(session, payload["activity"], payload["part"]): at for session, payload, at in found}
    return [
        {"session": session, "activity": activity, "of_part": part, "time": at}
        for (session, activity, part), at in times.items()
    ]
