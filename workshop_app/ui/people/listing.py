"""The adapter of the list of people: who has access, to what, and who has not taken an invitation yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import reflex as rx

from workshop_app.domain.access import ADMINISTRATOR, Person
from workshop_app.phrases.formatting import alphabetical, enumeration, format_date
from workshop_app.services import clock
from workshop_app.services.administration import Account
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.desk import LANGUAGE, DeskState, say
from workshop_app.ui.wiring import use


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """Somebody in the list. `state` is empty where there is nothing to say about links."""

    path: str = ""
    name: str = ""
    email: str = ""
    role: str = ""
    units: str = ""
    state: str = ""
    is_oneself: bool = False


@dataclass(frozen=True, kw_only=True)
class UndatedLeader:
    """Somebody who leads units, but nobody has filled in since when."""

    path: str = ""
    name: str = ""
    units: str = ""


class People(DeskState, rx.State):
    """Everybody with access, read anew at each arrival."""

    accounts: list[AccountRow] = []
    undated: list[UndatedLeader] = []

    @rx.event
    async def arrive(self) -> rx.event.EventSpec | None:
        """The list, for administrators."""
        return await self._arrive(self._read)

    async def _read(self, person: Person) -> None:
        self.accounts, self.undated = await in_thread(_listed, person)


def link_state(account: Account, *, local: bool = True) -> str:
    """What to say about the way in that an account has, or the link it has out; empty where it has a password only.

    `local`: whether links open anything.
    """
    if not local or (account.is_municipal and account.link_until is None):
        return say("municipal.state")
    if account.link_until is None:
        return say("people.state.link_old") if not account.has_password else ""
    if account.link_until <= clock.now():
        return say("people.state.link_old")
    key = "people.state.reset" if account.has_password else "people.state.invited"
    return say(key, date=day(account.link_until))


def day(moment: datetime) -> str:
    """The date of a moment where the server stands."""
    return format_date(moment.astimezone().date())


def _listed(person: Person) -> tuple[list[AccountRow], list[UndatedLeader]]:
    """Everybody, and of them the leaders without a day. Blocks; raises `NotAllowed`."""
    found = use().administration.accounts(person)
    names = {line.unit.id: line.unit.name for line in use().preparation.units_of(person)}
    return _rows(found, person, names), [_undated(one, names) for one in found if one.led_since_nobody_knows]


def _undated(account: Account, names: Mapping[str, str]) -> UndatedLeader:
    led = sorted((names[unit_id] for unit_id in account.led_since_nobody_knows), key=alphabetical)
    return UndatedLeader(path=f"/folk/{account.id}", name=account.name, units=enumeration(led, LANGUAGE))


def _rows(found: Sequence[Account], person: Person, names: Mapping[str, str]) -> list[AccountRow]:
    return [
        AccountRow(
            path=f"/folk/{one.id}",
            name=one.name,
            email=one.email,
            role=say(f"people.role.{one.role}"),
            units=_units(one, names),
            state=link_state(one, local=use().administration.local),
            is_oneself=one.id == person.id,
        )
        for one in found
    ]


def _units(account: Account, names: Mapping[str, str]) -> str:
    led = {one.unit_id for one in account.memberships if one.leads}
    if account.role == ADMINISTRATOR or account.everywhere:
        return say("people.all_units")
    told = sorted(
        ((names[one.unit_id], one.unit_id in led) for one in account.memberships), key=lambda it: alphabetical(it[0])
    )
    if not told:
        return say("people.no_units")
    listed = enumeration([say("people.leads", unit=name) if leads else name for name, leads in told], LANGUAGE)
    return listed[:1].upper() + listed[1:]
