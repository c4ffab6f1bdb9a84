"""The adapter of one person's access: giving it, changing it, links, signing out and closing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import reflex as rx

from workshop_app.domain.access import FACILITATOR, Person
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.domain.retention import MONTHS_OF_LOG
from workshop_app.reports.letters import link_address
from workshop_app.services.access_changes import LEADS, MEMBER, READS_LEADER, part
from workshop_app.services.addresses import is_own_machine
from workshop_app.services.administration import Account, Link, Membership, unit_field
from workshop_app.services.in_thread import in_thread
from workshop_app.services.leadership import since_field
from workshop_app.services.mail import NotSent
from workshop_app.services.preparation import Unit
from workshop_app.ui.browser import origin_of
from workshop_app.ui.desk import DeskState, date_written, id_in_path, path_of, person_of, say, to_sign_in
from workshop_app.ui.people.listing import day, link_state
from workshop_app.ui.wiring import use

#: The id of the first of the roles to choose from.
FIRST_ROLE = "first-role"


@dataclass(frozen=True, kw_only=True)
class UnitChoice:
    """A unit, and what the account has to do with it; `chosen` is empty for nothing."""

    field: str = ""
    name: str = ""
    about: str = ""
    chosen: str = ""
    since_field: str = ""
    since: str = ""
    since_help: str = ""


@dataclass(frozen=True, kw_only=True)
class NewLink:
    """A link that has just been made. Stands on the page until one leaves it, and nowhere else."""

    title: str = ""
    address: str = ""
    help: str = ""


class AccountForm(DeskState, rx.State):
    """Somebody who is given access, or whose access is changed. `account` is empty for somebody new."""

    account: str = ""
    title: str = ""
    filled: dict[str, str] = {}
    everywhere: bool = False
    units: list[UnitChoice] = []
    state: str = ""
    close_help: str = ""
    saved: str = ""
    link: NewLink = NewLink()
    mailed: str = ""
    is_unmailed: bool = False
    is_municipal: bool = False
    takes_passwords: bool = True

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The form for somebody new."""
        return await self._open(await person_of(self), "")

    @rx.event
    async def arrive_at_account(self) -> rx.event.EventSpec | None:
        """The form of somebody who has access."""
        return await self._open(await person_of(self), id_in_path(self))

    @rx.event
    async def begin_again(self) -> rx.event.EventSpec | None:
        """One more, after a link was made."""
        self.place = ""
        return await self._open(await person_of(self), "")

    @rx.event
    async def save(self, form: dict[str, Any]) -> AsyncIterator[rx.event.EventSpec | None]:
        """Give access, or change it."""
        person = await person_of(self)
        if person is None:
            self._refuse("sign_in.expired")
            return
        account_id = self._account_id()
        if self.link.address and not account_id:
            # Pressed twice: the link is there already.
            return
        self._begin()
        try:
            account = await in_thread(_filled_in, person, account_id, form)
            if not account_id:
                link = await in_thread(use().administration.invite, person, account)
                self._show_link(account, link)
                yield None
                await self._mail(account, link)
                return
            await in_thread(use().administration.change, person, account)
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            if self.wrong:
                yield rx.set_focus(FIRST_ROLE if self.wrong == "role" else self.wrong)
            return
        self.saved = say("action.saved")
        self.title = say("people.edit", name=account.name)
        await _end_lost_control(account_id)

    @rx.event
    async def make_link(self) -> AsyncIterator[None]:
        """A link to choose a new password with."""
        link = await self._do(use().administration.new_link)
        if link is not None:
            self._show_link(link.account, link)
            self.state = link_state(link.account)
            yield
            await self._mail(link.account, link)

    @rx.event
    async def sign_out(self) -> None:
        """Sign the person out of all browsers."""
        name, account_id = self.filled.get("name", ""), self._account_id()
        await self._do(use().administration.sign_out_everywhere)
        if not self.error:
            self.saved = say("people.signed_out", name=name)
            await use().rooms.sign_out_everywhere(account_id, said=say("sign_in.expired"))

    @rx.event
    async def close(self) -> rx.event.EventSpec | None:
        """Close the account, and back to the list."""
        account_id = self._account_id()
        await self._do(use().administration.close)
        if self.error:
            return None
        await use().rooms.sign_out_everywhere(account_id, said=say("sign_in.expired"))
        return rx.redirect("/folk")

    async def _open(self, person: Person | None, account_id: str) -> rx.event.EventSpec | None:
        if person is None:
            return to_sign_in(self)
        try:
            if self.place != path_of(self):
                # A connection that comes back must not take the link from whoever is copying it.
                self._begin()
            await self._fill_in(person, account_id)
        except NotAllowed as error:
            self._begin()
            self._show(person, problem=error.key)
            return None
        self._show(person)
        return None

    async def _fill_in(self, person: Person, account_id: str) -> None:
        administration = use().administration
        if account_id:
            account = await in_thread(administration.account, person, account_id)
        else:
            administration.demand(person)
            account = Account(id="", name="", email="", role="")
        self.account, self.everywhere, self.is_municipal = account.id, account.everywhere, account.is_municipal
        self.takes_passwords = administration.local
        self.title = say("people.edit", name=account.name) if account.id else say("people.new")
        self.filled = {"name": account.name, "email": account.email, "role": account.role}
        self.close_help = say("people.close.help", name=account.name, months=MONTHS_OF_LOG)
        self.state = link_state(account, local=administration.local) if account.id else ""
        units = [line.unit for line in await in_thread(use().preparation.units_of, person)]
        self.units = [_choice(unit, account, {one.id: one.name for one in units}) for unit in units]

    async def _do(self, work: Any) -> Any:
        """Do it to the account of this page, and say so when it is refused."""
        person = await person_of(self)
        self._begin()
        if person is None:
            self._refuse("sign_in.expired")
            return None
        try:
            return await in_thread(work, person, self._account_id())
        except WorkshopError as error:
            self._refuse(error.key, **error.slots)
            return None

    def _account_id(self) -> str:
        return "" if path_of(self).endswith("/ny") else id_in_path(self)

    def _begin(self) -> None:
        self.saved, self.link, self.mailed, self.is_unmailed = "", NewLink(), "", False
        self._forget_error()

    def _show_link(self, account: Account, link: Link | None) -> None:
        if use().post.is_open:
            self.mailed = say("people.mail.sending", email=account.email)
        if link is None:
            self.saved = say("municipal.invited", name=account.name)
            return
        until = day(link.expires_at)
        self.link = NewLink(
            title=say("people.link", name=account.name),
            address=link_address(_address(origin_of(self)), link),
            help=say("people.link.help", name=account.name, date=until),
        )

    async def _mail(self, account: Account, link: Link | None) -> None:
        """Send what has been given by e-mail too, where letters are sent; a mail server that is down only says so."""
        post, letters = use().post, use().letters
        if not post.is_open:
            return
        try:
            await post.send(await in_thread(letters.given, account, link))
            self.mailed = say("people.mail.sent", email=account.email)
        except NotSent as error:
            self.is_unmailed = True
            self.mailed = say("mail.not_sent.link", name=account.name) if link else say(error.key)


