"""Signing in with the municipality's own account, at a real provider of OpenID Connect."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from httpx import ASGITransport, AsyncClient, Response

from tests.integration.house import ADMIN
from tests.oidc_provider import TOKEN_LASTS, OidcProvider
from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER, Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import NotAllowed
from workshop_app.endpoints.forms import COOKIE
from workshop_app.endpoints.municipal_sign_in import BEGIN, COME_BACK, FLOW_COOKIE, municipal_routes
from workshop_app.endpoints.routes import routes
from workshop_app.persistence import accounts, audit, people
from workshop_app.persistence.accounts import Account
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.services import clock
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Administration
from workshop_app.services.audit import Selection
from workshop_app.services.limits import MUNICIPAL_SIGN_INS, Limits
from workshop_app.services.municipal_sign_in import Identity, MunicipalSignIn
from workshop_app.services.sign_in import SignIn, sign_browser_in
from workshop_app.settings import Settings

PUBLIC = "https://tillit.example"
PASSWORD = "fire ord etter hverandre"
SIRI = {"name": "Siri Ås", "email": "Siri.As@example.no", "groups": ["alle", "verksted-fasilitator"]}
#: What differs between the databases is in two of the tests.
DATABASES = ("sqlite",)
ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="module")
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture
def sign_in(database: Database, tmp_path: Path) -> SignIn:
    return SignIn(database, tmp_path)


SIGNED_OUT: list[str] = []


async def hear(who: str) -> None:
    SIGNED_OUT.append(who)


def settings(provider: OidcProvider, **changed: str) -> Settings:
    return Settings.from_env(
        {
            "WORKSHOP_PUBLIC_URL": PUBLIC,
            "WORKSHOP_SECRET_KEY": "en nøkkel som begge arbeiderne har",
            "WORKSHOP_OIDC_ISSUER": provider.issuer,
            "WORKSHOP_OIDC_CLIENT_ID": "verkstedet",
            "WORKSHOP_OIDC_CLIENT_SECRET": "hemmelig",
            "WORKSHOP_OIDC_ADMINISTRATORS": "verksted-admin",
            "WORKSHOP_OIDC_FACILITATORS": "verksted-fasilitator",
            "WORKSHOP_OIDC_LEADERS": "ledere, enhetsledere",
            **changed,
        }
    )


Browser = AsyncClient
NewBrowser = Callable[[], Browser]


@pytest.fixture
async def new_browser(provider: OidcProvider, sign_in: SignIn) -> AsyncIterator[NewBrowser]:
    """Browsers, each at a worker of its own: what one has begun another can end."""
    async with AsyncExitStack() as opened:
        made: list[AsyncClient] = []

        def build(limits: Limits | None = None, at: OidcProvider = provider) -> Browser:
            app = routes(
                accounts=Accounts(sign_in=sign_in),
                signed_out=hear,
                signed_out_everywhere=hear,
                more=municipal_routes(settings(at), sign_in, limits=limits or Limits(), signed_out_everywhere=hear),
            )
            made.append(AsyncClient(transport=ASGITransport(app), base_url=PUBLIC))
            opened.push_async_callback(made[-1].aclose)
            return made[-1]

        yield build


@pytest.fixture
def browser(new_browser: NewBrowser) -> Browser:
    SIGNED_OUT.clear()
    return new_browser()


async def begin(browser: Browser) -> str:
    """The provider's address that the button leads to."""
    return (await browser.get(f"{BEGIN}?neste=/enheter/abc")).headers["location"]


async def enter(browser: Browser, provider: OidcProvider, subject: str = "siri") -> Response:
    return await browser.get(provider.sign_in(await begin(browser), subject))


def with_other(address: str, **parts: str) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return f"{address.partition('?')[0]}?{urlencode({**query, **parts})}"


def refusal(answer: Response) -> str:
    """What the sign-in page is to say; nobody is signed in."""
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path == "/logg-inn"
    assert not any(told.startswith(f"{COOKIE}=") for told in answer.headers.get_list("set-cookie"))
    return parse_qs(urlsplit(answer.headers["location"]).query)["feil"][0]


