"""A municipality for trying the table of roles: one account of each role, and units of each relation to it.

Every account has to do with `home` and `agreed`; of the latter it is agreed that it sees figures about the leader, and
the leader leads it. `under` lies under `home`; in `made` the account once made a session; `other` is none of its
business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from benchmarks.past_sessions import Past, agenda, card, store
from workshop_app.content_loader import freeze
from workshop_app.domain.access import LEADER, ROLES, Reach
from workshop_app.domain.lifts import Lift
from workshop_app.persistence import lifts, people, sessions, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.tokens import token_hash

HOME, UNDER, AGREED, MADE, OTHER, GONE = "home", "under", "agreed", "made", "other", "gone"
PLACES = (HOME, UNDER, AGREED, MADE, OTHER)
#: Where each cell of the table lets its role in.
LETS_IN: Mapping[Reach, frozenset[str]] = {
    Reach.YES: frozenset(PLACES),
    Reach.ALL: frozenset(PLACES),
    Reach.OWN: frozenset({HOME, AGREED}),
    Reach.OWN_AND_UNDER: frozenset({HOME, AGREED, UNDER}),
    Reach.OWN_AND_MADE: frozenset({HOME, AGREED, MADE}),
    Reach.LED: frozenset({AGREED}),
    Reach.AGREED: frozenset({AGREED}),
    Reach.NONE: frozenset(),
}
_LETTERS = "CDEFGH"


def past_session(place: str) -> str:
    """The id of a unit's session that has ended."""
    return f"past-{place}"


def draft_code(place: str, role: str) -> str:
    """The code of a unit's session in draft that is there for that role to try."""
    return _LETTERS[[*PLACES, GONE].index(place)] * 5 + _LETTERS[ROLES.index(role)]


def cookie_of(role: str) -> str:
    """The cookie of a browser in which that role's account is signed in."""
    return f"cookie-of-{role}"


def furnish(database: Database, *, password_hash: str = "-") -> None:
    """Fill a migrated database. Accounts have the names of their roles as ids; `nobody` made all other sessions."""
    now = clock.now()
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Nordre Land kommune", privacy_contact="personvern@example.no")
        for role in (*ROLES, "nobody"):
            own = role if role in ROLES else "leader"
            people.add_person(
                db, id_=role, email=f"{role}@example.no", name=role, password_hash=password_hash, role=own
            )
        for place in PLACES:
            units.add_unit(db, _unit(place), member="nobody")
        for role in ROLES:
            people.add_membership(db, person_id=role, unit_id=HOME)
            people.add_membership(db, person_id=role, unit_id=AGREED, leads=role == LEADER, reads_leader=True)
            people.remember_sign_in(
                db,
                person_id=role,
                token_hash=token_hash(cookie_of(role)),
                expires_at=now + timedelta(hours=1),
                now=now,
            )
    with database.unit_of_work() as db:
        for place in PLACES:
            past = Past(id=past_session(place), held_on=date(2026, 3, 2), people=12, cards=(card(1),))
            store(db, past, unit_id=place, created_by="nobody")
            for role in ROLES:
                sessions.add_session(db, _draft(place, role))
        for place in PLACES:
            lifts.add_lift(db, _lift_to(place))


def _unit(place: str) -> Unit:
    parent = HOME if place == UNDER else None
    name = f"Enheten {place}"
    return Unit(id=place, name=name, leader_role="x", agreed_roles="", discussed_on=date(2026, 1, 5), parent_id=parent)


def lift_to(place: str) -> str:
    """The id of something that has been lifted to a unit."""
    return f"lift-to-{place}"


def _lift_to(place: str) -> Lift:
    day = date(2026, 3, 2)
    return Lift(
        id=lift_to(place),
        session_id=past_session(OTHER),
        unit_id=OTHER,
        level_id=place,
        position=1,
        what="Få to vikarer",
        why="Vi er for få",
        sent_on=day,
        due=day,
    )


def _draft(place: str, role: str) -> SessionRecord:
    return SessionRecord(
        id=f"draft-{place}-{role}"[:22],
        code=draft_code(place, role),
        unit_id=place,
        held_on=date(2026, 12, 1),
        language="nb",
        agenda=freeze(agenda()),
        created_by=role if place == MADE else "nobody",
    )
