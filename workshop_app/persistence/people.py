"""Who can sign in, the browsers they are signed in from, and the municipality itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop_app.domain.access import Person
from workshop_app.domain.retention import Periods
from workshop_app.domain.thresholds import FLOOR, floored
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.accounts import MembershipRow, PersonRow, Role, SignInRow
from workshop_app.persistence.tables.municipality import MunicipalityRow


@dataclass(frozen=True, kw_only=True)
class Logo:
    """The municipality's logo: the id of its picture (`persistence.logos`), and its size in pixels."""

    id: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """Who is responsible for the installation, and whom to ask about privacy.

    `is_example`: made up, with all its units and figures. `minimum_answers` is what it has raised the threshold to.
    """

    name: str
    privacy_contact: str
    is_example: bool = False
    minimum_answers: int = FLOOR
    periods: Periods = field(default_factory=Periods)
    logo: Logo | None = None

    def threshold(self, at_least: int) -> int:
        """The k that figures are kept and shown by, where the server's own setting asks for `at_least`."""
        return floored(max(self.minimum_answers, at_least))


def municipality(db: Session) -> Municipality | None:
    """The municipality, or None before first-run set-up."""
    row = db.get(MunicipalityRow, 1)
    if row is None:
        return None
    return Municipality(
        name=row.name,
        privacy_contact=row.privacy_contact,
        is_example=row.is_example,
        minimum_answers=row.minimum_answers,
        periods=Periods(months_of_texts=row.months_of_texts, years_of_totals=row.years_of_totals),
        logo=Logo(id=row.logo, width=row.logo_width, height=row.logo_height) if row.logo else None,
    )


def change_municipality(db: Session, changed: Municipality) -> None:
    """Store what the municipality has decided about itself. Whether it is made up never changes."""
    row = db.get_one(MunicipalityRow, 1)
    row.name, row.privacy_contact = changed.name, changed.privacy_contact
    row.minimum_answers = changed.minimum_answers
    row.months_of_texts, row.years_of_totals = changed.periods.months_of_texts, changed.periods.years_of_totals
    _set_logo(row, changed.logo)


def threshold(db: Session, *, at_least: int) -> int:
    """The municipality's k, as `Municipality.threshold` has it; before set-up the server's own."""
    found = municipality(db)
    return found.threshold(at_least) if found else floored(at_least)


def cleared_on(db: Session) -> date | None:
    """The last day on which what was past its period was deleted."""
    row = db.get(MunicipalityRow, 1)
    return row.cleared_on if row else None


def mark_cleared(db: Session, day: date) -> None:
    """What was past its period has been deleted on that day."""
    db.get_one(MunicipalityRow, 1).cleared_on = day


def hold_municipality(db: Session) -> None:
    """Let nobody else in here until the transaction ends: for what concerns all units, one at a time."""
    db.execute(select(MunicipalityRow.id).with_for_update())


@contextmanager
def municipality_held(database: Database) -> Iterator[Session]:
    """A write transaction for what concerns all units, alone from its beginning to its end."""
    with database.unit_of_work() as db:
        hold_municipality(db)
        yield db


def found_municipality(
    db: Session, *, name: str, privacy_contact: str, is_example: bool = False, logo: Logo | None = None
) -> None:
    """Record the municipality. Fails on the primary key if it is there already: set-up happens once."""
    row = MunicipalityRow(id=1, name=name, privacy_contact=privacy_contact, is_example=is_example)
    _set_logo(row, logo)
    db.add(row)
    db.flush()


def _set_logo(row: MunicipalityRow, logo: Logo | None) -> None:
    row.logo = logo.id if logo else None
    row.logo_width, row.logo_height = (logo.width, logo.height) if logo else (0, 0)


def add_person(db: Session, *, id_: str, email: str, name: str, password_hash: str, role: str) -> None:
    """Create an account. `email` must be folded to lower case by the caller."""
    db.add(PersonRow(id=id_, email=email, name=name, password_hash=password_hash, role=Role(role)))
    db.flush()


def credentials(db: Session, email: str) -> tuple[str, str] | None:
    """(person id, password hash) for an address, or None. Who has been invited and has no password yet, has neither."""
    found = db.execute(select(PersonRow.id, PersonRow.password_hash).where(PersonRow.email == email)).one_or_none()
    return (found.id, found.password_hash) if found and found.password_hash else None


def password_hash(db: Session, person_id: str) -> str:
    """What is stored of that account's password."""
    return db.get_one(PersonRow, person_id).password_hash


def replace_password_hash(db: Session, person_id: str, password_hash: str) -> None:
    """Store a hash made with today's parameters."""
    db.get_one(PersonRow, person_id).password_hash = password_hash


def remember_sign_in(db: Session, *, person_id: str, token_hash: bytes, expires_at: datetime, now: datetime) -> None:
    """Sign a browser in, and forget those whose time is out."""
    db.execute(delete(SignInRow).where(SignInRow.expires_at <= now))
    db.add(SignInRow(person_id=person_id, token_hash=token_hash, expires_at=expires_at))


def forget_sign_in(db: Session, token_hash: bytes) -> None:
    """Sign a browser out."""
    db.execute(delete(SignInRow).where(SignInRow.token_hash == token_hash))


def forget_sign_ins(db: Session, person_id: str) -> None:
    """Sign a person out of every browser."""
    db.execute(delete(SignInRow).where(SignInRow.person_id == person_id))


def signed_in_person(db: Session, *, token_hash: bytes, now: datetime) -> Person | None:
    """The person behind a cookie, with the units he or she belongs to."""
    found = db.execute(
        select(PersonRow)
        .join(SignInRow, SignInRow.person_id == PersonRow.id)
        .where(SignInRow.token_hash == token_hash, SignInRow.expires_at > now, ~PersonRow.closed)
    ).scalar_one_or_none()
    return _person(db, found) if found else None


def find_person(db: Session, person_id: str) -> Person | None:
    """The person behind an account that is not closed."""
    found = db.get(PersonRow, person_id)
    return _person(db, found) if found and not found.closed else None


def add_membership(
    db: Session,
    *,
    person_id: str,
    unit_id: str,
    leads: bool = False,
    leads_since: date | None = None,
    reads_leader: bool = False,
) -> None:
    """Give an account to do with a unit."""
    part = {"leads": leads, "leads_since": leads_since, "reads_leader": reads_leader}
    db.add(MembershipRow(person_id=person_id, unit_id=unit_id, **part))
    db.flush()


def _person(db: Session, row: PersonRow) -> Person:
    memberships = db.scalars(select(MembershipRow).where(MembershipRow.person_id == row.id)).all()
    own = frozenset(one.unit_id for one in memberships)
    return Person(
        id=row.id,
        name=row.name,
        role=row.role.value,
        units=_reached(db, row, own),
        reads_leader=frozenset(one.unit_id for one in memberships if one.leads or one.reads_leader),
        leads=frozenset(one.unit_id for one in memberships if one.leads),
        leads_since={one.unit_id: one.leads_since for one in memberships if one.leads and one.leads_since},
    )


def _reached(db: Session, row: PersonRow, own: frozenset[str]) -> frozenset[str]:
    if row.role is Role.LEADER:
        return units.under(db, own)
    if row.role is Role.FACILITATOR and row.everywhere:
        return units.all_ids(db)
    return own