def everything(database: Database) -> list[Account]:
    with database.reading() as db:
        return sorted(accounts.list_accounts(db), key=lambda one: one.id)


def lines(database: Database) -> list[tuple[Deed, str, str]]:
    """The audit log, latest first: what, by whom, about whom."""
    with database.reading() as db:
        found = audit.entries(db, Selection())
    assert all(one.detail.get("municipal") for one in found)
    return [(one.deed, one.actor_name, one.subject_name) for one in found]


def who(sign_in: SignIn, browser: Browser) -> Person:
    person = sign_in.person(browser.cookies[COOKIE])
    assert person is not None
    return person


@ON_BOTH
async def test_the_first_time_an_account_is_made_with_the_role_of_the_groups_and_no_units(
    browser: Browser, provider: OidcProvider, sign_in: SignIn, database: Database
) -> None:
    provider.know("siri", SIRI)
    answer = await enter(browser, provider)

    assert (answer.status_code, answer.headers["location"]) == (303, "/enheter/abc")
    siri = who(sign_in, browser)
    assert (siri.name, siri.role, siri.units) == ("Siri Ås", FACILITATOR, frozenset())
    account = next(one for one in everything(database) if one.id == siri.id)
    assert (account.email, account.has_password, account.everywhere) == ("siri.as@example.no", False, False)
    assert lines(database) == [(Deed.SIGNED_IN, "Siri Ås", ""), (Deed.GAVE_ACCESS, "", "Siri Ås")]


async def test_the_cookie_is_that_of_any_sign_in_and_nothing_of_the_way_is_left(
    browser: Browser, provider: OidcProvider
) -> None:
    provider.know("siri", SIRI)
    begun = await browser.get(BEGIN)
    told = begun.headers["set-cookie"]
    assert told.startswith(f"{FLOW_COOKIE}=")
    for part in ("HttpOnly", "SameSite=lax", "Secure", f"Path={BEGIN}", "Max-Age=600"):
        assert part in told

    answer = await browser.get(provider.sign_in(begun.headers["location"], "siri"))
    told = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/;", "Max-Age=43200"):
        assert part in told
    assert FLOW_COOKIE not in browser.cookies


async def test_the_provider_is_asked_as_it_should_be(browser: Browser, provider: OidcProvider) -> None:
    asked = parse_qs(urlsplit(await begin(browser)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{PUBLIC}{COME_BACK}"]
    assert asked["scope"] == ["openid profile email"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20


async def test_whoever_comes_again_has_the_same_account_under_another_address(
    browser: Browser, provider: OidcProvider, sign_in: SignIn, database: Database
) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    first = who(sign_in, browser)
    provider.know("siri", {**SIRI, "email": "siri.berg@example.no"})
    await enter(browser, provider)
    assert who(sign_in, browser) == first
    assert SIGNED_OUT == []


async def test_an_account_with_the_same_address_is_taken_over_with_its_units(
    browser: Browser, provider: OidcProvider, sign_in: SignIn, database: Database
) -> None:
    before = next(one for one in everything(database) if one.id == "kari")
    provider.know("k", {**SIRI, "email": before.email.upper()})
    await enter(browser, provider, "k")
    assert (who(sign_in, browser).id, who(sign_in, browser).units) == ("kari", {"unit"})
    assert len([one for one in everything(database) if one.email == before.email]) == 1


async def test_a_worker_takes_the_answer_to_what_another_has_begun(
    new_browser: NewBrowser, provider: OidcProvider, sign_in: SignIn
) -> None:
    provider.know("siri", SIRI)
    here, there = new_browser(), new_browser()
    address = provider.sign_in(await begin(here), "siri")
    there.cookies = here.cookies
    assert (await there.get(address)).headers["location"] == "/enheter/abc"
    assert who(sign_in, there).name == "Siri Ås"


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["ledere"], LEADER),
        (["enhetsledere", "verksted-fasilitator"], FACILITATOR),
        (["ledere", "verksted-admin"], ADMINISTRATOR),
        ("ledere", LEADER),
    ],
)
async def test_of_several_groups_the_one_that_gives_most_counts(
    browser: Browser, provider: OidcProvider, sign_in: SignIn, groups: object, role: str
) -> None:
    provider.know("siri", {**SIRI, "groups": groups})
    await enter(browser, provider)
    assert who(sign_in, browser).role == role


