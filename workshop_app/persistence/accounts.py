"""Accounts as administrators see them, and the one-time links that let people in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.orm import Session

from workshop_app.domain.access import ADMINISTRATOR
from workshop_app.persistence import passkeys, people, unit_imports
from workshop_app.persistence.tables.accounts import AccountLinkRow, MembershipRow, PasskeyRow, PersonRow, Role
from workshop_app.persistence.tables.sessions import EventRow, SessionRow


@dataclass(frozen=True, kw_only=True)
class Membership:
    """What an account has to do with a unit: `leads` it, or sees figures about its leader by agreement.

    Figures about the leader from before `leads_since` are about somebody else. None for a leader: it is not known, so
    any may be.
    """

    unit_id: str
    leads: bool = False
    leads_since: date | None = None
    reads_leader: bool = False


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account that is not closed. `link_until` is when the link that it has out stops working.

    `is_municipal`: it has been opened through the municipality's own sign-in, which has the last word on its role.
    """

    id: str
    name: str
    email: str
    role: str
    everywhere: bool = False
    memberships: tuple[Membership, ...] = ()
    has_password: bool = False
    link_until: datetime | None = None
    is_municipal: bool = False

    @property
    def led_since_nobody_knows(self) -> tuple[str, ...]:
        """The units that this account leads, but not known since when: it is shown no figures about their leader."""
        return tuple(one.unit_id for one in self.memberships if one.leads and one.leads_since is None)


def list_accounts(db: Session) -> list[Account]:
    """All accounts that are not closed, in no order."""
    memberships: dict[str, list[Membership]] = {}
    for row in db.scalars(select(MembershipRow)):
        memberships.setdefault(row.person_id, []).append(_membership(row))
    links = {row.person_id: row.expires_at for row in db.scalars(select(AccountLinkRow))}
    rows = db.scalars(select(PersonRow).where(~PersonRow.closed))
    return [_account(row, memberships.get(row.id, ()), links.get(row.id)) for row in rows]


def find_account(db: Session, person_id: str) -> Account | None:
    """That account, unless it is closed."""
    row = db.get(PersonRow, person_id)
    if row is None or row.closed:
        return None
    memberships = db.scalars(select(MembershipRow).where(MembershipRow.person_id == person_id))
    link = db.get(AccountLinkRow, person_id)
    return _account(row, map(_membership, memberships), link.expires_at if link else None)


def email_is_taken(db: Session, email: str, *, except_id: str = "") -> bool:
    """Whether another account has that address."""
    return (
        db.execute(select(PersonRow.id).where(PersonRow.email == email, PersonRow.id != except_id)).first() is not None
    )


def add_account(db: Session, account: Account) -> None:
    """Create an account without a password. Raises the driver's integrity error if the address is taken."""
    people.add_person(db, id_=account.id, email=account.email, name=account.name, password_hash="", role=account.role)
    change_account(db, account)


def change_account(db: Session, account: Account) -> None:
    """Store name, address, role and units of an account."""
    row = db.get_one(PersonRow, account.id)
    row.name, row.email, row.role, row.everywhere = account.name, account.email, Role(account.role), account.everywhere
    db.execute(delete(MembershipRow).where(MembershipRow.person_id == account.id))
    db.add_all(MembershipRow(person_id=account.id, **vars(one)) for one in account.memberships)
    db.flush()


def account_of_identity(db: Session, identity: bytes) -> Account | None:
    """The account that has been opened by this person at the provider before."""
    person_id = db.scalars(select(PersonRow.id).where(PersonRow.identity == identity)).one_or_none()
    return find_account(db, person_id) if person_id else None


def account_of_email(db: Session, email: str) -> Account | None:
    """The account with that address, unless it is closed."""
    person_id = db.scalars(select(PersonRow.id).where(PersonRow.email == email)).one_or_none()
    return find_account(db, person_id) if person_id else None


def bind_identity(db: Session, person_id: str, identity: bytes) -> None:
    """Let this person at the provider, and nobody else there, open the account from now on."""
    db.get_one(PersonRow, person_id).identity = identity
    db.flush()


def close_account(db: Session, person_id: str) -> None:
    """Delete an account with all that belongs to it; where sessions or their logs name it, its id stays."""
    people.forget_sign_ins(db, person_id)
    forget_link(db, person_id)
    passkeys.forget_passkeys(db, person_id)
    unit_imports.forget(db, person_id=person_id)
    db.execute(delete(MembershipRow).where(MembershipRow.person_id == person_id))
    row = db.get_one(PersonRow, person_id)
    if _is_named(db, person_id):
        row.name, row.email, row.password_hash, row.identity, row.closed = "", person_id, "", None, True
    else:
        db.delete(row)
    db.flush()


def active_administrators(db: Session, *, local: bool) -> frozenset[str]:
    """The ids of administrators who can sign in; `local`: with a password or a passkey too.

    Locked until the transaction ends, where a database can do that.
    """
    ways_in: list[ColumnElement[bool]] = [PersonRow.identity.is_not(None)]
    if local:
        ways_in += [PersonRow.password_hash != "", exists().where(PasskeyRow.person_id == PersonRow.id)]
    query = select(PersonRow.id).where(PersonRow.role == Role(ADMINISTRATOR), or_(*ways_in))
    return frozenset(db.scalars(query.with_for_update()))


def leader_of(db: Session, unit_id: str, *, except_id: str = "") -> str | None:
    """The name of the unit's own leader, if it is somebody else than `except_id`."""
    query = (
        select(PersonRow.name)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(MembershipRow.unit_id == unit_id, MembershipRow.leads, PersonRow.id != except_id)
    )
    return db.scalars(query).first()


def remember_link(db: Session, *, person_id: str, token_hash: bytes, expires_at: datetime) -> None:
    """Give an account a link; the one it had before stops working."""
    forget_link(db, person_id)
    db.add(AccountLinkRow(person_id=person_id, token_hash=token_hash, expires_at=expires_at))
    db.flush()


def forget_link(db: Session, person_id: str) -> None:
    """Make an account's link stop working."""
    db.execute(delete(AccountLinkRow).where(AccountLinkRow.person_id == person_id))


def account_of_link(db: Session, *, token_hash: bytes, now: datetime, hold: bool = False) -> Account | None:
    """The account that a link opens, as long as it is neither used nor too old.

    `hold` it to use it: of two who do so at once, the second finds it gone.
    """
    query = select(AccountLinkRow.person_id).where(
        AccountLinkRow.token_hash == token_hash, AccountLinkRow.expires_at > now
    )
    person_id = db.scalars(query.with_for_update() if hold else query).one_or_none()
    return find_account(db, person_id) if person_id else None


def _is_named(db: Session, person_id: str) -> bool:
    made = select(exists().where(SessionRow.created_by == person_id))
    acted = select(exists().where(EventRow.actor == person_id))
    return bool(db.scalar(made) or db.scalar(acted))


def _membership(row: MembershipRow) -> Membership:
    return Membership(unit_id=row.unit_id, leads=row.leads, leads_since=row.leads_since, reads_leader=row.reads_leader)


def _account(row: PersonRow, memberships: Iterable[Membership], link_until: datetime | None) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        role=row.role.value,
        everywhere=row.everywhere,
        memberships=tuple(memberships),
        has_password=row.password_hash != "",
        link_until=link_until,
        is_municipal=row.identity is not None,
    )
