"""Draws `docs/roles.md` from the table of roles: `python -m docs.draw_roles`. A test keeps it current."""

from __future__ import annotations

from pathlib import Path

from workshop_app.domain.access import MATRIX, ROLES, Action

FILE = Path(__file__).parent / "roles.md"

_HEAD = """\
# Who may do what

Drawn from `workshop_app/domain/access.py` by `python -m docs.draw_roles`; don't edit it by hand. Each cell is tried
in `tests/integration/test_roles.py` and over the websocket in `tests/wire/test_roles.py`.

An account has one role. *Their units* are those that an administrator has chosen for the account; a facilitator may
be given all, also those to come. A leader's units hold those that lie under them. **Where it was agreed**: figures
about a unit's leader go to the unit's own leader, and to those accounts for which an administrator has recorded that it
was agreed beforehand, unit by unit; to the leader only those from sessions held since he or she leads, and none as
long as that day is not filled in: they may be personal data about somebody else. What one may not do is answered exactly like what does not exist. Participants have no account and no role.
"""


def drawn() -> str:
    """The whole page."""
    rows = [("may", *ROLES), *((action.value, *(MATRIX[action][role].value for role in ROLES)) for action in Action)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([_HEAD, lines[0], "|---" * (len(ROLES) + 1) + "|", *lines[1:], ""])


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
