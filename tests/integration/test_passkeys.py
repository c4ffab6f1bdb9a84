"""Passkeys: adding, using and removing them, and what is refused. The browser's own are in tests/browser."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from tests.authenticator import Authenticator
from tests.integration.house import ADMIN, KARI, STRANGER
from workshop_app.domain.access import FACILITATOR, Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.endpoints.forms import COOKIE
from workshop_app.endpoints.routes import routes
from workshop_app.persistence import audit, people
from workshop_app.persistence.engine import Database
from workshop_app.reports.audit_lines import line
from workshop_app.services import clock
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Administration
from workshop_app.services.audit import Entry, Selection
from workshop_app.services.limits import PASSKEY_SIGN_INS, Limits
from workshop_app.services.passkeys import CHALLENGE_LASTS, MOST_PASSKEYS, Passkeys
from workshop_app.services.relying_party import relying_party
from workshop_app.services.sign_in import SignIn, sign_browser_in

PUBLIC = "https://tillit.example"
PASSWORD = "fire ord etter hverandre"
#: Cheap to check: here nobody guesses.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
#: What differs between the databases is in the first few.
DATABASES = ("sqlite",)
ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def sign_in(database: Database, tmp_path: Path) -> SignIn:
    sign_in = SignIn(database, tmp_path)
    with database.unit_of_work() as db:
        for person in (ADMIN, KARI):
            people.replace_password_hash(db, person.id, HASH)
    return sign_in


@pytest.fixture
def passkeys(sign_in: SignIn) -> Passkeys:
    return Passkeys(sign_in=sign_in, relying_party=relying_party(PUBLIC))


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator(origin=PUBLIC)


def options(passkeys: Passkeys, person: Person = KARI) -> str:
    return passkeys.begin_adding(person, name="Mobilen", current=PASSWORD)


def add(passkeys: Passkeys, authenticator: Authenticator, person: Person = KARI, name: str = "Mobilen") -> None:
    passkeys.add(person, name=name, credential=authenticator.create(options(passkeys, person)))


def enter(passkeys: Passkeys, authenticator: Authenticator) -> str:
    return passkeys.enter(authenticator.get(passkeys.begin())).cookie


def newest(database: Database) -> Entry:
    """What was last written to the audit log."""
    with database.reading() as db:
        return audit.entries(db, Selection())[0]


@ON_BOTH
def test_whoever_has_added_one_signs_in_with_it(passkeys: Passkeys, phone: Authenticator, database: Database) -> None:
    assert not passkeys.are_there()
    add(passkeys, phone)
    assert (newest(database).deed, newest(database).actor, newest(database).detail) == (
        Deed.PASSKEY_ADDED,
        KARI.id,
        {"passkey": "Mobilen"},
    )
    assert [(one.name, one.used_on) for one in passkeys.of(KARI)] == [("Mobilen", None)]
    assert passkeys.are_there()

    for _ in range(2):
        person = passkeys.sign_in.person(enter(passkeys, phone))
        assert person is not None
        assert person.id == KARI.id
    assert (newest(database).deed, newest(database).actor) == (Deed.SIGNED_IN, KARI.id)
    assert line(newest(database)).detail == "Passnøkkel: Mobilen"
    (used,) = passkeys.of(KARI)
    assert (used.used_on, used.sign_count) == (clock.today(), phone.sign_count)


@ON_BOTH
def test_a_challenge_is_good_for_one_answer_whatever_it_is(
    passkeys: Passkeys, phone: Authenticator, database: Database
) -> None:
    asked = options(passkeys)
    made = phone.create(asked)
    passkeys.add(KARI, name="Mobilen", credential=made)
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.add(KARI, name="Igjen", credential=made)

    asked = passkeys.begin()
    used = phone.get(asked)
    passkeys.enter(used)
    for again in (used, phone.get(asked)):
        with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
            passkeys.enter(again)

    asked = passkeys.begin()
    with pytest.raises(NotAllowed, match=r"passkey\.unknown"):
        passkeys.enter(Authenticator(origin=PUBLIC, user_handle=b"kari").get(asked))
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.enter(phone.get(asked))
    assert (newest(database).deed, newest(database).actor) == (Deed.SIGN_IN_FAILED, "")


@ON_BOTH
def test_a_challenge_is_for_whom_and_for_what_it_was_set(passkeys: Passkeys, phone: Authenticator) -> None:
    add(passkeys, phone)
    other = Authenticator(origin=PUBLIC)
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.add(STRANGER, name="Stjålet", credential=other.create(options(passkeys)))
    # One that Kari was given to add a passkey with signs nobody in.
    crossed = json.dumps({"rpId": "tillit.example", "challenge": json.loads(options(passkeys))["challenge"]})
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.enter(phone.get(crossed))


def test_a_challenge_is_too_old_after_five_minutes(
    passkeys: Passkeys, phone: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(passkeys, phone)
    asked = passkeys.begin()
    then = clock.now() + CHALLENGE_LASTS + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: then)
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.enter(phone.get(asked))


@pytest.mark.parametrize(
    "changed",
    [{"verifies": False}, {"origin": "https://tillit.example.evil"}, {"origin": "http://tillit.example"}],
    ids=["nobody made sure who it is", "another page", "a page that is not encrypted"],
)
def test_what_is_not_to_be_trusted_is_refused(
    passkeys: Passkeys, phone: Authenticator, database: Database, changed: dict[str, object]
) -> None:
    with pytest.raises(NotAllowed, match=r"passkey\.refused"):
        add(passkeys, replace(phone, **changed))
    assert passkeys.of(KARI) == []

    add(passkeys, phone)
    with pytest.raises(NotAllowed, match=r"passkey\.refused"):
        enter(passkeys, replace(phone, **changed))
    assert (newest(database).deed, newest(database).subject_name) == (Deed.SIGN_IN_FAILED, KARI.name)


def test_a_copy_that_counts_behind_the_first_is_refused(passkeys: Passkeys, phone: Authenticator) -> None:
    add(passkeys, phone)
    copy = replace(phone)
    enter(passkeys, phone)
    with pytest.raises(NotAllowed, match=r"passkey\.refused"):
        enter(passkeys, copy)
    enter(passkeys, phone)


def test_many_authenticators_count_nothing_and_are_trusted(passkeys: Passkeys) -> None:
    synced = Authenticator(origin=PUBLIC, counts=False)
    add(passkeys, synced)
    assert enter(passkeys, synced) != enter(passkeys, synced)


def test_one_that_says_to_be_somebody_elses_is_refused(passkeys: Passkeys, phone: Authenticator) -> None:
    add(passkeys, phone)
    with pytest.raises(NotAllowed, match=r"passkey\.refused"):
        enter(passkeys, replace(phone, user_handle=ADMIN.id.encode()))


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"current": "noe annet"}, "passkey.wrong_password"),
        ({"current": ""}, "passkey.wrong_password"),
        ({"name": "  "}, "error.field_missing"),
        ({"name": "x" * 200}, "error.too_long"),
    ],
)
def test_one_is_added_with_a_name_by_whoever_knows_the_password(
    passkeys: Passkeys, given: dict[str, str], key: str
) -> None:
    with pytest.raises(BadInput) as refused:
        passkeys.begin_adding(KARI, **{"name": "Mobilen", "current": PASSWORD, **given})
    assert refused.value.key == key


def test_an_account_has_no_more_than_ten(passkeys: Passkeys) -> None:
    for number in range(MOST_PASSKEYS):
        add(passkeys, Authenticator(origin=PUBLIC), name=f"Nøkkel {number}")
    with pytest.raises(BadInput, match=r"passkey\.too_many"):
        options(passkeys)
    # The browser is told which there are, so that one machine makes no second one.
    passkeys.remove(KARI, passkeys.of(KARI)[0].id)
    assert len(json.loads(options(passkeys))["excludeCredentials"]) == MOST_PASSKEYS - 1


def test_a_removed_one_opens_nothing_and_others_own_are_out_of_reach(
    passkeys: Passkeys, phone: Authenticator, database: Database
) -> None:
    add(passkeys, phone)
    (own,) = passkeys.of(KARI)
    for refused in (lambda: passkeys.remove(ADMIN, own.id), lambda: passkeys.rename(ADMIN, own.id, name="Min")):
        with pytest.raises(NotAllowed, match=r"error\.gone"):
            refused()
    passkeys.rename(KARI, own.id, name=" Jobb-PC ")
    assert [one.name for one in passkeys.of(KARI)] == ["Jobb-PC"]

    passkeys.remove(KARI, own.id)
    assert (newest(database).deed, newest(database).detail) == (Deed.PASSKEY_REMOVED, {"passkey": "Jobb-PC"})
    with pytest.raises(NotAllowed, match=r"passkey\.unknown"):
        enter(passkeys, phone)
    assert line(newest(database)).detail == "Med en ukjent passnøkkel"


def test_the_last_way_in_of_the_last_administrator_stays(
    passkeys: Passkeys, phone: Authenticator, database: Database
) -> None:
    administration = Administration(database=database)
    add(passkeys, phone, ADMIN)
    with database.unit_of_work() as db:
        people.replace_password_hash(db, ADMIN.id, "")
    (only,) = passkeys.of(ADMIN)
    with pytest.raises(BadInput, match=r"people\.last_administrator"):
        passkeys.remove(ADMIN, only.id)
    # With the passkey she is somebody who can sign in, and so may not be demoted either.
    with pytest.raises(BadInput, match=r"people\.last_administrator"):
        administration.change(ADMIN, replace(administration.account(ADMIN, ADMIN.id), role=FACILITATOR))
    enter(passkeys, phone)


def test_signing_out_everywhere_ends_what_a_passkey_began_and_leaves_the_passkey(
    passkeys: Passkeys, phone: Authenticator
) -> None:
    add(passkeys, phone)
    cookie = enter(passkeys, phone)
    Accounts(sign_in=passkeys.sign_in).sign_out_everywhere(KARI)
    assert passkeys.sign_in.person(cookie) is None
    assert passkeys.sign_in.person(enter(passkeys, phone)) is not None


def test_a_new_link_from_an_administrator_deletes_them_and_says_so_in_the_log(
    passkeys: Passkeys, phone: Authenticator, database: Database
) -> None:
    add(passkeys, phone)
    pending = options(passkeys)
    Administration(database=database).new_link(ADMIN, KARI.id)
    assert "1 passnøkkel ble slettet" in line(newest(database)).detail
    with pytest.raises(NotAllowed, match=r"passkey\.unknown"):
        enter(passkeys, phone)
    # What was begun before is not to be finished after.
    with pytest.raises(NotAllowed, match=r"passkey\.too_late"):
        passkeys.add(KARI, name="Mobilen", credential=Authenticator(origin=PUBLIC).create(pending))


async def test_whoever_has_forgotten_the_password_is_shown_what_else_opens_the_account(
    browser: AsyncClient, passkeys: Passkeys, phone: Authenticator
) -> None:
    accounts = Accounts(sign_in=passkeys.sign_in)
    for has_one, led in ((False, "/enheter"), (True, "/konto?lagret=lenke")):
        if has_one:
            add(passkeys, phone)
        link = accounts.forgotten("kari@example.no")
        assert link is not None
        accounts.give_out(link)
        assert await post(browser, "lenke", key=link.token, password=PASSWORD) == led
    assert passkeys.sign_in.person(enter(passkeys, phone)) is not None


def test_a_closed_account_has_none(passkeys: Passkeys, phone: Authenticator, database: Database) -> None:
    add(passkeys, phone)
    options(passkeys)
    Administration(database=database).close(ADMIN, KARI.id)
    assert not passkeys.are_there()
    with pytest.raises(NotAllowed, match=r"passkey\.unknown"):
        enter(passkeys, phone)


@pytest.mark.parametrize(
    ("public_url", "found"),
    [
        (PUBLIC, ("tillit.example", PUBLIC)),
        ("https://Tillit.Example:443", ("tillit.example", PUBLIC)),
        ("https://tillit.example:8443", ("tillit.example", "https://tillit.example:8443")),
        ("http://localhost:8080", ("localhost", "http://localhost:8080")),
        ("http://tillit.example", None),
        ("https://192.0.2.7", None),
        ("http://127.0.0.1:8080", None),
        (None, None),
    ],
)
def test_passkeys_are_for_the_public_address_that_browsers_take_them_at(
    public_url: str | None, found: tuple[str, str] | None
) -> None:
    party = relying_party(public_url)
    assert (party and (party.id, party.origin)) == found


# --- the routes ---


@pytest.fixture
async def browser(passkeys: Passkeys, database: Database) -> AsyncIterator[AsyncClient]:
    """A browser where Kari is signed in."""
    app = app_of(passkeys, Limits())
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC) as opened:
        with database.unit_of_work() as db:
            opened.cookies.set(COOKIE, sign_browser_in(db, KARI.id, Deed.SIGNED_IN), domain="tillit.example")
        yield opened


def app_of(passkeys: Passkeys, limits: Limits) -> Starlette:
    accounts = Accounts(sign_in=passkeys.sign_in, limits=limits)
    return routes(accounts=accounts, signed_out=hear, signed_out_everywhere=hear, passkeys=passkeys)


async def hear(who: str) -> None:
    """Nobody is signed out here."""


async def post(browser: AsyncClient, path: str, **form: str) -> str:
    """Where the form leads."""
    return (await browser.post(f"/konto/{path}", data=form)).headers["location"]


async def test_from_the_forms_to_the_cookie(browser: AsyncClient, passkeys: Passkeys, phone: Authenticator) -> None:
    asked = await browser.post("/konto/passnokler/begynn", data={"passkey_name": "Mobilen", "current": PASSWORD})
    assert (asked.status_code, asked.headers["cache-control"]) == (200, "no-store")
    made = phone.create(asked.text)
    led = await post(browser, "passnokler/legg-til", passkey_name="Mobilen", credential=made)
    assert led == "/konto?lagret=passnokkel"
    (own,) = passkeys.of(KARI)
    assert await post(browser, "passnokler/navn", id=own.id, name="") == "/konto?feil=error.field_missing&felt="
    assert await post(browser, "passnokler/navn", id=own.id, name="PC") == "/konto?lagret=navn"

    browser.cookies.clear()
    assert await post(browser, "passnokler/fjern", id=own.id) == "/logg-inn?neste=/konto"
    asked = await browser.post("/konto/passnokkel/begynn")
    led = await post(browser, "passnokkel/logg-inn", credential=phone.get(asked.text), neste="/enheter/abc")
    assert led == "/enheter/abc"
    assert passkeys.sign_in.person(browser.cookies[COOKIE]) is not None
    assert await post(browser, "passnokler/fjern", id=own.id) == "/konto?lagret=fjernet"


SHAPE = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
PARTS = ("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle")


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"id": 7}',
        json.dumps({**SHAPE, "response": {}}),
        json.dumps({**SHAPE, "response": dict.fromkeys(PARTS, "YQ")}),
        "[" * 50_000,
    ],
)
async def test_whatever_is_sent_in_an_answers_place_is_refused(browser: AsyncClient, credential: str) -> None:
    refused = await post(browser, "passnokkel/logg-inn", credential=credential)
    assert refused == "/logg-inn?neste=%2Fenheter&feil=passkey.refused"
    refused = await post(browser, "passnokler/legg-til", passkey_name="Mobilen", credential=credential)
    assert refused == "/konto?feil=passkey.refused"


async def test_what_is_wrong_before_the_authenticator_is_asked_is_told_to_the_page(browser: AsyncClient) -> None:
    wrong = await browser.post("/konto/passnokler/begynn", data={"passkey_name": "Mobilen", "current": "noe annet"})
    assert (wrong.status_code, wrong.json()) == (400, {"wrong": "Passordet stemmer ikke."})
    browser.cookies.clear()
    stranger = await browser.post("/konto/passnokler/begynn", data={"passkey_name": "Mobilen", "current": PASSWORD})
    assert (stranger.status_code, list(stranger.json())) == (401, ["wrong"])


async def test_tries_are_counted_by_network_and_passwords_as_ever(
    browser: AsyncClient, passkeys: Passkeys, phone: Authenticator
) -> None:
    for _ in range(6):
        await browser.post("/konto/passnokler/begynn", data={"passkey_name": "Mobilen", "current": "feil"})
    slow = await browser.post("/konto/passnokler/begynn", data={"passkey_name": "Mobilen", "current": PASSWORD})
    assert slow.json()["wrong"].startswith("For mange forsøk.")
    limits = Limits()
    async with AsyncClient(transport=ASGITransport(app_of(passkeys, limits)), base_url=PUBLIC) as guessing:
        for _ in range(PASSKEY_SIGN_INS.amount - 1):
            limits.count(PASSKEY_SIGN_INS, "")
        answers = [(await guessing.post("/konto/passnokkel/begynn")).status_code for _ in range(2)]
        led = await post(guessing, "passnokkel/logg-inn", credential=phone.get(passkeys.begin()))
    assert answers == [200, 400]
    assert "feil=error.too_many_tries" in led


@pytest.mark.parametrize("closed", ["no public address", "no passwords"])
async def test_where_nobody_can_have_one_there_are_no_routes(sign_in: SignIn, closed: str) -> None:
    sign_in.local = closed != "no passwords"
    party = relying_party(PUBLIC if closed == "no passwords" else None)
    shut = Passkeys(sign_in=sign_in, relying_party=party)
    assert not shut.is_offered_at(PUBLIC)
    async with AsyncClient(transport=ASGITransport(app_of(shut, Limits())), base_url=PUBLIC) as browser:
        assert (await browser.post("/konto/passnokkel/begynn")).status_code == 404
    with pytest.raises(NotAllowed):
        shut.begin()
