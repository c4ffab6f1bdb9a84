"""Since when somebody leads a unit: what is filled in about it, and what is remembered of it for the unit's line.

Figures about a unit's leader are about one person. A new leader sees those of his or her own time, and the line is
broken where the leader became another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workshop_app.domain.errors import BadInput
from workshop_app.persistence import reorganisations
from workshop_app.persistence.accounts import Account, Membership
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock


def since_field(unit_id: str) -> str:
    """The name of the field in which it is filled in since when an account leads that unit."""
    return f"leder-fra-{unit_id}"


def dated(db: Transaction, account: Account, *, before: Iterable[Membership] = ()) -> Account:
    """The account with a day for each unit that it begins to lead: the one filled in, or else today.

    Raises `BadInput` for a day that is to come, or on which somebody else led the unit.
    """
    led = {one.unit_id: one for one in before if one.leads}
    parts = (_dated(db, one, led.get(one.unit_id)) if one.leads else one for one in account.memberships)
    return replace(account, memberships=tuple(parts))


def remember(db: Transaction, *, before: Iterable[Membership], after: Iterable[Membership]) -> None:
    """Keep the days on which units got another leader by this change of one account."""
    led, leads = ({one.unit_id: one.leads_since for one in some if one.leads} for some in (before, after))
    for unit_id, since in led.items():
        if since is not None and leads.get(unit_id) != since:
            reorganisations.leadership_never_began(db, unit_id, since)
        if unit_id not in leads and since != clock.today():
            _remember_end(db, unit_id, since)
    for unit_id, since in leads.items():
        if since is not None and led.get(unit_id) != since:
            reorganisations.leadership_began(db, unit_id, since)


def _remember_end(db: Transaction, unit_id: str, since: date | None) -> None:
    if since is not None:
        reorganisations.leadership_began(db, unit_id, since)
    reorganisations.leadership_ended(db, unit_id, clock.today())


def _dated(db: Transaction, membership: Membership, before: Membership | None) -> Membership:
    since = membership.leads_since or (before.leads_since if before else clock.today())
    if since is None:
        return membership
    field = since_field(membership.unit_id)
    if since > clock.today():
        raise BadInput("people.leads_since.future", field=field)
    own = before.leads_since if before else None
    others = [day for day in reorganisations.leader_changes(db, membership.unit_id) if day != own]
    if others and since < others[-1]:
        raise BadInput("people.leads_since.other", date=others[-1], field=field)
    return replace(membership, leads_since=since)
