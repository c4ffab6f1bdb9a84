"""Letters by e-mail, handed to a real mail server: what arrives, and what happens when it takes none."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from tests.certificate import certificate, serving
from tests.integration.house import ADMIN
from tests.mail_server import PASSWORD, USER, PostOffice, link_in, text_of
from workshop_app.command_line import main
from workshop_app.domain.access import LEADER
from workshop_app.domain.agenda import Language
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import NotAllowed
from workshop_app.endpoints.forgotten import ForgottenPasswords
from workshop_app.persistence import people
from workshop_app.persistence.accounts import bind_identity
from workshop_app.persistence.engine import Database
from workshop_app.reports.letters import Letters, link_address
from workshop_app.services import clock
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Account, Administration, Link
from workshop_app.services.audit import AuditLog, selection
from workshop_app.services.limits import ASKED_FOR_LINK
from workshop_app.services.links import RESET_LASTS
from workshop_app.services.mail import Letter, MailServer, NotSent, Post
from workshop_app.settings import SmtpSecurity

PUBLIC = "https://tillit.example"
SIV = Account(id="", name="Siv Ærlig", email="siv@example.no", role=LEADER)
SIVS_PASSWORD = "fire ord etter hverandre"
LETTER = Letter(to="siv@example.no", sender_name="Åsnes kommune", subject="Prøve på æøå", text="Kom den fram?\n")
#: What differs between the databases is in none of this.
DATABASES = ("sqlite",)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as opened:
        yield opened


def server_at(port: int, security: SmtpSecurity = SmtpSecurity.NONE, **more: object) -> MailServer:
    return MailServer(host="localhost", port=port, security=security, sender="ikke-svar@example.no", **more)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What we have written to the log; the test's own mail server writes to it too."""
    return [record.getMessage() for record in caplog.records if record.name == "workshop"]


@pytest.mark.parametrize(
    ("security", "credentials"),
    [(SmtpSecurity.STARTTLS, {"user": USER, "password": PASSWORD}), (SmtpSecurity.TLS, {})],
    ids=["STARTTLS and a password", "encrypted from the start"],
)
def test_a_letter_arrives_over_an_encrypted_line(
    security: SmtpSecurity, credentials: dict[str, str], tmp_path: Path
) -> None:
    trusted = ssl.create_default_context(cafile=certificate(tmp_path))
    from_the_start = security is SmtpSecurity.TLS
    with PostOffice(tls=serving(tmp_path), encrypted_from_the_start=from_the_start) as office:
        server = server_at(office.port, security, trusted=trusted, **credentials)
        server.send(LETTER)
        arrived = office.letter()
    assert arrived["From"] == "Åsnes kommune <ikke-svar@example.no>"
    assert (arrived["To"], arrived["Subject"], arrived["Auto-Submitted"]) == (
        "siv@example.no",
        "Prøve på æøå",
        "auto-generated",
    )
    assert arrived["Message-ID"].endswith("@example.no>")
    assert text_of(arrived) == "Kom den fram?\n"


