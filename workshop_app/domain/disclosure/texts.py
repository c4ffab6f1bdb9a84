"""When the groups' texts may be shown: class T of domain.md §2.6. In a small room anybody knows who wrote what."""

from __future__ import annotations

from workshop_app.domain.thresholds import floored


def may_show_texts(seats: int, *, k: int) -> bool:
    """Whether a session with so many `seats` may show what groups have written; the facilitator approves each text."""
    return seats >= floored(k)
