"""What a change to somebody's access comes to, as it stands in the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop_app.persistence.accounts import Account, Membership

MEMBER, READS_LEADER, LEADS = "member", "reads_leader", "leads"


def changes(before: Account, after: Account, *, names: Mapping[str, str]) -> dict[str, object]:
    """What is not as it was; empty where nothing changed. `names` are unit id → name."""
    had, has = set(before.memberships), set(after.memberships)
    told: dict[str, object] = {
        "role": [before.role, after.role] if before.role != after.role else None,
        "everywhere": after.everywhere if before.everywhere != after.everywhere else None,
        "name": [before.name, after.name] if before.name != after.name else None,
        "email": True if before.email != after.email else None,
        "gained": parts(has - had, names) or None,
        "lost": parts(had - has, names) or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def parts(memberships: Iterable[Membership], names: Mapping[str, str]) -> list[list[str]]:
    """[unit, part, since when] of each, in the order of the units' names."""
    return sorted(
        [names.get(one.unit_id, one.unit_id), part(one), one.leads_since.isoformat() if one.leads_since else ""]
        for one in memberships
    )


def part(membership: Membership) -> str:
    """What the account has to do with the unit, in one word."""
    if membership.leads:
        return LEADS
    return READS_LEADER if membership.reads_leader else MEMBER
