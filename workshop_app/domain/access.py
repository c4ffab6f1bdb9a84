"""Who may do what. Predicates only; whoever asks turns a no into «finnes ikke»."""

from __future__ import annotations

from dataclasses import dataclass

ADMINISTRATOR = "administrator"
FACILITATOR = "facilitator"
LEADER = "leader"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody signed in. `units` are the ids of the units he or she belongs to."""

    id: str
    name: str
    role: str
    units: frozenset[str]


def may_prepare(person: Person) -> bool:
    """Create units and sessions."""
    return person.role in (ADMINISTRATOR, FACILITATOR)


def may_control(person: Person, *, unit_id: str, created_by: str) -> bool:
    """Run a session: whoever made it, and the unit's facilitators. A leader never runs one."""
    if person.role == LEADER:
        return False
    return person.role == ADMINISTRATOR or person.id == created_by or unit_id in person.units


def may_review(person: Person, *, unit_id: str) -> bool:
    """See a unit's sessions and figures."""
    return person.role == ADMINISTRATOR or unit_id in person.units