@ON_BOTH
async def test_another_role_counts_from_the_next_sign_in_and_ends_all_others(
    browser: Browser, new_browser: NewBrowser, provider: OidcProvider, sign_in: SignIn, database: Database
) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    provider.know("siri", {**SIRI, "groups": ["ledere"]})
    later = new_browser()
    await enter(later, provider)

    assert who(sign_in, later).role == LEADER
    assert sign_in.person(browser.cookies[COOKIE]) is None
    assert [who(sign_in, later).id] == SIGNED_OUT
    assert lines(database)[:2] == [(Deed.SIGNED_IN, "Siri Ås", ""), (Deed.CHANGED_ACCESS, "", "Siri Ås")]


async def test_signing_out_everywhere_ends_it_too(browser: Browser, provider: OidcProvider, sign_in: SignIn) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    cookie = browser.cookies[COOKIE]
    await browser.post("/konto/logg-ut-overalt")
    assert sign_in.person(cookie) is None


@pytest.mark.parametrize("claims", [{"groups": ["alle"]}, {"groups": []}, {"groups": None}, {"groups": {"a": 1}}, {}])
async def test_without_a_group_that_has_access_nothing_is_made(
    browser: Browser, provider: OidcProvider, database: Database, claims: dict[str, object]
) -> None:
    before = everything(database)
    provider.know("siri", {"name": "Siri Ås", "email": "siri@example.no", **claims})
    assert refusal(await enter(browser, provider)) == "municipal.no_group"
    assert everything(database) == before
    assert lines(database) == [(Deed.SIGN_IN_FAILED, "", "")]


async def test_whose_role_was_removed_is_let_in_no_more_and_keeps_the_account(
    browser: Browser, new_browser: NewBrowser, provider: OidcProvider, database: Database
) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    before = everything(database)
    provider.know("siri", {**SIRI, "groups": ["alle"]})
    assert refusal(await enter(new_browser(), provider)) == "municipal.no_group"
    assert everything(database) == before
    assert lines(database)[0] == (Deed.SIGN_IN_FAILED, "", "Siri Ås")


async def test_the_only_administrator_stays_one(
    browser: Browser, new_browser: NewBrowser, provider: OidcProvider, database: Database
) -> None:
    provider.know("anne", {"name": "Anne", "email": "anne.as@example.no", "groups": ["verksted-admin"]})
    await enter(browser, provider, "anne")
    _close_other_administrators(database, "anne.as@example.no")
    before = everything(database)
    provider.know("anne", {"name": "Anne", "email": "anne.as@example.no", "groups": ["ledere"]})
    assert refusal(await enter(new_browser(), provider, "anne")) == "municipal.last_administrator"
    assert everything(database) == before


async def test_an_administrator_with_only_a_password_is_nobody_to_leave_it_to_where_none_is_taken(
    browser: Browser, provider: OidcProvider, database: Database
) -> None:
    anne = {"name": "Anne", "email": "anne.as@example.no"}
    provider.know("anne", {**anne, "groups": ["verksted-admin"]})
    await enter(browser, provider, "anne")
    with database.unit_of_work() as db:
        people.replace_password_hash(db, ADMIN.id, "something")
    now = Identity(issuer=provider.issuer, subject="anne", **anne, groups=frozenset({"ledere"}))
    groups = {LEADER: frozenset({"ledere"})}
    with pytest.raises(NotAllowed, match=r"municipal\.last_administrator"):
        MunicipalSignIn(database=database, groups=groups, local=False).enter(now)

    entered = MunicipalSignIn(database=database, groups=groups).enter(now)
    assert [one.role for one in everything(database) if one.id == entered.person_id] == [LEADER]


def _close_other_administrators(database: Database, email: str) -> None:
    with database.unit_of_work() as db:
        for one in accounts.list_accounts(db):
            if one.role == ADMINISTRATOR and one.email != email:
                accounts.close_account(db, one.id)


