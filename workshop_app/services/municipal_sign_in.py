"""Signing in through the municipality's own provider: whose account that opens, and with which role.

The provider says who somebody is and which groups he or she is in; the groups have the last word on the role, at each
sign-in. Units are never the provider's to give: an administrator chooses them for the account.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, ROLES
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.domain.plain_text import one_line
from workshop_app.persistence import accounts, people
from workshop_app.persistence.accounts import Account
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.services.accounts import Entered
from workshop_app.services.audit import Subject, note
from workshop_app.services.filled_in import email_address, required
from workshop_app.services.sign_in import sign_browser_in
from workshop_app.services.tokens import new_id

_LONGEST_NAME = 120


class SignInFailed(WorkshopError):
    """The provider has not told who somebody is."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A sign-in that has been begun at the provider: what its answer must fit."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a provider says that somebody is. `subject` is its own name for the person, which never changes.

    `email` is empty where it tells none, or one that it says it has not verified.
    """

    issuer: str
    subject: str
    name: str
    email: str
    groups: frozenset[str]

    @property
    def hash(self) -> bytes:
        """What is stored of it. No other issuer can make the same."""
        return hashlib.sha256(f"{self.issuer} {self.subject}".encode(errors="surrogatepass")).digest()


@dataclass(frozen=True, kw_only=True)
class MunicipalSignIn:
    """The use case. `groups` are the groups of each role; `local`: whether passwords are taken beside it."""

    database: Database
    groups: Mapping[str, frozenset[str]]
    local: bool = True

    def role_of(self, identity: Identity) -> str | None:
        """The first of administrator, facilitator and leader that one of the groups gives."""
        return next((role for role in ROLES if self.groups.get(role, frozenset()) & identity.groups), None)

    def enter(self, identity: Identity) -> Entered:
        """Sign somebody in; the first time, make the account or take over the one with the same address.

        Whoever comes with another role than last time is signed out of all other browsers. Raises `NotAllowed` and
        `BadInput` where nobody can be signed in; that stands in the audit log, and nothing else has changed. Blocks.
        """
        try:
            with people.municipality_held(self.database) as db:
                return self._enter(db, identity)
        except WorkshopError:
            self._note_failure(identity)
            raise

    def _enter(self, db: Transaction, identity: Identity) -> Entered:
        role = self.role_of(identity)
        if role is None:
            raise NotAllowed("municipal.no_group")
        if people.municipality(db) is None:
            raise NotAllowed("municipal.not_set_up")
        account = accounts.account_of_identity(db, identity.hash) or _first_time(db, identity, role)
        has_changed = account.role != role
        if has_changed:
            self._change_role(db, account, role)
        cookie = sign_browser_in(db, account.id, Deed.SIGNED_IN, municipal=True)
        return Entered(person_id=account.id, cookie=cookie, is_signed_out_elsewhere=has_changed)

    def _change_role(self, db: Transaction, account: Account, role: str) -> None:
        if account.role == ADMINISTRATOR and accounts.active_administrators(db, local=self.local) <= {account.id}:
            raise NotAllowed("municipal.last_administrator")
        accounts.change_account(db, replace(account, role=role, everywhere=account.everywhere and role == FACILITATOR))
        people.forget_sign_ins(db, account.id)
        note(db, None, Deed.CHANGED_ACCESS, _subject(account), role=[account.role, role], municipal=True)

    def _note_failure(self, identity: Identity) -> None:
        with self.database.unit_of_work() as db:
            account = accounts.account_of_identity(db, identity.hash)
            note(db, None, Deed.SIGN_IN_FAILED, _subject(account) if account else None, municipal=True)


def _first_time(db: Transaction, identity: Identity, role: str) -> Account:
    """The account with that address, if nobody else at the provider has it, or a new one without units."""
    email = _address(identity)
    account = accounts.account_of_email(db, email)
    if account is not None and account.is_municipal:
        raise NotAllowed("municipal.other_person")
    if account is None:
        account = Account(id=new_id(), name=_name(identity, email), email=email, role=role)
        accounts.add_account(db, account)
        note(db, None, Deed.GAVE_ACCESS, _subject(account), role=role, municipal=True)
    accounts.bind_identity(db, account.id, identity.hash)
    accounts.forget_link(db, account.id)
    return account


def _address(identity: Identity) -> str:
    try:
        return email_address(identity.email)
    except BadInput:
        raise NotAllowed("municipal.no_email") from None


def _name(identity: Identity, email: str) -> str:
    return required(one_line(identity.name)[:_LONGEST_NAME] or email, field="name")


def _subject(account: Account) -> Subject:
    return Subject(id=account.id, name=account.name)
