"""Who may do what: one table of roles and actions, and the questions that are asked of it.

`docs/roles.md` is drawn from the table. Predicates only; whoever asks turns a no into «finnes ikke».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

ADMINISTRATOR = "administrator"
FACILITATOR = "facilitator"
LEADER = "leader"
ROLES = (ADMINISTRATOR, FACILITATOR, LEADER)


class Action(StrEnum):
    """What somebody signed in may want to do."""

    REVIEW = "see a unit, its sessions, figures and commitments; take figures and minutes away as files"
    READ_LEADER = "see figures about a unit's leader"
    SETTLE = "say what became of a unit's commitments"
    ANSWER_LIFTS = "answer what has been lifted to a unit"
    GUESS = "guess a unit's pulse before it is shown, and see where it differs"
    CREATE_UNIT = "create a unit"
    PREPARE = "change a unit, create sessions for it"
    ARRANGE_UNITS = "arrange all units: rename, move, merge, split, close, reopen, take over from a table"
    CONTROL = "run a session"
    OVERSEE = "see which sessions all units have, and where the pulse has been discussed with union representatives"
    AGENDAS = "make agendas for the whole municipality, change and delete them"
    SETTINGS = "change the municipality's name, logo, threshold and periods, see what was deleted"
    PEOPLE = "give people access, change and close their accounts"
    LOG = "read the audit log, take it away as a file"
    OWN_ACCOUNT = "change one's own password and passkeys, sign out everywhere"


class Reach(StrEnum):
    """Of what: a cell of the table."""

    YES = "yes"
    ALL = "all"
    OWN = "of their units"
    OWN_AND_UNDER = "of their units and those under them"
    OWN_AND_MADE = "of their units, and those they made"
    LED = "of the units they lead themselves"
    AGREED = "where it was agreed"
    NONE = "–"


_THEIRS = {ADMINISTRATOR: Reach.ALL, FACILITATOR: Reach.OWN, LEADER: Reach.OWN_AND_UNDER}
_ADMINISTRATORS = {ADMINISTRATOR: Reach.YES, FACILITATOR: Reach.NONE, LEADER: Reach.NONE}
_NO_LEADER = {ADMINISTRATOR: Reach.ALL, FACILITATOR: Reach.OWN, LEADER: Reach.NONE}

MATRIX: Mapping[Action, Mapping[str, Reach]] = MappingProxyType(
    {
        Action.REVIEW: _THEIRS,
        # Not even an administrator, unless it was agreed with the leader and the union representatives.
        Action.READ_LEADER: dict.fromkeys(ROLES, Reach.AGREED),
        Action.SETTLE: _THEIRS,
        # Administrators answer for the municipality's management, and where a unit above has no leader yet.
        Action.ANSWER_LIFTS: {**_THEIRS, FACILITATOR: Reach.NONE},
        # About the own unit: what others believed of it would be a comment on its leader.
        Action.GUESS: {ADMINISTRATOR: Reach.NONE, FACILITATOR: Reach.NONE, LEADER: Reach.LED},
        Action.CREATE_UNIT: {ADMINISTRATOR: Reach.YES, FACILITATOR: Reach.YES, LEADER: Reach.NONE},
        Action.PREPARE: _NO_LEADER,
        Action.ARRANGE_UNITS: _ADMINISTRATORS,
        # A leader never runs a session: those who answer shall not look at the one they answer about.
        Action.CONTROL: {**_NO_LEADER, FACILITATOR: Reach.OWN_AND_MADE},
        Action.OVERSEE: _ADMINISTRATORS,
        # Whoever may make sessions: an agenda is nobody's figures, and the next facilitator shall find it.
        Action.AGENDAS: {ADMINISTRATOR: Reach.YES, FACILITATOR: Reach.YES, LEADER: Reach.NONE},
        Action.SETTINGS: _ADMINISTRATORS,
        Action.PEOPLE: _ADMINISTRATORS,
        Action.LOG: _ADMINISTRATORS,
        Action.OWN_ACCOUNT: dict.fromkeys(ROLES, Reach.YES),
    }
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody signed in.

    `units` are the ids of the units he or she has to do with; for a leader, also of those that lie under them.
    `reads_leader` are those of them whose figures about the leader are for this person: the leader
    concerned, and those agreed on beforehand. `leads_since`: unit → the day from which these figures are about this
    person; those from before are about somebody else. `leads` are the units that this person is the leader of.
    """

    id: str
    name: str
    role: str
    units: frozenset[str]
    reads_leader: frozenset[str] = frozenset()
    leads_since: Mapping[str, date] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()


