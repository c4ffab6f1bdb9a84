"""Passkeys (WebAuthn) of accounts that have a password: adding, renaming and removing them, and signing in with one.

A challenge is kept here by its hash, is good for five minutes and for one answer, whatever that answer is. The
authenticator must have made sure who is there (a finger, a face, a PIN). What it is, nobody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from workshop_app.domain.access import ADMINISTRATOR, Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import accounts, passkeys, people
from workshop_app.persistence.passkeys import Passkey
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.accounts import Entered
from workshop_app.services.audit import Subject, note
from workshop_app.services.filled_in import required
from workshop_app.services.relying_party import RelyingParty
from workshop_app.services.sign_in import SignIn, sign_browser_in
from workshop_app.services.tokens import new_id, token_hash

if TYPE_CHECKING:
    from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
    from webauthn.helpers.structs import AuthenticationCredential
    from webauthn.registration.verify_registration_response import VerifiedRegistration

#: Passkeys are handed out as they are; screens know them by this name.
__all__ = ["Passkey", "Passkeys"]

CHALLENGE_LASTS = timedelta(minutes=5)
MOST_PASSKEYS = 10
_SERVICE = "Tillitsverkstedet"
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Passkeys:
    """The use cases. Methods block on the database. `relying_party` is None where browsers would take no passkey.

    Beginning and answering raise `NotAllowed` then, and where passwords are not taken either.
    """

    sign_in: SignIn
    relying_party: RelyingParty | None

    @property
    def is_open(self) -> bool:
        """Whether anybody can have one."""
        return self.relying_party is not None and self.sign_in.local

    def is_offered_at(self, origin: str) -> bool:
        """Whether a browser that found the server at that address can use one."""
        return self.is_open and self._party.origin == origin.lower()

    def are_there(self) -> bool:
        """Whether anybody has one."""
        with self.sign_in.database.reading() as db:
            return passkeys.are_there(db)

    def of(self, person: Person) -> Sequence[Passkey]:
        """One's own, the oldest first."""
        with self.sign_in.database.reading() as db:
            return passkeys.passkeys_of(db, person.id)

    def begin_adding(self, person: Person, *, name: str, current: str) -> str:
        """What the browser is to ask an authenticator for, as JSON, for whoever knows the account's password.

        Slow on purpose. Raises `BadInput` for the name, for another password, and where there are too many already.
        """
        required(name, field="passkey_name")
        with self.sign_in.database.reading() as db:
            account, stored = accounts.find_account(db, person.id), people.password_hash(db, person.id)
            known = passkeys.passkeys_of(db, person.id)
        if account is None or not self.sign_in.verifies(stored, current):
            raise BadInput("passkey.wrong_password", field="current")
        if len(known) >= MOST_PASSKEYS:
            raise BadInput("passkey.too_many", n=MOST_PASSKEYS)
        from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 -- slow import
        from webauthn.helpers import structs  # noqa: PLC0415 -- slow import

        options = generate_registration_options(
            rp_id=self._party.id,
            rp_name=_SERVICE,
            user_id=person.id.encode(),
            user_name=account.email,
            user_display_name=account.name,
            timeout=_milliseconds(),
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                # It has to be found without a name being typed, and to know who is there.
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
        )
        self._expect(options.challenge, person.id)
        return options_to_json(options)

    def add(self, person: Person, *, name: str, credential: str) -> None:
        """Keep the passkey that an authenticator has made. Raises `BadInput` for the name, else `NotAllowed`."""
        called = required(name, field="")
        made = self._registered(person, credential)
        with self.sign_in.database.unit_of_work() as db:
            if accounts.find_account(db, person.id) is None:
                raise NotAllowed("sign_in.expired")
            if passkeys.find_passkey(db, made.credential_id) is not None:
                raise NotAllowed("passkey.known")
            added = Passkey(
                id=new_id(),
                person_id=person.id,
                name=called,
                credential_id=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                added_on=clock.today(),
            )
            passkeys.add_passkey(db, added)
            note(db, person, Deed.PASSKEY_ADDED, None, passkey=called)

    def rename(self, person: Person, passkey_id: str, *, name: str) -> None:
        """Call one's own passkey otherwise. Raises `BadInput`, and `NotAllowed` for one that is not there."""
        called = required(name, field="")
        with self.sign_in.database.unit_of_work() as db:
            passkeys.rename_passkey(db, _own(db, person, passkey_id), called)

    def remove(self, person: Person, passkey_id: str) -> None:
        """Let one's own passkey open nothing any more. Raises `NotAllowed` for one that is not there.

        Raises `BadInput` where no administrator could sign in afterwards.
        """
        with self.sign_in.database.unit_of_work() as db:
            removed = _own(db, person, passkey_id)
            passkeys.remove_passkey(db, removed)
            if person.role == ADMINISTRATOR and not accounts.active_administrators(db, local=self.sign_in.local):
                raise BadInput("people.last_administrator")
            note(db, person, Deed.PASSKEY_REMOVED, None, passkey=removed.name)

    def begin(self) -> str:
        """What a browser is to ask whatever authenticator it finds, as JSON."""
        from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 -- slow import
        from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415 -- slow import

        options = generate_authentication_options(
            rp_id=self._party.id, timeout=_milliseconds(), user_verification=UserVerificationRequirement.REQUIRED
        )
        self._expect(options.challenge, None)
        return options_to_json(options)

    def enter(self, credential: str) -> Entered:
        """Sign in whoever the passkey belongs to. Raises `NotAllowed` where it is not known, or not to be trusted."""
        from webauthn.helpers import parse_authentication_credential_json  # noqa: PLC0415 -- slow import

        given = _distrusted(parse_authentication_credential_json, credential)
        with self.sign_in.database.reading() as db:
            used = passkeys.find_passkey(db, given.raw_id)
        try:
            answer = self._authenticated(given, used)
        except NotAllowed:
            self._note_failure(used)
            raise
        with self.sign_in.database.unit_of_work() as db:
            now = passkeys.find_passkey(db, given.raw_id, hold=True)
            # It may have been removed, or used by a copy of the authenticator, while it was being looked at.
            if now is None or now != used:
                raise NotAllowed("passkey.refused")
            passkeys.mark_used(db, now, sign_count=answer.new_sign_count, day=clock.today())
            cookie = sign_browser_in(db, now.person_id, Deed.SIGNED_IN, passkey=now.name)
        return Entered(person_id=now.person_id, cookie=cookie, is_signed_out_elsewhere=False)

    @property
    def _party(self) -> RelyingParty:
        self.sign_in.demand_local()
        if self.relying_party is None:
            raise NotAllowed("passkey.refused")
        return self.relying_party

    def _expect(self, challenge: bytes, person_id: str | None) -> None:
        now = clock.now()
        with self.sign_in.database.unit_of_work() as db:
            passkeys.remember_challenge(
                db,
                challenge_hash=_hash(challenge),
                person_id=person_id,
                expires_at=now + CHALLENGE_LASTS,
                now=now,
            )

    def _take(self, challenge: bytes, person_id: str | None) -> None:
        """Raise `NotAllowed` for a challenge that was not set, is too old or has been answered before."""
        with self.sign_in.database.unit_of_work() as db:
            taken = passkeys.take_challenge(db, challenge_hash=_hash(challenge), person_id=person_id, now=clock.now())
        if not taken:
            raise NotAllowed("passkey.too_late")

    def _registered(self, person: Person, credential: str) -> VerifiedRegistration:
        from webauthn import verify_registration_response  # noqa: PLC0415 -- slow import
        from webauthn.helpers import parse_registration_credential_json  # noqa: PLC0415 -- slow import

        given = _distrusted(parse_registration_credential_json, credential)
        challenge = _distrusted(_challenge_of, given.response.client_data_json)
        self._take(challenge, person.id)
        return _distrusted(
            verify_registration_response,
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=self._party.id,
            expected_origin=self._party.origin,
            require_user_verification=True,
        )

    def _authenticated(self, given: AuthenticationCredential, used: Passkey | None) -> VerifiedAuthentication:
        from webauthn import verify_authentication_response  # noqa: PLC0415 -- slow import

        challenge = _distrusted(_challenge_of, given.response.client_data_json)
        self._take(challenge, None)
        if used is None:
            raise NotAllowed("passkey.unknown")
        if given.response.user_handle != used.person_id.encode():
            raise NotAllowed("passkey.refused")
        return _distrusted(
            verify_authentication_response,
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=self._party.id,
            expected_origin=self._party.origin,
            credential_public_key=used.public_key,
            credential_current_sign_count=used.sign_count,
            require_user_verification=True,
        )

    def _note_failure(self, used: Passkey | None) -> None:
        with self.sign_in.database.unit_of_work() as db:
            person = people.find_person(db, used.person_id) if used else None
            about = Subject(id=person.id, name=person.name) if person else None
            note(db, None, Deed.SIGN_IN_FAILED, about, passkey=used.name if used else "")


def _distrusted(read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `read(…)`. Refuses with `NotAllowed` whatever a browser may have sent in an answer's place."""
    try:
        return read(*args, **kwargs)
    except Exception as error:
        raise NotAllowed("passkey.refused") from error


def _challenge_of(client_data: bytes) -> bytes:
    from webauthn.helpers import parse_client_data_json  # noqa: PLC0415 -- slow import

    return parse_client_data_json(client_data).challenge


def _own(db: Transaction, person: Person, passkey_id: str) -> Passkey:
    found = next((one for one in passkeys.passkeys_of(db, person.id) if one.id == passkey_id), None)
    if found is None:
        raise NotAllowed("error.gone")
    return found


def _hash(challenge: bytes) -> bytes:
    return token_hash(challenge.hex())


def _milliseconds() -> int:
    return int(CHALLENGE_LASTS.total_seconds() * 1000)
