"""The table of roles, cell by cell, over the websocket: pages, and events that a page would send.

A role that may not gets the same answer as for what is not there, and changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from benchmarks.players import CONTROL, CONTROL_LIVE, STAGE_LIVE, Client, connect
from tests.roles import (
    AGREED,
    GONE,
    HOME,
    LETS_IN,
    OTHER,
    PLACES,
    cookie_of,
    draft_code,
    furnish,
    lift_to,
    past_session,
)
from tests.servers import Server
from workshop_app.domain.access import ADMINISTRATOR, MATRIX, ROLES, Action
from workshop_app.persistence.engine import Database
from workshop_app.phrases import phrase
from workshop_app.services.administration import unit_field
from workshop_app.ui.administration.importing import UnitTable
from workshop_app.ui.administration.sessions import AllSessions, Discussions
from workshop_app.ui.administration.settings import Municipality
from workshop_app.ui.administration.tree import UnitsInOrder
from workshop_app.ui.agendas.editor import AgendaEditor
from workshop_app.ui.agendas.listing import Agendas
from workshop_app.ui.audit.state import Audit
from workshop_app.ui.guess.state import Guess
from workshop_app.ui.history.sittings import SittingsOfSession
from workshop_app.ui.history.state import History
from workshop_app.ui.lifts.state import Lifts
from workshop_app.ui.people.account import AccountForm
from workshop_app.ui.people.listing import People
from workshop_app.ui.preparation.sessions import NewSession
from workshop_app.ui.preparation.units import UnitForm


@dataclass(frozen=True)
class Town:
    """A served municipality, and its database. `opened` are the browsers of the test that runs."""

    server: Server
    database: Database
    opened: list[Client] = field(default_factory=list)

    async def open(self, role: str, path: str) -> Client:
        """A browser in which that role's account is signed in; nobody is where the role is empty."""
        cookie = f"workshop_sign_in={cookie_of(role)}" if role else ""
        self.opened.append(await connect(self.server.url, path, cookie=cookie))
        return self.opened[-1]

    def stored(self) -> list[str]:
        with self.database.engine.connect() as connection:
            return list(connection.connection.driver_connection.iterdump())

    def count(self, query: str) -> int:
        with self.database.reading() as db:
            return int(db.execute(text(query)).scalar_one())


