"""One's own account: opening it with a link, its password, and the browsers it is signed in from."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.access import Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import accounts, passkeys, people
from workshop_app.persistence.accounts import Account
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.audit import Subject, note
from workshop_app.services.limits import LINKS, Limits
from workshop_app.services.links import LINK_LASTS, RESET_LASTS, Link, drafted, give_out
from workshop_app.services.sign_in import SignIn, sign_browser_in
from workshop_app.services.tokens import token_hash


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Who has just been signed in, and the cookie for that browser; whether all other browsers have been signed out.

    `has_passkeys`: the account can still be opened with these, whatever has become of its password.
    """

    person_id: str
    cookie: str
    is_signed_out_elsewhere: bool = True
    has_passkeys: bool = False


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """What people do with their own account. Methods block on the database, those with a password also on purpose."""

    sign_in: SignIn
    limits: Limits = field(default_factory=Limits)

    def opened_by(self, token: str) -> Account:
        """The account that a link opens. Raises `NotAllowed` alike for a used, an old and a made-up one.

        Raises `TooManyTries` while somebody is guessing, and `NotAllowed` where passwords are not taken.
        """
        self.sign_in.demand_local()
        with self.sign_in.database.reading() as db:
            found = accounts.account_of_link(db, token_hash=token_hash(token), now=clock.now())
        if found is None:
            self.limits.demand_and_count(LINKS, "all")
            raise NotAllowed("sign_in.link_used")
        return found

    def use_link(self, *, token: str, password: str) -> Entered:
        """Give the account its password and sign in, here and nowhere else. Raises as `opened_by`, and `BadInput`.

        A password that can't be taken leaves the link as it was.
        """
        self.opened_by(token)
        hashed = self.sign_in.hashed(password)
        with self.sign_in.database.unit_of_work() as db:
            # Again: it may have been used while the password was hashed.
            found = accounts.account_of_link(db, token_hash=token_hash(token), now=clock.now(), hold=True)
            if found is None:
                raise NotAllowed("sign_in.link_used")
            accounts.forget_link(db, found.id)
            people.replace_password_hash(db, found.id, hashed)
            people.forget_sign_ins(db, found.id)
            cookie = sign_browser_in(db, found.id, Deed.LINK_USED)
            return Entered(person_id=found.id, cookie=cookie, has_passkeys=bool(passkeys.passkeys_of(db, found.id)))

    def forgotten(self, email: str) -> Link | None:
        """A link for whoever says to have forgotten the password, which opens nothing before `give_out`.

        None where no account has that address, and for one that only the municipality's own sign-in opens: its
        provider may ask for more than a letter. Raises `NotAllowed` where passwords are not taken.
        """
        self.sign_in.demand_local()
        with self.sign_in.database.reading() as db:
            found = accounts.account_of_email(db, email)
        if found is None or (found.is_municipal and not found.has_password):
            return None
        # Whoever has not taken the invitation yet must not be left with less time than it gave.
        return drafted(found, lasts=RESET_LASTS if found.has_password else LINK_LASTS)

    def give_out(self, link: Link) -> None:
        """Let a link work that was asked for; nothing where the account has another address or is closed by now."""
        with self.sign_in.database.unit_of_work() as db:
            found = accounts.find_account(db, link.account.id)
            if found is not None and found.email == link.account.email:
                give_out(db, link)
                note(db, None, Deed.ASKED_FOR_LINK, Subject(id=found.id, name=found.name))

    def change_password(self, person: Person, *, current: str, password: str) -> Entered:
        """Replace the password and sign out of all other browsers. Raises `BadInput` for either of the two.

        Raises `NotAllowed` where passwords are not taken.
        """
        self.sign_in.demand_local()
        with self.sign_in.database.reading() as db:
            _demand_open(db, person)
            stored = people.password_hash(db, person.id)
        if not self.sign_in.verifies(stored, current):
            raise BadInput("account.wrong_password", field="current")
        hashed = self.sign_in.hashed(password)
        with self.sign_in.database.unit_of_work() as db:
            _demand_open(db, person)
            accounts.forget_link(db, person.id)
            people.replace_password_hash(db, person.id, hashed)
            people.forget_sign_ins(db, person.id)
            return Entered(person_id=person.id, cookie=sign_browser_in(db, person.id, Deed.PASSWORD_CHANGED))

    def own(self, person: Person) -> Account | None:
        """This person's account; None if it has just been closed."""
        with self.sign_in.database.reading() as db:
            return accounts.find_account(db, person.id)

    def sign_out_everywhere(self, person: Person) -> None:
        """Forget all browsers in which this person is signed in. Password and passkeys stay: they are ways back in."""
        with self.sign_in.database.unit_of_work() as db:
            people.forget_sign_ins(db, person.id)
            note(db, person, Deed.SIGNED_OUT_EVERYWHERE)


def _demand_open(db: Transaction, person: Person) -> None:
    """The account may have been closed since it was asked who is signed in."""
    if accounts.find_account(db, person.id) is None:
        raise NotAllowed("sign_in.expired")