@pytest.mark.parametrize("claims", [{"email": ""}, {"email": "siri"}, {"email_verified": False}])
async def test_an_address_that_is_not_known_for_sure_opens_no_account(
    browser: Browser, provider: OidcProvider, database: Database, claims: dict[str, object]
) -> None:
    before = everything(database)
    provider.know("siri", {**SIRI, **claims})
    assert refusal(await enter(browser, provider)) == "municipal.no_email"
    assert everything(database) == before


async def test_nobody_takes_over_the_account_of_somebody_else_at_the_provider(
    browser: Browser, new_browser: NewBrowser, provider: OidcProvider, database: Database
) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    before = everything(database)
    provider.know("other", SIRI)
    assert refusal(await enter(new_browser(), provider, "other")) == "municipal.other_person"
    assert everything(database) == before


async def test_a_closed_account_stays_closed(
    browser: Browser, provider: OidcProvider, sign_in: SignIn, database: Database
) -> None:
    provider.know("siri", SIRI)
    await enter(browser, provider)
    cookie = browser.cookies[COOKIE]
    first = who(sign_in, browser).id
    with database.unit_of_work() as db:
        accounts.close_account(db, first)
    assert sign_in.person(cookie) is None
    await enter(browser, provider)
    assert who(sign_in, browser).id != first


@pytest.mark.parametrize("change", [{"state": "gjettet"}, {"state": ""}, {"state": "å"}])
async def test_an_answer_that_was_not_asked_for_is_refused(
    browser: Browser, provider: OidcProvider, database: Database, change: dict[str, str]
) -> None:
    provider.know("siri", SIRI)
    before = everything(database)
    address = provider.sign_in(await begin(browser), "siri")
    assert refusal(await browser.get(with_other(address, **change))) == "municipal.not_begun"
    assert everything(database) == before


async def test_an_answer_to_somebody_elses_sign_in_is_refused(
    browser: Browser, new_browser: NewBrowser, provider: OidcProvider
) -> None:
    provider.know("siri", SIRI)
    address = provider.sign_in(await begin(browser), "siri")
    assert refusal(await new_browser().get(address)) == "municipal.not_begun"


async def test_an_answer_works_once(browser: Browser, provider: OidcProvider) -> None:
    provider.know("siri", SIRI)
    address = provider.sign_in(await begin(browser), "siri")
    flow = browser.cookies[FLOW_COOKIE]
    await browser.get(address)
    assert refusal(await browser.get(address)) == "municipal.not_begun"
    browser.cookies.set(FLOW_COOKIE, flow, domain="tillit.example", path=BEGIN)
    assert refusal(await browser.get(address)) == "municipal.not_trusted"


async def test_a_cookie_that_somebody_has_changed_is_no_cookie(browser: Browser, provider: OidcProvider) -> None:
    provider.know("siri", SIRI)
    address = provider.sign_in(await begin(browser), "siri")
    flow = browser.cookies[FLOW_COOKIE]
    browser.cookies.clear()
    browser.cookies.set(FLOW_COOKIE, f"x{flow}", domain="tillit.example", path=BEGIN)
    assert refusal(await browser.get(address)) == "municipal.not_begun"


