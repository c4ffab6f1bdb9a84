"""Where states find the use cases. The composition root fills it in before anything is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.content_checks import PublicPage
from workshop_app.domain.codes import normalise
from workshop_app.live.preview import Previews
from workshop_app.live.rehearsing import Crowds
from workshop_app.live.rooms import Rooms
from workshop_app.reports.letters import Letters
from workshop_app.services.accounts import Accounts
from workshop_app.services.addresses import Addresses
from workshop_app.services.administration import Administration
from workshop_app.services.arrivals import Arrivals
from workshop_app.services.audit import AuditLog
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.guessing import Guessing
from workshop_app.services.history import History
from workshop_app.services.lifting import Lifting
from workshop_app.services.mail import Post
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.oversight import Oversight
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.participation import Participation
from workshop_app.services.passkeys import Passkeys
from workshop_app.services.preparation import Preparation
from workshop_app.services.rehearsals import Rehearsal, Rehearsals
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.sittings import Sittings
from workshop_app.services.unit_import import UnitImport
from workshop_app.services.unit_tree import UnitTree


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """Everything a screen may call."""

    sign_in: SignIn
    accounts: Accounts
    passkeys: Passkeys
    administration: Administration
    audit: AuditLog
    addresses: Addresses
    preparation: Preparation
    own_agendas: OwnAgendas
    oversight: Oversight
    previews: Previews
    unit_tree: UnitTree
    unit_import: UnitImport
    municipality: MunicipalitySettings
    facilitation: Facilitation
    arrivals: Arrivals
    participation: Participation
    review: Review
    sittings: Sittings
    history: History
    guessing: Guessing
    lifting: Lifting
    rooms: Rooms
    rehearsals: Rehearsals
    crowds: Crowds
    #: Where a browser signs in through the municipality's provider; empty where there is none.
    municipal_sign_in: str
    #: What sends letters by e-mail, if anything does, and what writes them.
    post: Post
    letters: Letters
    #: Pages that anybody may read, by the last part of their address.
    pages: Mapping[str, PublicPage]


_wirings: list[Wiring] = []


def install(wiring: Wiring) -> None:
    """Make `wiring` the one that every state uses from now on."""
    _wirings[:] = [wiring]


def use() -> Wiring:
    """The use cases. Only handlers call this, never module level code."""
    return _wirings[0]


def use_for(code: str) -> Wiring | Rehearsal:
    """The use cases of the session with that code. A rehearsal has its own facilitation, arrivals and so on.

    One that is gone is found nowhere, like any code that no session has.
    """
    return use().rehearsals.find(normalise(code)) or use()