def sees_all_units(person: Person) -> bool:
    """Whether lists of units hold all of them, whatever `person.units` says."""
    return MATRIX[Action.REVIEW][person.role] is Reach.ALL


def may_manage_people(person: Person) -> bool:
    """Give people access, change and close their accounts."""
    return _may(person, Action.PEOPLE)


def may_make_agendas(person: Person) -> bool:
    """Make, change and delete the municipality's own agendas."""
    return _may(person, Action.AGENDAS)


def may_oversee(person: Person) -> bool:
    """See which sessions all units have, and where the pulse has been discussed; nothing that came out of them."""
    return _may(person, Action.OVERSEE)


def may_read_log(person: Person) -> bool:
    """Read the audit log."""
    return _may(person, Action.LOG)


def may_change_settings(person: Person) -> bool:
    """Change what holds for the whole municipality."""
    return _may(person, Action.SETTINGS)


def may_create_units(person: Person) -> bool:
    """Create units."""
    return _may(person, Action.CREATE_UNIT)


def may_arrange_units(person: Person) -> bool:
    """Rename, move, close and reopen any unit."""
    return _may(person, Action.ARRANGE_UNITS)


def may_prepare(person: Person, *, unit_id: str) -> bool:
    """Change a unit, and create sessions for it."""
    return _may(person, Action.PREPARE, unit_id=unit_id)


def may_control(person: Person, *, unit_id: str, created_by: str) -> bool:
    """Run a session: whoever made it, and the unit's facilitators."""
    return _may(person, Action.CONTROL, unit_id=unit_id, created_by=created_by)


def may_review(person: Person, *, unit_id: str) -> bool:
    """See a unit's sessions and figures."""
    return _may(person, Action.REVIEW, unit_id=unit_id)


def may_read_leader(person: Person, *, unit_id: str) -> bool:
    """See figures about a unit's leader."""
    return _may(person, Action.READ_LEADER, unit_id=unit_id)


#: Since when somebody leads is not known: no session is known to be from the own time.
NOT_KNOWN = date.max


def leader_figures_from(person: Person, *, unit_id: str) -> date | None:
    """The day of the first session whose figures about the leader `may_read_leader` is about; None for all.

    `NOT_KNOWN`: for none, until an administrator says since when this person leads the unit.
    """
    return person.leads_since.get(unit_id, NOT_KNOWN if unit_id in person.leads else None)


def may_settle(person: Person, *, unit_id: str) -> bool:
    """Say what became of a unit's commitments."""
    return _may(person, Action.SETTLE, unit_id=unit_id)


def may_answer_lifts(person: Person, *, level_id: str | None) -> bool:
    """Answer what has been lifted to that unit; None is the municipality's management."""
    return _may(person, Action.ANSWER_LIFTS, unit_id=level_id or "")


def may_guess(person: Person, *, unit_id: str) -> bool:
    """Guess that unit's pulse, and see alone where it differs."""
    return _may(person, Action.GUESS, unit_id=unit_id)


def answers_everywhere(person: Person) -> bool:
    """Whether all that is lifted is for this person to answer."""
    return MATRIX[Action.ANSWER_LIFTS][person.role] is Reach.ALL


def _may(person: Person, action: Action, *, unit_id: str = "", created_by: str = "") -> bool:
    match MATRIX[action][person.role]:
        case Reach.YES | Reach.ALL:
            return True
        case Reach.OWN | Reach.OWN_AND_UNDER:
            return unit_id in person.units
        case Reach.OWN_AND_MADE:
            return unit_id in person.units or person.id == created_by
        case Reach.LED:
            return unit_id in person.leads
        case Reach.AGREED:
            return unit_id in person.reads_leader
        case Reach.NONE:
            return False