@pytest.mark.parametrize("part", ["nonce", "code_challenge"])
async def test_an_answer_that_does_not_fit_what_was_begun_is_refused(
    browser: Browser, provider: OidcProvider, database: Database, part: str
) -> None:
    """As if somebody on the way had put in what belongs to another sign-in."""
    provider.know("siri", SIRI)
    before = everything(database)
    address = with_other(await begin(browser), **{part: "a" * 43})
    assert refusal(await browser.get(provider.sign_in(address, "siri"))) == "municipal.not_trusted"
    assert everything(database) == before


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_that_is_off_by_an_hour_is_told(
    browser: Browser, provider: OidcProvider, database: Database, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    provider.know("siri", SIRI)
    before = everything(database)
    assert TOKEN_LASTS < 3600
    off = clock.now() + timedelta(hours=hours)
    monkeypatch.setattr(clock, "now", lambda: off)
    assert refusal(await enter(browser, provider)) == "municipal.clock"
    assert everything(database) == before


async def test_whoever_gives_up_at_the_provider_is_told_so(browser: Browser, provider: OidcProvider) -> None:
    asked = await begin(browser)
    # The library leaves out the state here, which the standard asks for.
    state = parse_qs(urlsplit(asked).query)["state"][0]
    assert refusal(await browser.get(with_other(provider.deny(asked), state=state))) == "municipal.denied"


async def test_a_provider_that_is_down_is_told_before_and_after(new_browser: NewBrowser, database: Database) -> None:
    before = everything(database)
    with OidcProvider() as failing:
        browser = new_browser(at=failing)
        address = failing.sign_in(await begin(browser), "siri")
    assert refusal(await browser.get(address)) == "municipal.provider_down"
    assert refusal(await new_browser(at=failing).get(BEGIN)) == "municipal.provider_down"
    assert everything(database) == before


async def test_one_network_tries_so_often_and_no_more(new_browser: NewBrowser, provider: OidcProvider) -> None:
    limits = Limits()
    while limits.count(MUNICIPAL_SIGN_INS, ""):
        pass
    assert refusal(await new_browser(limits).get(BEGIN)) == "error.too_many_tries"


@pytest.mark.parametrize("following", ["//evil.example", "https://evil.example/", "/\\evil.example", ""])
async def test_nobody_is_sent_to_another_server(browser: Browser, provider: OidcProvider, following: str) -> None:
    provider.know("siri", SIRI)
    begun = await browser.get(BEGIN, params={"neste": following})
    answer = await browser.get(provider.sign_in(begun.headers["location"], "siri"))
    assert answer.headers["location"] == "/enheter"


async def test_where_passwords_are_switched_off_none_opens_anything(database: Database, tmp_path: Path) -> None:
    sign_in = SignIn(database, tmp_path, local=False)
    administration = Administration(database=database, local=False)
    with_password = SignIn(database, tmp_path).hashed(PASSWORD)
    link = Administration(database=database).new_link(ADMIN, "ola")
    with database.unit_of_work() as db:
        people.replace_password_hash(db, "kari", with_password)
        open_cookie = sign_browser_in(db, "kari", Deed.SIGNED_IN)
    app = routes(accounts=Accounts(sign_in=sign_in, limits=Limits()), signed_out=hear, signed_out_everywhere=hear)
    tries = {
        "/konto/logg-inn": {"email": "kari@example.no", "password": PASSWORD},
        "/konto/lenke": {"key": link.token, "password": PASSWORD},
        "/konto/passord": {"current": PASSWORD, "password": f"{PASSWORD} igjen"},
    }
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC, cookies={COOKIE: open_cookie}) as browser:
        told = [(await browser.post(path, data=form)).headers["location"] for path, form in tries.items()]
    assert [parse_qs(urlsplit(one).query)["feil"] for one in told] == [["municipal.local_off"]] * 3
    with database.reading() as db:
        assert people.password_hash(db, "kari") == with_password
    with pytest.raises(NotAllowed, match=r"municipal\.local_off"):
        administration.new_link(ADMIN, "kari")
    assert administration.invite(ADMIN, Account(id="", name="Siv", email="siv@example.no", role=LEADER)) is None
    assert "siv@example.no" in {one.email for one in everything(database)}


def test_before_the_set_up_nobody_is_let_in(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(database)
    municipal = MunicipalSignIn(database=database, groups={ADMINISTRATOR: frozenset({"sjefer"})})
    siri = Identity(issuer="https://a", subject="1", name="Siri", email="s@example.no", groups=frozenset({"sjefer"}))
    with pytest.raises(NotAllowed, match=r"municipal\.not_set_up"):
        municipal.enter(siri)
    assert everything(database) == []
    database.close()


@ON_BOTH
def test_two_who_come_the_first_time_at_once_have_one_account(database: Database) -> None:
    municipal = MunicipalSignIn(database=database, groups={LEADER: frozenset({"ledere"})})
    siri = Identity(issuer="https://a", subject="1", name="", email="s@example.no", groups=frozenset({"ledere"}))
    with ThreadPoolExecutor(4) as threads:
        entered = list(threads.map(lambda _: municipal.enter(siri), range(4)))
    assert len({one.person_id for one in entered}) == 1
    assert [one.name for one in everything(database) if one.is_municipal] == ["s@example.no"]