@pytest.fixture(scope="module")
def served(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    server = Server(data_dir=tmp_path_factory.mktemp("roles") / "server").start()
    database = Database(f"sqlite:///{server.data_dir / 'workshop.db'}")
    furnish(database)
    yield Town(server, database)
    database.close()
    server.end()


@pytest.fixture
async def town(served: Town) -> AsyncIterator[Town]:
    """The municipality; whatever browsers a test has opened are closed after it."""
    yield served
    for client in served.opened:
        await client.wire.close()
    served.opened.clear()


def name_of(state: type) -> str:
    return str(state.get_full_name())


async def problem(town: Town, state: type, role: str, path: str) -> str:
    """What the page says is wrong; empty where it is shown."""
    client = await town.open(role, path)
    await client.seen.until(lambda v: v.get(f"{name_of(state)}.place") == path)
    return str(client.seen.values.get(f"{name_of(state)}.problem", ""))


#: Action → the pages that it is done on: (state, path for a unit).
PAGES: dict[Action, list[tuple[type, str]]] = {
    Action.REVIEW: [(History, "/enheter/{place}"), (History, "/samlinger/past-{place}")],
    Action.GUESS: [(Guess, "/samlinger/past-{place}/gjett")],
    Action.PREPARE: [(UnitForm, "/enheter/{place}/endre"), (NewSession, "/enheter/{place}/ny-samling")],
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", PAGES, ids=lambda action: action.name)
async def test_a_units_pages_open_where_the_table_says(town: Town, action: Action, role: str) -> None:
    reviewed = LETS_IN[MATRIX[Action.REVIEW][role]]
    for state, path in PAGES[action]:
        not_there = await problem(town, state, role, path.format(place=GONE))
        assert not_there
        for place in PLACES:
            said = await problem(town, state, role, path.format(place=place))
            if place in LETS_IN[MATRIX[action][role]]:
                assert said == "", (path, place)
            elif place in reviewed:
                assert said == "Siden finnes ikke.", (path, place)
            else:
                assert said == not_there, (path, place)


@pytest.mark.parametrize("role", ROLES)
async def test_a_control_screen_opens_where_the_table_says(town: Town, role: str) -> None:
    for place in (*PLACES, GONE):
        client = await town.open(role, f"/styr/{draft_code(place, role)}")
        await client.seen.until(lambda v: v.keys() & {f"{CONTROL_LIVE}.frame", f"{CONTROL_LIVE}.problem"})
        if place not in LETS_IN[MATRIX[Action.CONTROL][role]]:
            assert client.seen.values[f"{CONTROL_LIVE}.problem"] == "Siden finnes ikke."
        is_shown = f"{CONTROL_LIVE}.frame" in client.seen.values
        assert is_shown == (place in LETS_IN[MATRIX[Action.CONTROL][role]]), place


@pytest.mark.parametrize("role", ROLES)
async def test_pages_about_people_open_for_administrators_alone(town: Town, role: str) -> None:
    for state, path in (
        (People, "/folk"),
        (Audit, "/hendelser"),
        (AllSessions, "/samlinger"),
        (Discussions, "/drofting"),
        (AccountForm, "/folk/ny"),
        (AccountForm, "/folk/leader"),
    ):
        said = await problem(town, state, role, path)
        assert said == ("" if role == ADMINISTRATOR else "Siden finnes ikke."), path
    assert await problem(town, AccountForm, role, "/folk/gone") == "Siden finnes ikke."
    may_create = LETS_IN[MATRIX[Action.CREATE_UNIT][role]]
    assert await problem(town, UnitForm, role, "/enheter/ny") == ("" if may_create else "Siden finnes ikke.")


@pytest.mark.parametrize("role", ROLES)
async def test_agendas_and_what_they_look_like_open_where_the_table_says(town: Town, role: str) -> None:
    may = bool(LETS_IN[MATRIX[Action.AGENDAS][role]])
    for state, path in ((Agendas, "/agendaer"), (AgendaEditor, "/agendaer/90-minutter")):
        assert await problem(town, state, role, path) == ("" if may else "Siden finnes ikke."), path
    assert await problem(town, AgendaEditor, role, "/agendaer/gone") == "Siden finnes ikke."
    shown = "?steg=velkommen&fase=shown"
    client = await town.open(role, f"/forhandsvisning/90-minutter/skjerm{shown}")
    await client.seen.until(lambda v: v.keys() & {f"{STAGE_LIVE}.frame", f"{STAGE_LIVE}.problem"})
    assert (f"{STAGE_LIVE}.frame" in client.seen.values) == may


@pytest.mark.parametrize("role", ROLES)
async def test_figures_about_a_leader_are_sent_only_where_it_was_agreed(town: Town, role: str) -> None:
    for place in LETS_IN[MATRIX[Action.REVIEW][role]]:
        client = await town.open(role, f"/enheter/{place}")
        await client.seen.until(lambda v: v.get(f"{name_of(History)}.place"))
        told = str(client.seen.values[f"{name_of(History)}.report"])
        assert ("Støtte fra lederen" in told) == (place == AGREED), place


async def forge(town: Town, role: str, path: str, state: type, handler: str, **payload: Any) -> str:
    """Send an event as from the page at `path`, from one that everybody may open; the refusal that comes back."""
    client = await town.open(role, "/enheter")
    if role:
        await client.seen.until(lambda v: v.get(f"{name_of(History)}.place"))
    client.wire.path = path
    before = town.stored()
    await client.wire.send(f"{name_of(state)}.{handler}", **payload)
    async with asyncio.timeout(30):
        while not client.seen.values.get(f"{name_of(state)}.error") and town.stored() == before:  # noqa: ASYNC110 -- a database sets no event
            await asyncio.sleep(0.05)
    said = str(client.seen.values.get(f"{name_of(state)}.error", ""))
    assert not said or town.stored() == before, f"refused, and changed something all the same: {path} {handler}"
    assert not said or not client.seen.values.get(f"{name_of(AccountForm)}.link", {}).get("address")
    return said


@pytest.mark.parametrize("role", ROLES)
async def test_a_unit_changes_by_an_event_where_the_table_says(town: Town, role: str) -> None:
    for place in (HOME, OTHER, GONE):
        form = {"name": f"Enheten {place}", "leader_role": role, "agreed_roles": "", "discussed_on": "2026-01-05"}
        said = await forge(town, role, f"/enheter/{place}/endre", UnitForm, "save", form=form)
        changed = town.count(f"SELECT count(*) FROM units WHERE id = '{place}' AND leader_role = '{role}'") == 1
        assert changed == (place in LETS_IN[MATRIX[Action.PREPARE][role]]), place
        assert changed or said.endswith("finnes ikke."), place


@pytest.mark.parametrize("role", ROLES)
async def test_sittings_are_made_where_the_table_says(town: Town, role: str) -> None:
    for place in (HOME, OTHER, GONE):
        path, form = f"/samlinger/past-{place}", {"sitting_held_on": "2026-12-01"}
        is_theirs = place in LETS_IN[MATRIX[Action.PREPARE][role]]
        # These have been held, so there is nothing to add to them.
        for handler, payload, begins in (
            ("add", {"form": form}, "Samlingen er i gang eller slutt"),
            ("finish", {}, "Ingen har svart på pulsen ennå"),
        ):
            said = await forge(town, role, path, SittingsOfSession, handler, **payload)
            assert said.startswith(begins if is_theirs else "Siden finnes ikke."), (place, handler)


@pytest.mark.parametrize("role", ROLES)
async def test_units_are_arranged_by_administrators_alone(town: Town, role: str) -> None:
    said = await problem(town, UnitsInOrder, role, "/enheter/ordne")
    assert said == ("" if role == ADMINISTRATOR else "Siden finnes ikke.")
    form = {"new_name": f"Ny fra {role}", "new_leader_role": "x", "new_parent": ""}
    said = await forge(town, role, "/enheter/ordne", UnitsInOrder, "create", form=form)
    assert said == ("" if role == ADMINISTRATOR else "Siden finnes ikke.")
    if role != ADMINISTRATOR:
        for handler, payload in (("save", {"form": {"name": "X"}}), ("close", {}), ("reopen", {})):
            assert await forge(town, role, "/enheter/ordne", UnitsInOrder, handler, **payload) == "Siden finnes ikke."
        assert await forge(town, role, "/enheter/ordne", UnitsInOrder, "choose", unit_id=HOME) == "Siden finnes ikke."


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMINISTRATOR])
async def test_tables_of_units_are_for_administrators_alone(town: Town, role: str) -> None:
    path = "/enheter/importer"
    assert await problem(town, UnitTable, role, path) == "Siden finnes ikke."
    for handler in ("carry_out", "give_up"):
        assert await forge(town, role, path, UnitTable, handler) == "Siden finnes ikke."


