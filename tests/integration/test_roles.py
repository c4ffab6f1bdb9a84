"""The table of roles, cell by cell, through the use cases and the files to take away."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from tests.integration.house import CONTENT
from tests.roles import GONE, HOME, LETS_IN, OTHER, PLACES, cookie_of, draft_code, furnish, lift_to, past_session
from workshop_app.domain.access import ADMINISTRATOR, LEADER, MATRIX, ROLES, Action, Person, Reach
from workshop_app.domain.agenda_editing import without
from workshop_app.domain.disclosure import Audience
from workshop_app.domain.errors import NotAllowed
from workshop_app.endpoints.exports import Exports
from workshop_app.endpoints.forms import COOKIE
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.accounts import Accounts
from workshop_app.services.addresses import Addresses
from workshop_app.services.administration import Account, Administration
from workshop_app.services.audit import AuditLog, selection
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.guessing import Guessing
from workshop_app.services.history import History
from workshop_app.services.lifting import Lifting
from workshop_app.services.municipality import MunicipalitySettings
from workshop_app.services.oversight import Oversight, chosen
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.preparation import Preparation, Unit
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.services.unit_import import UnitImport
from workshop_app.services.unit_tree import UnitTree

PASSWORD = "fire ord etter hverandre"
FORMATS = ("xlsx", "csv", "json")


@dataclass
class Town:
    """All use cases on one database."""

    database: Database

    def __post_init__(self) -> None:
        self.sign_in = SignIn(self.database, Path())
        self.preparation = Preparation(database=self.database, content=CONTENT)
        self.municipality = MunicipalitySettings(database=self.database, minimum=5)
        self.unit_tree = UnitTree(database=self.database)
        self.own_agendas = OwnAgendas(database=self.database, content=CONTENT)
        self.oversight = Oversight(database=self.database)
        self.review = Review(database=self.database, secret=b"")
        self.history = History(database=self.database)
        self.guessing = Guessing(database=self.database)
        self.administration = Administration(database=self.database)
        self.audit = AuditLog(database=self.database)
        self.lifting = Lifting(database=self.database)
        self.accounts = Accounts(sign_in=self.sign_in)

    @cached_property
    def facilitation(self) -> Facilitation:
        return Facilitation(
            database=self.database,
            publish=lambda _session: None,
            minimum=5,
            require_https=False,
            addresses=Addresses(public_url="https://workshop.example", port=80),
        )

    def person(self, role: str) -> Person:
        found = self.sign_in.person(cookie_of(role))
        assert found is not None
        return found


def see(town: Town, person: Person, place: str) -> None:
    town.preparation.unit(person, place)
    town.review.sessions_of(person, place)
    town.history.unit(person, place)
    town.review.session(person, past_session(place))


def read_leader(town: Town, person: Person, place: str) -> None:
    if town.history.unit(person, place).audience is not Audience.LEADER:
        raise NotAllowed("unit.not_found")


def settle(town: Town, person: Person, place: str) -> None:
    town.history.settle(
        person, session_id=past_session(place), position=1, state="done", learnt="", today=date(2026, 4, 1)
    )


def answer_lifts(town: Town, person: Person, place: str) -> None:
    town.lifting.all_to(person)
    town.lifting.answer(person, lift=lift_to(place), answer="no", sentence="Ikke nå", by=None, today=date(2026, 4, 1))


def guess(town: Town, person: Person, place: str) -> None:
    town.guessing.pulse(person, past_session(place))


def create_unit(town: Town, person: Person, place: str) -> None:
    town.preparation.create_unit(
        person, name=f"Ny enhet ved {place}", leader_role="x", agreed_roles="", discussed_on=None
    )


def prepare(town: Town, person: Person, place: str) -> None:
    unit = Unit(id=place, name=f"{place} 2", leader_role="x", agreed_roles="", discussed_on=date(2026, 1, 5))
    town.preparation.change_unit(person, unit)
    town.preparation.create_session(
        person,
        unit_id=place,
        agenda_id="90-minutter",
        held_on=date(2026, 12, 2),
        language="nb",
        order=["velkommen"],
        chosen_question=None,
    )


def arrange_units(town: Town, person: Person, place: str) -> None:
    town.unit_tree.all(person)
    town.unit_tree.possible_parents(person, place)
    town.unit_tree.create(person, name=f"Ny under {place}", leader_role="x", parent_id=None)
    town.unit_tree.change(person, place, name=f"{place} 2", parent_id=None)
    if place != HOME:
        town.unit_tree.close(person, place)
    town.unit_tree.reopen(person, place)
    unit_import = UnitImport(database=town.database)
    unit_import.upload(person, f"Enhet;Leder\nHentet ved {place};x\n".encode())
    preview = unit_import.preview(person)
    unit_import.carry_out(person, seen=preview.seen if preview else "")
    unit_import.give_up(person)


def control(town: Town, person: Person, place: str) -> None:
    code = draft_code(place, person.role)
    town.review.controlled(person, code)
    town.facilitation.open_lobby(code, person)


def oversee(town: Town, person: Person, place: str) -> None:
    town.oversight.sessions(person, chosen({}))
    town.oversight.discussions(person)


def make_agendas(town: Town, person: Person, place: str) -> None:
    town.own_agendas.listed(person)
    own = town.own_agendas.copy(person, "90-minutter", title=f"Opplegg for {place}")
    town.own_agendas.change(person, own, seen=1, change=lambda agenda: without(agenda, "svarene"))
    _, text = town.own_agendas.exported(person, own)
    town.own_agendas.imported(person, text)
    town.own_agendas.delete(person, own)


def change_settings(town: Town, person: Person, place: str) -> None:
    town.municipality.read(person)
    town.municipality.rename(person, name=f"Kommunen {place}", privacy_contact="x@example.no")
    town.municipality.raise_threshold(person, minimum=6, understood=True)
    town.municipality.keep_for(person, months_of_texts=12, years_of_totals=3)
    town.municipality.would_be_deleted(person)
    town.municipality.deleted(person)


def manage_people(town: Town, person: Person, place: str) -> None:
    draft = Account(id="", name="Siv", email=f"siv-{place}@example.no", role=LEADER)
    town.administration.accounts(person)
    account = town.administration.invite(person, draft).account
    town.administration.change(person, replace(account, name="Siv Ås"))
    town.administration.new_link(person, account.id)
    town.administration.sign_out_everywhere(person, account.id)
    town.administration.account(person, account.id)
    town.administration.close(person, account.id)


def read_log(town: Town, person: Person, place: str) -> None:
    town.audit.actors(person)
    town.audit.page(person, selection({}))
    town.audit.everything(person, selection({}), file="csv")


def change_own_account(town: Town, person: Person, place: str) -> None:
    town.accounts.change_password(person, current=PASSWORD, password=PASSWORD)
    town.accounts.sign_out_everywhere(person)


ATTEMPTS: dict[Action, Callable[[Town, Person, str], None]] = {
    Action.REVIEW: see,
    Action.READ_LEADER: read_leader,
    Action.SETTLE: settle,
    Action.ANSWER_LIFTS: answer_lifts,
    Action.GUESS: guess,
    Action.CREATE_UNIT: create_unit,
    Action.PREPARE: prepare,
    Action.ARRANGE_UNITS: arrange_units,
    Action.CONTROL: control,
    Action.OVERSEE: oversee,
    Action.AGENDAS: make_agendas,
    Action.SETTINGS: change_settings,
    Action.PEOPLE: manage_people,
    Action.LOG: read_log,
    Action.OWN_ACCOUNT: change_own_account,
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("roles") / "workshop.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    furnish(database, password_hash=SignIn(database, Path()).hashed(PASSWORD))
    database.close()
    return file


@pytest.fixture
def town(template: Path, tmp_path: Path) -> Iterator[Town]:
    database = Database(f"sqlite:///{shutil.copy(template, tmp_path / 'workshop.db')}")
    yield Town(database)
    database.close()


def refusal(attempt: Callable[[Town, Person, str], None], town: Town, person: Person, place: str) -> tuple | None:
    """How the attempt is refused; None when it is not."""
    try:
        attempt(town, person, place)
    except NotAllowed as refused:
        return (refused.key, refused.slots)
    return None


def stored(town: Town) -> list[str]:
    """All that the database holds, but for what was written down of somebody who looked."""
    with town.database.engine.connect() as connection:
        lines = list(connection.connection.driver_connection.iterdump())
    return [line for line in lines if not (line.startswith('INSERT INTO "audit_log"') and "'opened_" in line)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_a_cell_lets_in_where_it_says_and_nowhere_else(town: Town, action: Action, role: str) -> None:
    person, attempt = town.person(role), ATTEMPTS[action]
    let_in = set()
    for place in PLACES:
        before = stored(town)
        if refusal(attempt, town, person, place) is None:
            let_in.add(place)
        else:
            assert stored(town) == before, f"refused at {place}, and changed something all the same"
    assert let_in == LETS_IN[MATRIX[action][role]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", [Action.REVIEW, Action.SETTLE, Action.GUESS, Action.PREPARE, Action.CONTROL])
def test_what_is_not_theirs_is_told_like_what_is_not_there(town: Town, action: Action, role: str) -> None:
    person, attempt = town.person(role), ATTEMPTS[action]
    nowhere = refusal(attempt, town, person, GONE)
    assert nowhere is not None
    if OTHER not in LETS_IN[MATRIX[action][role]]:
        assert refusal(attempt, town, person, OTHER) == nowhere


@pytest.fixture
async def client(town: Town) -> AsyncIterator[AsyncClient]:
    routes = Exports(
        sign_in=town.sign_in, history=town.history, review=town.review, audit=town.audit, own_agendas=town.own_agendas
    ).routes()
    async with AsyncClient(transport=ASGITransport(Starlette(routes=routes)), base_url="https://t.example") as opened:
        yield opened


async def files(client: AsyncClient, place: str) -> list[Response]:
    paths = [f"/enheter/{place}/eksport/{format_}" for format_ in FORMATS]
    return [await client.get(path) for path in (*paths, f"/samlinger/{past_session(place)}/referat.pdf")]


@pytest.mark.parametrize("role", ROLES)
async def test_files_go_where_the_table_says(town: Town, client: AsyncClient, role: str) -> None:
    client.cookies.set(COOKIE, cookie_of(role))
    not_there = [(one.status_code, one.text, dict(one.headers)) for one in await files(client, GONE)]
    assert {status for status, _, _ in not_there} == {404}
    for place in PLACES:
        got = await files(client, place)
        if place in LETS_IN[MATRIX[Action.REVIEW][role]]:
            assert [one.status_code for one in got] == [200] * len(got), place
        else:
            assert [(one.status_code, one.text, dict(one.headers)) for one in got] == not_there, place


@pytest.mark.parametrize("role", ROLES)
async def test_the_log_is_a_file_for_administrators_alone(town: Town, client: AsyncClient, role: str) -> None:
    client.cookies.set(COOKIE, cookie_of(role))
    expected = 200 if role == ADMINISTRATOR else 404
    for format_ in ("xlsx", "csv"):
        assert (await client.get(f"/hendelser/eksport/{format_}")).status_code == expected
    assert (await client.get("/hendelser/eksport/pdf")).status_code == 404
    if role == ADMINISTRATOR:
        assert (await client.get("/hendelser/eksport/csv?fra=x")).status_code == 400


async def test_leaders_figures_are_in_files_only_where_it_was_agreed(client: AsyncClient) -> None:
    for role in ROLES:
        client.cookies.set(COOKIE, cookie_of(role))
        for place in LETS_IN[MATRIX[Action.REVIEW][role]]:
            told = (await client.get(f"/enheter/{place}/eksport/json")).json()
            dimensions = {row["dimension"] for row in told["dimensions"]}
            assert ("c" in dimensions) == (place in LETS_IN[Reach.AGREED]), (role, place)
