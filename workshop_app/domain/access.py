"""Who may do what. Predicates only; whoever asks turns a no into «finnes ikke»."""

from __future__ import annotations

from dataclasses import dataclass

ADMINISTRATOR = "administrator"
FACILITATOR = "facilitator"
LEADER = "leader"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody signed in.

    `units` are the ids of the units he or she has to do with; for a leader, also of those that lie under them.
    `reads_leader` are those of them whose figures about the leader are for this person: the leader
    concerned, and those agreed on beforehand.
    """

    id: str
    name: str
    role: str
    units: frozenset[str]
    reads_leader: frozenset[str] = frozenset()


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


def may_read_leader(person: Person, *, unit_id: str) -> bool:
    """See figures about a unit's leader. Not even an administrator may, unless it was agreed."""
    return unit_id in person.reads_leader


def may_settle(person: Person, *, unit_id: str) -> bool:
    """Say what became of a unit's commitments."""
    return may_review(person, unit_id=unit_id)
