"""Giving people access: invitations, roles and units, and closing accounts. For administrators alone.

Whoever is no administrator is answered as if there were no such page. What changes about somebody takes effect at
that person's next action, since each action reads anew who is signed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, ROLES, Person, may_control, may_manage_people
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import accounts, passkeys, people, sessions, units
from workshop_app.persistence.accounts import Account, Membership
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.phrases.formatting import alphabetical
from workshop_app.services import leadership
from workshop_app.services.access_changes import changes, parts
from workshop_app.services.audit import Subject, note
from workshop_app.services.filled_in import email_address, required
from workshop_app.services.links import Link, drafted, give_out
from workshop_app.services.tokens import new_id

#: Accounts are handed out and taken in as they are; screens know them by these names.
__all__ = ["Account", "Administration", "Link", "Membership"]


@dataclass(frozen=True, kw_only=True)
class Administration:
    """The administrator's use cases. Methods block on the database; all raise `NotAllowed` for anybody else.

    `local`: whether accounts are opened with passwords, and so by links.
    """

    database: Database
    local: bool = True

    def accounts(self, person: Person) -> list[Account]:
        """All accounts, in Norwegian alphabetical order."""
        self.demand(person)
        with self.database.reading() as db:
            return sorted(accounts.list_accounts(db), key=lambda one: (alphabetical(one.name), one.email))

    def account(self, person: Person, account_id: str) -> Account:
        """One account. Raises `NotAllowed` for one that is not there, too."""
        self.demand(person)
        with self.database.reading() as db:
            return _found(db, account_id)

    def invite(self, person: Person, draft: Account) -> Link | None:
        """Create an account and the link that opens it, if links do; the draft's id is not looked at.

        Raises `BadInput`; its slot `field` names what can't be taken.
        """
        self.demand(person)
        account = replace(_cleaned(draft), id=new_id())
        with self.database.unit_of_work() as db:
            _refuse_impossible(db, account)
            account = leadership.dated(db, account)
            accounts.add_account(db, account)
            leadership.remember(db, before=(), after=account.memberships)
            given = {"everywhere": account.everywhere, "gained": parts(account.memberships, units.names(db))}
            note(db, person, Deed.GAVE_ACCESS, _subject(account), role=account.role, **given)
            return give_out(db, drafted(account)) if self.local else None

    def change(self, person: Person, account: Account) -> None:
        """Store an account's name, address, role and units. Raises as `invite`, and for the last administrator."""
        self.demand(person)
        cleaned = _cleaned(account)
        with self.database.unit_of_work() as db:
            before = _found(db, account.id)
            if before.role == ADMINISTRATOR != cleaned.role:
                self._refuse_last_administrator(db, account.id, field="role")
            _refuse_impossible(db, cleaned)
            cleaned = leadership.dated(db, cleaned, before=before.memberships)
            accounts.change_account(db, cleaned)
            leadership.remember(db, before=before.memberships, after=cleaned.memberships)
            changed = changes(before, cleaned, names=units.names(db))
            if changed:
                note(db, person, Deed.CHANGED_ACCESS, _subject(before), **changed)

    def new_link(self, person: Person, account_id: str) -> Link:
        """A link to choose a password with. The account's earlier link stops working, its password does not yet.

        Its passkeys are deleted at once: whoever asks for this may have lost the machine that one of them is on.
        """
        self.demand(person)
        if not self.local:
            raise NotAllowed("municipal.local_off")
        with self.database.unit_of_work() as db:
            account = _found(db, account_id)
            removed = len(passkeys.passkeys_of(db, account_id))
            passkeys.forget_passkeys(db, account_id)
            note(db, person, Deed.MADE_LINK, _subject(account), **({"passkeys": removed} if removed else {}))
            return give_out(db, drafted(account))

    def sign_out_everywhere(self, person: Person, account_id: str) -> None:
        """Sign somebody out of all browsers, and make a link that is out stop working."""
        self.demand(person)
        with self.database.unit_of_work() as db:
            account = _found(db, account_id)
            accounts.forget_link(db, account_id)
            people.forget_sign_ins(db, account_id)
            note(db, person, Deed.SIGNED_SOMEBODY_OUT, _subject(account))

    def close(self, person: Person, account_id: str) -> None:
        """Close an account for good: name and address are deleted. Raises `BadInput` for the last administrator."""
        self.demand(person)
        with self.database.unit_of_work() as db:
            account = _found(db, account_id)
            if account.role == ADMINISTRATOR:
                self._refuse_last_administrator(db, account_id)
            leadership.remember(db, before=account.memberships, after=())
            accounts.close_account(db, account_id)
            note(db, person, Deed.CLOSED_ACCOUNT, _subject(account), role=account.role)

    def no_longer_controls(self, account_id: str, session_ids: Iterable[str]) -> frozenset[str]:
        """Those of the sessions, and of all under way, that the account may not, or no longer, run."""
        with self.database.reading() as db:
            found = people.find_person(db, account_id)
            records = [*(sessions.find_session(db, id_) for id_ in session_ids), *sessions.running_sessions(db)]
        return frozenset(
            record.id
            for record in records
            if record is not None
            and not (found and may_control(found, unit_id=record.unit_id, created_by=record.created_by))
        )

    def demand(self, person: Person) -> None:
        """Raise `NotAllowed` for whoever is no administrator."""
        if not may_manage_people(person):
            raise NotAllowed("page.not_found")

    def _refuse_last_administrator(self, db: Transaction, account_id: str, **slots: str) -> None:
        if accounts.active_administrators(db, local=self.local) <= {account_id}:
            raise BadInput("people.last_administrator", **slots)


def _found(db: Transaction, account_id: str) -> Account:
    account = accounts.find_account(db, account_id)
    if account is None:
        raise NotAllowed("page.not_found")
    return account


def _subject(account: Account) -> Subject:
    return Subject(id=account.id, name=account.name)


def _cleaned(account: Account) -> Account:
    if account.role not in ROLES:
        raise BadInput("people.role_missing", field="role")
    return replace(
        account,
        name=required(account.name, field="name"),
        email=email_address(account.email),
        everywhere=account.everywhere and account.role == FACILITATOR,
    )


def _refuse_impossible(db: Transaction, account: Account) -> None:
    if accounts.email_is_taken(db, account.email, except_id=account.id):
        raise BadInput("people.email_taken", field="email")
    if not {one.unit_id for one in account.memberships} <= units.all_ids(db):
        raise BadInput("error.gone")
    for one in account.memberships:
        leader = accounts.leader_of(db, one.unit_id, except_id=account.id) if one.leads else None
        if leader is not None:
            raise BadInput("people.leader_taken", name=leader, field=unit_field(one.unit_id))


def unit_field(unit_id: str) -> str:
    """The name of the field in which an account's part in that unit is chosen."""
    return f"enhet-{unit_id}"
