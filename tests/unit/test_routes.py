"""The forms that are posted: where they lead, what they keep, and what they never tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from workshop_app.domain.access import LEADER
from workshop_app.endpoints.forms import COOKIE, HOME, KEPT_COOKIE, kept_fields, own_path
from workshop_app.endpoints.routes import routes
from workshop_app.endpoints.security import NETWORK
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Account, Administration, Link
from workshop_app.services.limits import PASSWORDS
from workshop_app.services.sign_in import SignIn

FIELDS = {
    "municipality": "Nordre Land kommune",
    "privacy_contact": "personvern@example.no",
    "name": "Kari Ærlig",
    "email": "kari@example.no",
    "password": "fire ord etter hverandre",
}


@pytest.fixture
def sign_in(tmp_path: Path) -> Iterator[SignIn]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    upgrade(database)
    yield SignIn(database, tmp_path)
    database.close()


def browser(app: Starlette, address: str = "https://tillit.example") -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url=address)


SIGNED_OUT: list[str] = []
EVERYWHERE: list[str] = []


async def hear(cookie: str) -> None:
    SIGNED_OUT.append(cookie)


async def hear_everywhere(person_id: str) -> None:
    EVERYWHERE.append(person_id)


def app_of(sign_in: SignIn) -> Starlette:
    return routes(
        accounts=Accounts(sign_in=sign_in),
        signed_out=hear,
        signed_out_everywhere=hear_everywhere,
    )


@pytest.fixture
async def client(sign_in: SignIn) -> AsyncIterator[AsyncClient]:
    SIGNED_OUT.clear()
    async with browser(app_of(sign_in)) as opened:
        yield opened


def set_up_form(sign_in: SignIn, **changed: str) -> dict[str, str]:
    path = sign_in.set_up_path() or ""
    return {"key": path.rpartition("=")[2], **FIELDS, **changed}


@pytest.fixture
async def founded(sign_in: SignIn, client: AsyncClient) -> AsyncClient:
    await client.post("/konto/oppsett", data=set_up_form(sign_in))
    client.cookies.clear()
    return client


async def enter(client: AsyncClient, **changed: str) -> Response:
    return await client.post("/konto/logg-inn", data={**FIELDS, "neste": "/enheter/abc", **changed})


def query(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


async def test_after_set_up_one_is_signed_in_and_makes_the_first_unit(sign_in: SignIn, client: AsyncClient) -> None:
    answer = await client.post("/konto/oppsett", data=set_up_form(sign_in))

    assert (answer.status_code, answer.headers["location"]) == (303, "/enheter/ny")
    person = sign_in.person(client.cookies[COOKIE])
    assert person is not None
    assert person.name == "Kari Ærlig"


async def test_the_sign_in_cookie_is_kept_from_scripts_and_other_sites(founded: AsyncClient) -> None:
    told = next(c for c in (await enter(founded)).headers.get_list("set-cookie") if c.startswith(COOKIE))
    for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/", "Max-Age=43200"):
        assert part in told


async def test_over_plain_http_the_cookie_comes_back_too(sign_in: SignIn) -> None:
    app = app_of(sign_in)
    async with browser(app, "http://10.0.0.7:8080") as plain:
        answer = await plain.post("/konto/oppsett", data=set_up_form(sign_in))
    assert "Secure" not in answer.headers["set-cookie"]


async def test_a_refused_form_comes_back_with_what_was_filled_in_but_not_in_the_address(
    sign_in: SignIn, client: AsyncClient
) -> None:
    answer = await client.post("/konto/oppsett", data=set_up_form(sign_in, password="kort"))

    location = answer.headers["location"]
    assert urlsplit(location).path == "/oppsett"
    assert query(location).keys() == {"nokkel", "feil", "felt", "n"}
    assert (query(location)["feil"], query(location)["felt"]) == ("setup.password_short", "password")
    expected = {name: value for name, value in FIELDS.items() if name != "password"}
    assert kept_fields(client.cookies[KEPT_COOKIE]) == expected
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert COOKIE not in client.cookies


async def test_signing_out_is_told_to_the_rooms(founded: AsyncClient) -> None:
    await enter(founded)
    cookie = founded.cookies[COOKIE]
    await founded.post("/konto/logg-ut")
    assert [cookie] == SIGNED_OUT


async def test_many_passwords_at_once_are_refused_before_they_are_checked(founded: AsyncClient) -> None:
    """Each is for another name, so that no name is slowed down; what is slow must not pile up all the same."""
    answers = await asyncio.gather(*(enter(founded, email=f"{n}@example.no", password="feil") for n in range(30)))
    told = [query(answer.headers["location"])["feil"] for answer in answers]
    assert set(told) == {"sign_in.wrong", "sign_in.slow_down"}
    assert (await enter(founded)).headers["location"] == "/enheter/abc"


async def test_half_a_character_is_no_text(client: AsyncClient) -> None:
    boundary = "b"
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800\r\n--{boundary}--\r\n'
    kind = f"multipart/form-data; boundary={boundary}; charset=unicode_escape"
    answer = await client.post("/konto/logg-inn", content=body, headers={"content-type": kind})
    assert answer.status_code == 303


async def test_what_was_kept_is_gone_after_success(sign_in: SignIn, client: AsyncClient) -> None:
    await client.post("/konto/oppsett", data=set_up_form(sign_in, password="kort"))
    await client.post("/konto/oppsett", data=set_up_form(sign_in))
    assert KEPT_COOKIE not in client.cookies


async def test_a_used_link_is_told_kindly(sign_in: SignIn, client: AsyncClient) -> None:
    form = set_up_form(sign_in)
    await client.post("/konto/oppsett", data=form)
    answer = await client.post("/konto/oppsett", data=form)
    assert query(answer.headers["location"])["feil"] == "sign_in.link_used"


async def test_long_fields_are_refused_with_a_sentence_and_a_short_cookie(sign_in: SignIn, client: AsyncClient) -> None:
    answer = await client.post("/konto/oppsett", data=set_up_form(sign_in, municipality="å" * 10_000))
    assert query(answer.headers["location"])["feil"] == "error.too_long"
    assert len(answer.headers["set-cookie"]) < 4096


async def test_a_form_that_nobody_filled_in_is_not_read(client: AsyncClient) -> None:
    assert (await client.post("/konto/logg-inn", data={"email": "x" * 1_000_000})).status_code == 413


async def test_signing_in_leads_to_where_one_was_going(founded: AsyncClient) -> None:
    assert (await enter(founded)).headers["location"] == "/enheter/abc"


@pytest.mark.parametrize("changed", [{"password": "feil passord her"}, {"email": "ola@example.no"}, {"email": ""}])
async def test_a_refused_sign_in_keeps_the_way_and_the_address(founded: AsyncClient, changed: dict[str, str]) -> None:
    answer = await enter(founded, **changed)

    assert query(answer.headers["location"]) == {"neste": "/enheter/abc", "feil": "sign_in.wrong"}
    assert kept_fields(founded.cookies[KEPT_COOKIE]) == {"email": changed.get("email", FIELDS["email"])}
    assert COOKIE not in founded.cookies


async def test_guessing_is_slowed_down_for_the_address_that_is_guessed(founded: AsyncClient) -> None:
    # The wait doubles with each try; on a busy machine the first ones may be over before the next try comes.
    for _ in range(12):
        slowed = query((await enter(founded, password="feil passord her")).headers["location"])
        if slowed["feil"] == "sign_in.slow_down":
            break
    assert slowed["feil"] == "sign_in.slow_down"
    assert int(slowed["n"]) > 0
    assert query((await enter(founded, email="ola@example.no")).headers["location"])["feil"] == "sign_in.wrong"


async def test_twenty_tries_a_second_slow_down_neither_the_neighbours_nor_the_account_elsewhere(
    founded: AsyncClient,
) -> None:
    here, elsewhere = {NETWORK: "town hall"}, {NETWORK: "home"}
    guesses = {**FIELDS, "password": "feil passord her"}
    told = []
    for _ in range(40):
        answer = await founded.post("/konto/logg-inn", data=guesses, headers=here)
        told.append(query(answer.headers["location"])["feil"])
    assert told.count("sign_in.wrong") < 10, "of forty tries few are looked at"
    neighbour = {**FIELDS, "email": "ola@example.no"}
    answer = await founded.post("/konto/logg-inn", data=neighbour, headers=here)
    assert query(answer.headers["location"])["feil"] == "sign_in.wrong"
    answer = await founded.post("/konto/logg-inn", data={**FIELDS, "neste": "/enheter/abc"}, headers=elsewhere)
    assert answer.headers["location"] == "/enheter/abc"


async def test_an_account_that_is_guessed_from_many_networks_is_slowed_down(founded: AsyncClient) -> None:
    guesses, told = {**FIELDS, "password": "feil passord her"}, []
    for number in range(PASSWORDS.amount + 2):
        answer = await founded.post("/konto/logg-inn", data=guesses, headers={NETWORK: f"network {number}"})
        told.append(query(answer.headers["location"])["feil"])
    assert told == ["sign_in.wrong"] * PASSWORDS.amount + ["sign_in.slow_down"] * 2


async def test_signing_out_forgets_the_browser(founded: AsyncClient, sign_in: SignIn) -> None:
    (await enter(founded))
    cookie = founded.cookies[COOKIE]

    answer = await founded.post("/konto/logg-ut")

    assert answer.headers["location"] == "/logg-inn?ut=1"
    assert COOKIE not in founded.cookies
    assert sign_in.person(cookie) is None


@pytest.fixture
def link(sign_in: SignIn, founded: AsyncClient) -> Link:
    administrator = sign_in.person(sign_in.sign_in(email=FIELDS["email"], password=FIELDS["password"]))
    assert administrator is not None
    draft = Account(id="", name="Siv", email="siv@example.no", role=LEADER)
    return Administration(database=sign_in.database).invite(administrator, draft)


async def test_a_link_signs_in_with_the_password_that_is_chosen(founded: AsyncClient, link: Link) -> None:
    EVERYWHERE.clear()
    answer = await founded.post("/konto/lenke", data={"key": link.token, "password": "noe helt annet"})
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert [link.account.id] == EVERYWHERE

    again = await founded.post("/konto/lenke", data={"key": link.token, "password": "noe helt annet"})
    assert query(again.headers["location"])["feil"] == "sign_in.link_used"


async def test_a_refused_password_comes_back_with_the_link_where_no_log_keeps_it(
    founded: AsyncClient, link: Link
) -> None:
    location = (await founded.post("/konto/lenke", data={"key": link.token, "password": "kort"})).headers["location"]
    assert (urlsplit(location).path, urlsplit(location).fragment) == ("/lenke", link.token)
    assert query(location) == {"feil": "setup.password_short", "felt": "password", "n": "12"}


async def test_a_link_that_is_made_up_breaks_out_of_no_header(founded: AsyncClient) -> None:
    answer = await founded.post("/konto/lenke", data={"key": "a\r\nset-cookie: b=c#" + "x" * 1000, "password": "p"})
    assert query(answer.headers["location"])["feil"] == "sign_in.link_used"
    assert "set-cookie" not in answer.headers
    assert len(answer.headers["location"]) < 500


async def change_password(client: AsyncClient, current: str, password: str) -> str:
    answer = await client.post("/konto/passord", data={"current": current, "password": password})
    return answer.headers["location"]


async def test_ones_password_is_changed_here_and_signed_out_elsewhere(founded: AsyncClient, sign_in: SignIn) -> None:
    elsewhere = sign_in.sign_in(email=FIELDS["email"], password=FIELDS["password"])
    await enter(founded)
    told = query(await change_password(founded, "feil passord her", "noe helt annet"))
    assert (told["feil"], told["felt"]) == ("account.wrong_password", "current")

    assert await change_password(founded, FIELDS["password"], "noe helt annet") == "/konto?lagret=1"

    assert sign_in.person(founded.cookies[COOKIE]) is not None
    assert sign_in.person(elsewhere) is None


async def test_guessing_the_password_of_an_open_browser_is_slowed_down(founded: AsyncClient) -> None:
    await enter(founded)
    told: list[str] = []
    # Waits double from two seconds on: a busy machine that outlasts the first ones does not outlast them all.
    while "sign_in.slow_down" not in told and len(told) < 12:
        told.append(query(await change_password(founded, "feil passord her", "noe annet"))["feil"])
    assert told[:6] == ["account.wrong_password"] * 6
    assert told[-1] == "sign_in.slow_down"


async def test_signing_out_everywhere(founded: AsyncClient, sign_in: SignIn) -> None:
    elsewhere = sign_in.sign_in(email=FIELDS["email"], password=FIELDS["password"])
    await enter(founded)
    answer = await founded.post("/konto/logg-ut-overalt")
    assert answer.headers["location"] == "/logg-inn?ut=1"
    assert COOKIE not in founded.cookies
    assert sign_in.person(elsewhere) is None


async def test_whoever_is_signed_out_changes_nothing(founded: AsyncClient) -> None:
    assert await change_password(founded, FIELDS["password"], "noe helt annet") == "/logg-inn?neste=/konto"
    assert (await founded.post("/konto/logg-ut-overalt")).headers["location"] == "/logg-inn?ut=1"
    assert (await enter(founded)).headers["location"] == "/enheter/abc"


@pytest.mark.parametrize(
    "path",
    [
        "/konto/logg-inn",
        "/konto/logg-ut",
        "/konto/oppsett",
        "/konto/lenke",
        "/konto/passord",
        "/konto/logg-ut-overalt",
    ],
)
async def test_nothing_happens_by_following_a_link(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 405


@pytest.mark.parametrize("path", ["/", "/enheter", "/enheter/a-B_9/ny-samling", "/styr/ABC123", "/logg-inn?neste=%2F"])
def test_paths_of_our_own_are_followed(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://ond.example",
        "//ond.example",
        "/\\ond.example",
        "/\t/ond.example",
        "/%0d\nx",
        "javascript:alert(1)",
        "/@x:y",
    ],
)
def test_no_form_leads_to_another_server(elsewhere: str) -> None:
    assert own_path(elsewhere) == HOME


@pytest.mark.parametrize("cookie", [None, "", "made up", "e30", "W10=", "bnVsbA==", "////"])
def test_a_cookie_that_says_nothing_fills_nothing_in(cookie: str | None) -> None:
    assert kept_fields(cookie) == {}