@pytest.mark.parametrize("role", ROLES)
async def test_settings_are_changed_by_administrators_alone(town: Town, role: str) -> None:
    said = await problem(town, Municipality, role, "/kommunen")
    assert said == ("" if role == ADMINISTRATOR else "Siden finnes ikke.")
    form = {"name": f"Kommunen til {role}", "privacy_contact": "x"}
    said = await forge(town, role, "/kommunen", Municipality, "rename", form=form)
    assert said == ("" if role == ADMINISTRATOR else "Siden finnes ikke.")
    if role != ADMINISTRATOR:
        for handler, payload in (
            ("raise_threshold", {"form": {"threshold": "9", "understood": True}}),
            ("keep_for", {"form": {"months_of_texts": "12", "years_of_totals": "3"}}),
            ("try_out", {}),
        ):
            assert await forge(town, role, "/kommunen", Municipality, handler, **payload) == "Siden finnes ikke."


@pytest.mark.parametrize("role", ROLES)
async def test_a_commitment_is_settled_by_an_event_where_the_table_says(town: Town, role: str) -> None:
    for place in (HOME, OTHER, GONE):
        form = {"session": past_session(place), "position": "1", "state": "done", "learnt": f"{role} lærte noe"}
        said = await forge(town, role, f"/enheter/{HOME}", History, "settle", form=form)
        learnt = f"session_id = '{past_session(place)}' AND learnt = '{role} lærte noe'"
        changed = town.count(f"SELECT count(*) FROM commitments WHERE {learnt}") == 1
        assert changed == (place in LETS_IN[MATRIX[Action.SETTLE][role]]), place
        assert changed or said == phrase("promises.not_saved", "nb")


@pytest.mark.parametrize("role", ROLES)
async def test_a_lift_is_answered_by_an_event_where_the_table_says(town: Town, role: str) -> None:
    lets_in = LETS_IN[MATRIX[Action.ANSWER_LIFTS][role]]
    assert await problem(town, Lifts, role, "/loft") == ("" if lets_in else "Siden finnes ikke.")
    for place in (HOME, OTHER, GONE):
        form = {"lift": lift_to(place), "answer": "no", "sentence": f"{role} sier nei", "by": ""}
        said = await forge(town, role, "/loft", Lifts, "answer", form=form)
        answered = town.count(
            f"SELECT count(*) FROM lifts WHERE id = '{lift_to(place)}' AND sentence = '{role} sier nei'"
        )
        assert (answered == 1) == (place in lets_in), place
        assert answered or said == phrase("error.not_done", "nb")


