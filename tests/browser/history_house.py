"""A server with a past: units with sessions behind them, and somebody who may look at each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from benchmarks.past_sessions import Past, card, quarters, store
from tests.browser.desk import press
from tests.browser.screens import Screens
from tests.servers import Server
from workshop_app.domain.commitments import CommitmentState
from workshop_app.persistence import people, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit

PASSWORD = "et langt passord"
LEADER, STRANGER = "lars@example.no", "siri@example.no"
#: Counted back from today, since texts are kept for two years only: the oldest session is 22 months old.
_MONTH = date.today().year * 12 + date.today().month - 1 - 22  # noqa: DTZ011 -- a day more or less does not matter
DAYS = quarters(8, first=date(_MONTH // 12, _MONTH % 12 + 1, 1))
#: Eight quarters: one under the threshold, and a new wording before the fifth.
_PEOPLE = (12, 4, 9, 14, 11, 22, 13, 12)
_QUESTIONS = ("tilsyn", "tilsyn", "regler", "rapportering", "rapportering", "samhandling", "regler", "rapportering")


@dataclass(frozen=True)
class HistoryHouse:
    """The seeded server. The unit with a long past is at `path`."""

    server: Server
    screens: Screens
    path: str = "/enheter/hjemme"

    def open(self, path: str, *, email: str = LEADER, size: str = "laptop", **options: object) -> Page:
        """A browser signed in as `email`, at `path`."""
        page = self.screens.open(size, f"{self.server.url}/logg-inn?neste={path}", **options)
        page.fill("#email", email)
        page.fill("#password", PASSWORD)
        press(page, "Logg inn")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Logg inn")
        return page


def furnish(server: Server) -> None:
    """The municipality, its people, four units in a tree, and what they have behind them."""
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    hashed = PasswordHasher().hash(PASSWORD)
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Nordre Land kommune", privacy_contact="personvern@example.no")
        for email, name in ((LEADER, "Lars"), (STRANGER, "Siri")):
            id_ = name.lower()
            people.add_person(db, id_=id_, email=email, name=name, password_hash=hashed, role="leader")
        units.add_unit(db, _unit("helse", "Helse og mestring"), member="lars")
        units.add_unit(db, replace(_unit("hjemme", "Hjemmetjenesten sør"), parent_id="helse"), member="lars")
        units.add_unit(db, replace(_unit("aase", "Åsen bofellesskap"), parent_id="helse"), member="lars")
        units.add_unit(db, replace(_unit("aktiv", "Aktivitetssenteret"), parent_id="helse"), member="lars")
        units.add_unit(db, _unit("skole", "Skolen"), member="siri")
        for past in long_past():
            store(db, past, unit_id="hjemme", created_by="lars")
        store(db, Past(id="en", held_on=DAYS[-1], people=9, cards=(card(1),)), unit_id="aase", created_by="lars")
        store(db, Past(id="faa", held_on=DAYS[-1], people=3), unit_id="aktiv", created_by="lars")
    database.close()


def long_past() -> list[Past]:
    """Eight sessions with commitments of all kinds."""
    return [
        Past(
            id=f"s{number}",
            held_on=day,
            people=_PEOPLE[number],
            level=2.9 + 0.13 * number,
            version=1 if number < 4 else 2,
            question=_QUESTIONS[number],
            seed=number,
            cards=_cards(number),
        )
        for number, day in enumerate(DAYS)
    ]


def _cards(number: int) -> tuple:
    states = (CommitmentState.DONE, CommitmentState.DROPPED, CommitmentState.UNDER_WAY, CommitmentState.DONE)
    if number == len(DAYS) - 1:
        return (card(1), card(2))
    settled = DAYS[number + 1]
    return tuple(card(n, state=states[(number + n) % 4], settled_on=settled) for n in (1, 2))


def _unit(id_: str, name: str) -> Unit:
    return Unit(id=id_, name=name, leader_role="avdelingslederen", agreed_roles="tjenestelederen", discussed_on=DAYS[0])
