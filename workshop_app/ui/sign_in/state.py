"""What the sign-in and set-up pages say: which field was wrong, and what was filled in before."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import reflex as rx

from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.forms import KEPT_COOKIE, kept_fields, own_path
from workshop_app.phrases import MissingSlot, UnknownPhrase
from workshop_app.services.in_thread import in_thread
from workshop_app.services.passkeys import Passkey
from workshop_app.ui.browser import cookie_named, fragment_of, origin_of, query_of
from workshop_app.ui.desk import DeskState, path_of, person_of, say, to_sign_in
from workshop_app.ui.wiring import use

_FIELDS = frozenset({"municipality", "privacy_contact", "name", "email", "current", "password"})
_SHORTEST_TOKEN = 20
#: The sentences that a redirect may ask for; no other page can be made to say anything else here.
_SENTENCES = frozenset(
    {
        "account.wrong_password",
        "error.field_missing",
        "error.gone",
        "error.too_many_tries",
        "error.too_long",
        "municipal.clock",
        "municipal.denied",
        "municipal.last_administrator",
        "municipal.local_off",
        "municipal.no_email",
        "municipal.no_group",
        "municipal.not_begun",
        "municipal.not_set_up",
        "municipal.not_trusted",
        "municipal.other_person",
        "municipal.provider_down",
        "passkey.known",
        "passkey.refused",
        "passkey.too_late",
        "passkey.unknown",
        "people.last_administrator",
        "setup.email_wrong",
        "setup.password_long",
        "setup.password_short",
        "sign_in.link_used",
        "sign_in.slow_down",
        "sign_in.wrong",
    }
)

#: What a redirect may say has been done to one's own account.
_SAVED = {
    "1": "account.changed",
    "lenke": "account.changed",
    "passnokkel": "passkey.added",
    "navn": "action.saved",
    "fjernet": "passkey.removed",
}


@dataclass(frozen=True, kw_only=True)
class PasskeyLine:
    """One of one's own passkeys."""

    id: str = ""
    name: str = ""
    used: str = ""


class SignInForms(DeskState, rx.State):
    """The forms are plain HTML: this only fills them in again.

    `municipal` is where the municipality's own sign-in begins, `takes_passwords` whether there is any other,
    `sends_links` whether whoever has forgotten it is sent a link, `takes_passkeys` whether passkeys are of use here.
    `passkeys_stay` is said beside signing out everywhere, which leaves them.
    """

    kept: dict[str, str] = {}
    following: str = ""
    key: str = ""
    signed_out: bool = False
    title: str = ""
    email: str = ""
    role: str = ""
    saved: str = ""
    municipal: str = ""
    takes_passwords: bool = True
    sends_links: bool = False
    takes_passkeys: bool = False
    passkeys: list[PasskeyLine] = []
    passkeys_stay: str = ""

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The sign-in page; somebody who is signed in already goes on."""
        if await person_of(self) is not None:
            return rx.redirect(own_path(query_of(self, "neste")), replace=True)
        self.signed_out = query_of(self, "ut") != ""
        self.following = query_of(self, "neste")
        self._read_ways_in()
        self.takes_passkeys = self._knows_passkeys() and await in_thread(use().passkeys.are_there)
        self._read_refusal()
        self._show()
        return None

    @rx.event
    async def arrive_forgotten(self) -> None:
        """The page where one asks for a link by e-mail, where letters are sent."""
        self._read_ways_in()
        self._read_refusal()
        self.saved = say("forgotten.sent") if query_of(self, "sendt") else ""
        self._show(problem="" if self.sends_links else "sign_in.forgotten")

    @rx.event
    async def arrive_first(self) -> None:
        """The set-up page, if the link is the one that has not been used."""
        self.key = query_of(self, "nokkel")
        opens = await in_thread(use().sign_in.opens_set_up, self.key)
        self._read_refusal()
        self._show(problem="" if opens else "sign_in.link_used")

    @rx.event
    async def arrive_with_link(self) -> None:
        """The page that a one-time link opens. The link's token stands behind the #, and so in no log on the way."""
        token = fragment_of(self)
        if len(token) < _SHORTEST_TOKEN and self.place == path_of(self):
            # The skip link has put its own word there; the form has the token.
            token = self.key
        try:
            account = await in_thread(use().accounts.opened_by, token)
        except WorkshopError as error:
            self._show(problem=error.key, **error.slots)
            return
        self.key, self.email = token, account.email
        self.title = say("account.link") if account.has_password else say("account.welcome", name=account.name)
        self._read_refusal()
        self._show()

    @rx.event
    async def arrive_at_account(self) -> rx.event.EventSpec | None:
        """One's own account."""
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        account = await in_thread(use().accounts.own, person)
        self.email = account.email if account else ""
        self.takes_passwords = use().sign_in.local and account is not None and account.has_password
        self.role = say(f"people.role.{person.role}")
        self.takes_passkeys = self.takes_passwords and self._knows_passkeys()
        # At another address none can be added, but each can be seen and removed.
        found = await in_thread(use().passkeys.of, person) if use().passkeys.is_open else ()
        self.passkeys = [_line(passkey) for passkey in found]
        self.passkeys_stay = say("passkey.stay", n=len(found)) if found else ""
        saved = _SAVED.get(query_of(self, "lagret"), "")
        told = [say(saved)] if saved else []
        if saved == "account.changed" and found:
            told.append(say("passkey.look_through"))
        self.saved = " ".join(told)
        self._read_refusal()
        self._show(person)
        return None

    def _read_ways_in(self) -> None:
        begin = use().municipal_sign_in
        self.municipal = f"{begin}?{urlencode({'neste': own_path(self.following)})}" if begin else ""
        self.takes_passwords = use().sign_in.local
        self.sends_links = self.takes_passwords and use().post.is_open

    def _knows_passkeys(self) -> bool:
        return use().passkeys.is_offered_at(origin_of(self))

    def _read_refusal(self) -> None:
        self._forget_error()
        self.kept = {**dict.fromkeys(_FIELDS, ""), **kept_fields(cookie_named(self, KEPT_COOKIE))}
        key, field = query_of(self, "feil"), query_of(self, "felt")
        if key not in _SENTENCES:
            self.kept = dict.fromkeys(_FIELDS, "")
            return
        try:
            self._refuse(key, n=query_of(self, "n"), field=field if field in _FIELDS else "")
        except (MissingSlot, UnknownPhrase):
            self._forget_error()


def _line(passkey: Passkey) -> PasskeyLine:
    used = (
        say("passkey.used", added=passkey.added_on, used=passkey.used_on)
        if passkey.used_on
        else say("passkey.unused", added=passkey.added_on)
    )
    return PasskeyLine(id=passkey.id, name=passkey.name, used=used)
