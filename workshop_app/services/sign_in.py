"""First-run set-up, passwords, and signed-in browsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.domain.access import ADMINISTRATOR, Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Conflict, Transaction
from workshop_app.services import clock
from workshop_app.services.audit import Subject, note
from workshop_app.services.filled_in import email_address, required
from workshop_app.services.tokens import new_id, new_token, token_hash

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SIGN_IN_LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


@dataclass
class SignIn:
    """Set-up and sign-in. `data_dir` holds the key of the one-time set-up link until it is used.

    `local`: whether passwords are taken at all, after the set-up.
    """

    database: Database
    data_dir: Path
    local: bool = True

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415 -- slow import

        # One thread, so that somebody who signs in never takes both cores from a room that is voting.
        return PasswordHasher(parallelism=1)

    def set_up_path(self) -> str | None:
        """The path of the one-time set-up link, or None once there is a municipality."""
        if self.is_set_up():
            return None
        file = self._key_file
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(new_token())
        return f"/oppsett?nokkel={file.read_text()}"

    def is_set_up(self) -> bool:
        """Whether first-run set-up has been done."""
        with self.database.reading() as db:
            return people.municipality(db) is not None

    def municipality_name(self) -> str:
        """What the municipality is called; empty before first-run set-up."""
        with self.database.reading() as db:
            found = people.municipality(db)
        return found.name if found else ""

    def is_example(self) -> bool:
        """Whether the municipality is made up."""
        with self.database.reading() as db:
            found = people.municipality(db)
        return found is not None and found.is_example

    def opens_set_up(self, key: str) -> bool:
        """Whether that is the key of a set-up link that has not been used."""
        return self._is_key(key) and not self.is_set_up()

    def set_up(self, *, key: str, municipality: str, privacy_contact: str, name: str, email: str, password: str) -> str:
        """Found the municipality and the first account; returns the cookie that signs it in.

        Raises `NotAllowed` without the link's key or when it has been used, `BadInput` for a field; its
        slot `field` names which.
        """
        if not self._is_key(key):
            raise NotAllowed("sign_in.link_used")
        fields = [
            required(text, field=field)
            for field, text in (("municipality", municipality), ("privacy_contact", privacy_contact), ("name", name))
        ]
        address, hashed = email_address(email), self.hashed(password)
        person_id = new_id()
        try:
            with self.database.unit_of_work() as db:
                people.found_municipality(db, name=fields[0], privacy_contact=fields[1])
                people.add_person(
                    db, id_=person_id, email=address, name=fields[2], password_hash=hashed, role=ADMINISTRATOR
                )
        except Conflict:
            raise NotAllowed("sign_in.link_used") from None
        self._key_file.unlink(missing_ok=True)
        return self._remember(person_id, Deed.SET_UP)

    def hashed(self, password: str) -> str:
        """What is stored of a password. Raises `BadInput` for one that is too short or too long."""
        if len(password) < SHORTEST_PASSWORD:
            raise BadInput("setup.password_short", n=SHORTEST_PASSWORD, field="password")
        if len(password) > LONGEST_PASSWORD:
            raise BadInput("setup.password_long", n=LONGEST_PASSWORD, field="password")
        return self._hasher.hash(password)

    def sign_in(self, *, email: str, password: str) -> str:
        """A cookie for the right address and password. Raises `BadInput` alike for both kinds of wrong.

        Raises `NotAllowed` where passwords are not taken.
        """
        self.demand_local()
        with self.database.reading() as db:
            found = people.credentials(db, email.strip().lower())
        # An unknown address costs the same time as a wrong password.
        is_right = self.verifies(found[1] if found else self._nobody, password)
        if found is None or not is_right:
            self._note_failure(found[0] if found else "")
            raise BadInput("sign_in.wrong")
        self._refresh_hash(found, password)
        return self._remember(found[0], Deed.SIGNED_IN)

    def verifies(self, stored: str, password: str) -> bool:
        """Whether that is the password behind what is stored of it. Slow on purpose."""
        from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 -- slow import

        try:
            return self._hasher.verify(stored, password[:LONGEST_PASSWORD])
        except (Argon2Error, InvalidHashError):
            return False

    def demand_local(self) -> None:
        """Raise `NotAllowed` where everybody signs in through the municipality's provider."""
        if not self.local:
            raise NotAllowed("municipal.local_off")

    def sign_out(self, cookie: str) -> None:
        """Forget a browser."""
        with self.database.unit_of_work() as db:
            people.forget_sign_in(db, token_hash(cookie))

    def person(self, cookie: str | None) -> Person | None:
        """Who is signed in with that cookie, if anybody."""
        if not cookie:
            return None
        with self.database.reading() as db:
            return people.signed_in_person(db, token_hash=token_hash(cookie), now=clock.now())

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(new_token())

    @property
    def _key_file(self) -> Path:
        return self.data_dir / "setup.key"

    def _is_key(self, key: str) -> bool:
        file = self._key_file
        return bool(key) and file.exists() and token_hash(file.read_text()) == token_hash(key)

    def _refresh_hash(self, found: tuple[str, str], password: str) -> None:
        if self._hasher.check_needs_rehash(found[1]):
            with self.database.unit_of_work() as db:
                people.replace_password_hash(db, found[0], self._hasher.hash(password))

    def _remember(self, person_id: str, deed: Deed) -> str:
        with self.database.unit_of_work() as db:
            return sign_browser_in(db, person_id, deed)

    def _note_failure(self, person_id: str) -> None:
        """A line for unknown addresses too, which would be told by the time it takes otherwise."""
        with self.database.unit_of_work() as db:
            person = people.find_person(db, person_id)
            note(db, None, Deed.SIGN_IN_FAILED, Subject(id=person.id, name=person.name) if person else None)


def sign_browser_in(db: Transaction, person_id: str, deed: Deed, **detail: object) -> str:
    """The cookie of one more browser in which that person is signed in, and what that came of."""
    note(db, people.find_person(db, person_id), deed, None, **detail)
    cookie, now = new_token(), clock.now()
    people.remember_sign_in(
        db, person_id=person_id, token_hash=token_hash(cookie), expires_at=now + SIGN_IN_LASTS, now=now
    )
    return cookie