@pytest.mark.parametrize(
    ("told", "kind"),
    [({"password": "feil"}, "SMTPAuthenticationError 535"), ({"trusted": None}, "SSLCertVerificationError")],
    ids=["wrong password", "certificate of somebody unknown"],
)
def test_a_server_that_is_not_ours_or_does_not_know_us_is_handed_nothing(
    told: dict[str, str | None], kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = {"user": USER, "password": PASSWORD, "trusted": ssl.create_default_context(cafile=certificate(tmp_path))}
    changed = {name: value or ssl.create_default_context() for name, value in told.items()}
    with PostOffice(tls=serving(tmp_path)) as office:
        with pytest.raises(NotSent):
            server_at(office.port, SmtpSecurity.STARTTLS, **{**given, **changed}).send(LETTER)
        assert office.letters == []
    assert said(caplog) == [f"A letter was not taken by the mail server (WORKSHOP_SMTP_HOST): {kind}"]


def test_what_is_logged_of_a_refused_letter_names_nobody(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.refused.add("siv@example.no")
    with pytest.raises(NotSent):
        server_at(office.port).send(LETTER)
    assert said(caplog) == ["A letter was not taken by the mail server (WORKSHOP_SMTP_HOST): SMTPRecipientsRefused 550"]


@pytest.mark.parametrize("sent_to", ["siv@example.no\r\nRCPT TO:<ola@example.no>", "siv ærlig@@"])
def test_no_address_can_be_made_into_two(office: PostOffice, sent_to: str) -> None:
    with pytest.raises(NotSent):
        server_at(office.port).send(Letter(to=sent_to, sender_name="", subject="Prøve", text="Prøve"))
    assert office.letters == []


async def test_a_server_that_says_nothing_is_given_up_and_nobody_waits_for_it() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        post = Post(server_at(silent.getsockname()[1], patience=60.0), patience=0.3)
        rounds, sending = 0, asyncio.create_task(post.send(LETTER))
        while not sending.done():
            rounds += 1
            await asyncio.sleep(0.01)
        with pytest.raises(NotSent):
            await sending
    assert rounds > 2, "the loop stood still"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("has_password", [False, True], ids=["invitation", "new password"])
def test_letters_are_whole_in_each_language(
    administration: Administration, language: Language, has_password: bool
) -> None:
    letters = Letters(municipality=lambda: "Nordre Land kommune", public_url=PUBLIC, language=language)
    link = administration.invite(ADMIN, SIV)
    account = Account(**{**vars(link.account), "has_password": has_password})
    written = letters.given(account, Link(account=account, token=link.token, expires_at=link.expires_at))
    assert (written.to, written.sender_name) == ("siv@example.no", "Nordre Land kommune")
    assert "Siv Ærlig" in written.text
    assert link_address(PUBLIC, link) in written.text.splitlines()
    assert "{" not in written.subject + written.text


def test_whoever_signs_in_with_the_municipalitys_account_is_told_where() -> None:
    letters = Letters(municipality=lambda: "Nordre Land kommune", public_url=PUBLIC, language=Language.BOKMAL)
    written = letters.given(SIV, None)
    assert f"{PUBLIC}/logg-inn" in written.text.splitlines()
    assert "passord" not in written.text


# --- «Glemt passord?» ---


@pytest.fixture
def siv(administration: Administration, accounts: Accounts) -> Account:
    """Somebody with a password."""
    link = administration.invite(ADMIN, SIV)
    accounts.use_link(token=link.token, password=SIVS_PASSWORD)
    return link.account


def desk(accounts: Accounts, server: MailServer) -> ForgottenPasswords:
    letters = Letters(municipality=accounts.sign_in.municipality_name, public_url=PUBLIC, language=Language.BOKMAL)
    return ForgottenPasswords(accounts=accounts, letters=letters, post=Post(server))


@pytest.fixture
async def browser(accounts: Accounts, office: PostOffice) -> AsyncIterator[AsyncClient]:
    app = Starlette(routes=desk(accounts, server_at(office.port)).routes())
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC) as opened:
        yield opened


async def ask(browser: AsyncClient, email: str) -> Response:
    return await browser.post("/konto/glemt-passord", data={"email": email})


def told(answer: Response) -> tuple[int, str, list[str]]:
    return answer.status_code, answer.headers["location"], answer.headers.get_list("set-cookie")


async def test_whoever_has_forgotten_the_password_is_sent_a_link_that_works_once_and_for_an_hour(
    browser: AsyncClient, office: PostOffice, accounts: Accounts, siv: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(await ask(browser, " Siv@Example.no ")) == (303, "/glemt-passord?sendt=1", [])
    letter = await asyncio.to_thread(office.letter)
    token = link_in(letter).removeprefix(f"{PUBLIC}/lenke#")
    assert letter["From"] == "Nordre Land kommune <ikke-svar@example.no>"
    await given_out(accounts, token)
    assert accounts.sign_in.sign_in(email=siv.email, password=SIVS_PASSWORD), "the old one works until then"

    accounts.use_link(token=token, password="et helt nytt passord")
    with pytest.raises(NotAllowed):
        accounts.opened_by(token)
    assert accounts.sign_in.sign_in(email=siv.email, password="et helt nytt passord")

    await ask(browser, siv.email)
    again = link_in(await asyncio.to_thread(office.letter, 2)).rpartition("#")[2]
    await given_out(accounts, again)
    then = clock.now() + RESET_LASTS + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: then)
    with pytest.raises(NotAllowed, match=r"sign_in\.link_used"):
        accounts.opened_by(again)


async def given_out(accounts: Accounts, token: str) -> None:
    """Wait until a link that has just been sent opens its account."""
    async with asyncio.timeout(30):
        while True:
            try:
                await asyncio.to_thread(accounts.opened_by, token)
            except NotAllowed:
                await asyncio.sleep(0.02)
            else:
                return


async def test_an_address_that_nobody_has_is_answered_alike_and_sent_nothing(
    browser: AsyncClient, office: PostOffice, siv: Account, database: Database
) -> None:
    with database.unit_of_work() as db:
        bind_identity(db, ADMIN.id, b"anne" * 8)
        people.replace_password_hash(db, ADMIN.id, "")
    # The second is of somebody whom only the municipality's own sign-in lets in.
    answers = [told(await ask(browser, email)) for email in ("ingen@example.no", "admin@example.no", siv.email)]
    assert {*map(str, answers)} == {str((303, "/glemt-passord?sendt=1", []))}
    assert (await asyncio.to_thread(office.letter))["To"] == siv.email
    assert len(office.letters) == 1


async def test_the_answer_waits_neither_for_the_letter_nor_for_whether_there_is_anybody(
    browser: AsyncClient, office: PostOffice, siv: Account
) -> None:
    office.opened.clear()
    async with asyncio.timeout(30):
        assert (await ask(browser, siv.email)).status_code == 303
    assert office.letters == []
    office.opened.set()
    await asyncio.to_thread(office.letter)


async def test_asking_again_and_again_is_refused_alike_for_every_address(browser: AsyncClient, siv: Account) -> None:
    for email in (siv.email, "ingen@example.no"):
        answers = [(await ask(browser, email)).headers["location"] for _ in range(ASKED_FOR_LINK.amount + 1)]
        assert answers[:-1] == ["/glemt-passord?sendt=1"] * ASKED_FOR_LINK.amount
        assert answers[-1].startswith("/glemt-passord?feil=sign_in.slow_down&n=")


@pytest.mark.parametrize(("given", "key"), [("", "error.field_missing"), ("siv", "setup.email_wrong")])
async def test_what_is_no_address_comes_back_to_be_mended(browser: AsyncClient, given: str, key: str) -> None:
    assert (await ask(browser, given)).headers["location"] == f"/glemt-passord?feil={key}&felt=email"


async def test_while_the_mail_server_is_down_the_link_that_is_out_goes_on_working(
    accounts: Accounts, administration: Administration, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    link = administration.invite(ADMIN, SIV)
    office.end()
    asked = desk(accounts, server_at(office.port))
    async with AsyncClient(transport=ASGITransport(Starlette(routes=asked.routes())), base_url=PUBLIC) as browser:
        assert (await ask(browser, SIV.email)).headers["location"] == "/glemt-passord?sendt=1"
        async with asyncio.timeout(30):
            while not said(caplog):  # noqa: ASYNC110 -- the log has no event
                await asyncio.sleep(0.02)
    assert said(caplog) == ["A letter was not taken by the mail server (WORKSHOP_SMTP_HOST): ConnectionRefusedError"]
    assert accounts.opened_by(link.token).id == link.account.id


async def test_a_link_that_was_asked_for_stands_in_the_log_and_says_of_nobody_that_it_was_him(
    accounts: Accounts, siv: Account, database: Database
) -> None:
    link = accounts.forgotten(siv.email)
    accounts.give_out(link)
    newest = AuditLog(database=database).everything(ADMIN, selection({}), file="csv")[1]
    assert (newest.deed, newest.actor_name, newest.subject_name) == (Deed.ASKED_FOR_LINK, "", "Siv Ærlig")


def test_without_passwords_or_a_mail_server_there_is_nothing_to_ask(accounts: Accounts, office: PostOffice) -> None:
    accounts.sign_in.local = False
    assert desk(accounts, server_at(office.port)).routes() == []
    accounts.sign_in.local = True
    assert desk(accounts, None).routes() == []


# --- the operator's trial ---


def test_the_operator_sends_a_trial_and_is_told_what_became_of_it(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-mail", "drift@example.no"]) == 1
    assert "WORKSHOP_SMTP_HOST is not set" in capsys.readouterr().err

    for name, value in {
        "WORKSHOP_PUBLIC_URL": PUBLIC,
        "WORKSHOP_SMTP_HOST": "localhost",
        "WORKSHOP_SMTP_PORT": str(office.port),
        "WORKSHOP_SMTP_SECURITY": "none",
        "WORKSHOP_SMTP_SENDER": "ikke-svar@example.no",
        "WORKSHOP_SMTP_LANGUAGE": "nn",
    }.items():
        monkeypatch.setenv(name, value)
    assert main(["check-mail", "drift@example.no"]) == 0
    assert "has taken a letter to drift@example.no" in capsys.readouterr().out
    assert office.letter()["Subject"] == "Prøve frå Tillitsverkstedet"

    office.end()
    assert main(["check-mail", "drift@example.no"]) == 1
    assert "did not take the letter" in capsys.readouterr().err