@pytest.mark.parametrize("role", ROLES)
async def test_a_session_is_run_by_an_event_where_the_table_says(town: Town, role: str) -> None:
    for place in PLACES:
        code = draft_code(place, role)
        client = await town.open(role, f"/styr/{code}")
        await client.seen.until(lambda v: v.keys() & {f"{CONTROL_LIVE}.frame", f"{CONTROL_LIVE}.problem"})
        before = town.stored()
        await client.wire.send(f"{CONTROL}.open_lobby")
        if place in LETS_IN[MATRIX[Action.CONTROL][role]]:
            await client.seen.until(lambda v: v[f"{CONTROL_LIVE}.frame"]["version"] == 1)
        else:
            await client.seen.until(lambda v: v.get(f"{CONTROL}.notice") == "Siden finnes ikke.")
            assert town.stored() == before, place


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMINISTRATOR])
async def test_no_event_of_others_gives_or_takes_access(town: Town, role: str) -> None:
    form = {"name": "X", "email": "x@example.no", "role": ADMINISTRATOR, unit_field(HOME): "leads"}
    for path, handler, payload in (
        ("/folk/ny", "save", {"form": form}),
        (f"/folk/{role}", "save", {"form": {**form, "email": f"{role}@example.no"}}),
        ("/folk/administrator", "make_link", {}),
        ("/folk/administrator", "sign_out", {}),
        ("/folk/administrator", "close", {}),
        ("/folk/gone", "close", {}),
    ):
        assert await forge(town, role, path, AccountForm, handler, **payload) == "Siden finnes ikke.", handler


async def test_nobody_signed_in_is_answered_without_a_trace(town: Town) -> None:
    said = await forge(town, "", "/folk/administrator", AccountForm, "make_link")
    assert said == phrase("sign_in.expired", "nb")


async def test_a_changed_role_ends_the_control_screen_and_the_next_action(town: Town) -> None:
    code = draft_code(HOME, "facilitator")
    screen = await town.open("facilitator", f"/styr/{code}")
    await screen.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)
    office = await town.open(ADMINISTRATOR, "/folk/facilitator")
    await office.seen.until(lambda v: v.get(f"{name_of(AccountForm)}.place"))
    form = {"name": "facilitator", "email": "facilitator@example.no", "role": "facilitator"}
    form |= {unit_field(HOME): "member", unit_field(AGREED): "reads_leader"}

    await office.wire.send(f"{name_of(AccountForm)}.save", form={**form, "role": "leader"})
    await screen.seen.until(lambda v: v.get(f"{CONTROL_LIVE}.problem", "").startswith("Tilgangen din er endret."))
    before = town.stored()
    await screen.wire.send(f"{CONTROL}.note", name="hidden", value=True)
    await screen.seen.until(lambda v: v.get(f"{CONTROL}.notice") == "Siden finnes ikke.")
    assert town.stored() == before

    await office.wire.send(f"{name_of(AccountForm)}.save", form=form)
    await office.seen.until(lambda v: v.get(f"{name_of(AccountForm)}.saved") == "Lagret")


async def test_a_closed_account_ends_its_control_screen_and_no_link_is_in_the_log(town: Town) -> None:
    office = await town.open(ADMINISTRATOR, "/folk/facilitator")
    await office.seen.until(lambda v: v.get(f"{name_of(AccountForm)}.place"))
    await office.wire.send(f"{name_of(AccountForm)}.make_link")
    await office.seen.until(lambda v: v.get(f"{name_of(AccountForm)}.link", {}).get("address"))
    token = office.seen.values[f"{name_of(AccountForm)}.link"]["address"].partition("#")[2]
    guest = await town.open("", f"/lenke#{token}")
    await guest.seen.until(lambda v: any(value == "facilitator@example.no" for value in v.values()))
    screen = await town.open("facilitator", f"/styr/{draft_code(AGREED, 'facilitator')}")
    await screen.seen.until(lambda v: f"{CONTROL_LIVE}.frame" in v)

    await office.wire.send(f"{name_of(AccountForm)}.close")
    await screen.seen.until(lambda v: v.get(f"{CONTROL_LIVE}.problem", "").startswith("Du er logget ut."))
    await screen.wire.send(f"{CONTROL}.note", name="hidden", value=True)
    await screen.seen.until(lambda v: v.get(f"{CONTROL}.notice", "").startswith("Du er logget ut."))
    assert len(token) == 43
    assert token not in town.server.log