async def _end_lost_control(account_id: str) -> None:
    """Close the control screens that an account has open and may not have any more."""
    rooms = use().rooms
    lost = await in_thread(use().administration.no_longer_controls, account_id, rooms.controlled_by(account_id))
    await rooms.close_control(account_id, lost, said=say("people.access_changed"))


def _address(origin: str) -> str:
    """Where others find this server: the public address, or the one that the administrator's own browser uses."""
    addresses = use().addresses
    is_only_here = is_own_machine(urlsplit(origin).hostname or "localhost")
    return addresses.candidates()[0] if addresses.public_url or is_only_here else origin


def _choice(unit: Unit, account: Account, names: Mapping[str, str]) -> UnitChoice:
    own = next((one for one in account.memberships if one.unit_id == unit.id), None)
    is_undated = unit.id in account.led_since_nobody_knows
    about = [
        say("people.unit.under", unit=names[unit.parent_id]) if unit.parent_id in names else "",
        say("people.unit.agreed", agreed_roles=unit.agreed_roles or say("unit.nobody_else")),
    ]
    return UnitChoice(
        field=unit_field(unit.id),
        name=unit.name,
        about=". ".join(filter(None, about)),
        chosen=part(own) if own else "",
        since_field=since_field(unit.id),
        since=own.leads_since.isoformat() if own and own.leads_since else "",
        since_help=say("people.leads_since.unknown" if is_undated else "people.leads_since.help"),
    )


def _since(form: Mapping[str, Any], unit_id: str) -> date | None:
    field = since_field(unit_id)
    try:
        return date_written(str(form.get(field) or "")[:40])
    except ValueError:
        raise BadInput("error.bad_date", field=field) from None


def _filled_in(person: Person, account_id: str, form: Mapping[str, Any]) -> Account:
    """The account as the form has it. Blocks."""
    told = {line.unit.id: str(form.get(unit_field(line.unit.id)) or "") for line in use().preparation.units_of(person)}
    return Account(
        id=account_id,
        name=str(form.get("name") or ""),
        email=str(form.get("email") or "").strip(),
        role=str(form.get("role") or ""),
        everywhere=form.get("role") == FACILITATOR and bool(form.get("everywhere")),
        memberships=tuple(
            Membership(
                unit_id=id_,
                leads=chosen == LEADS,
                leads_since=_since(form, id_) if chosen == LEADS else None,
                reads_leader=chosen == READS_LEADER,
            )
            for id_, chosen in told.items()
            if chosen in {MEMBER, READS_LEADER, LEADS}
        ),
    )
