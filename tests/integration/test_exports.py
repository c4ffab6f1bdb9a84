"""Files to take away: who gets them, what they are called, and that there is never half of one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

import pytest
from httpx import ASGITransport, AsyncClient, Response
from openpyxl import load_workbook
from starlette.applications import Starlette

from tests.integration.house import ADMIN, CONTENT, KARI, LEADING, STRANGER, UNIT, create_session
from tests.past import CARD, Held, hold
from workshop_app.domain.commitments import CommitmentState
from workshop_app.endpoints.exports import Exports, ascii_name
from workshop_app.endpoints.forms import COOKIE, own_path
from workshop_app.persistence import people, sessions, units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.accounts import MembershipRow
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.audit import AuditLog
from workshop_app.services.history import History
from workshop_app.services.in_thread import OneByOne
from workshop_app.services.own_agendas import OwnAgendas
from workshop_app.services.review import Review
from workshop_app.services.session_keys import calendar_key
from workshop_app.services.sign_in import SignIn
from workshop_app.services.tokens import token_hash

OTHER = Unit(id="other", name="Skole", leader_role="Rektor", agreed_roles="", discussed_on=None)
SECRET = b"s" * 32
#: Something that is still to be done, whenever these tests are run.
OPEN = replace(CARD, what="Henge opp spørsmålet", due=date(2999, 1, 1), state=CommitmentState.NOT_STARTED)
FORMATS = ("xlsx", "csv", "json")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
}


@pytest.fixture
def session_id(database: Database) -> str:
    """A session with 14 answers in the unit; another unit has the stranger."""
    with database.unit_of_work() as db:
        units.add_unit(db, OTHER, member=STRANGER.id)
        db.add(MembershipRow(person_id=LEADING.id, unit_id=UNIT.id, reads_leader=True))
        for person in (KARI, STRANGER, LEADING, ADMIN):
            now = clock.now()
            people.remember_sign_in(
                db,
                person_id=person.id,
                token_hash=token_hash(f"cookie of {person.id}"),
                expires_at=now + timedelta(hours=1),
                now=now,
            )
    return hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=date(2026, 3, 2), number=14, cards=[OPEN]))


@pytest.fixture
async def client(database: Database, session_id: str) -> AsyncIterator[AsyncClient]:
    exports = Exports(
        sign_in=SignIn(database, data_dir=None),  # type: ignore[arg-type]  # nobody is set up here
        history=History(database=database),
        review=Review(database=database, secret=SECRET),
        audit=AuditLog(database=database),
        own_agendas=OwnAgendas(database=database, content=CONTENT),
    )
    app = Starlette(routes=exports.routes())
    async with AsyncClient(transport=ASGITransport(app), base_url="https://tillit.example") as opened:
        yield opened


async def get(client: AsyncClient, path: str, *, by: str | None = KARI.id) -> Response:
    cookies = {COOKIE: f"cookie of {by}"} if by else {}
    client.cookies.clear()
    client.cookies.update(cookies)
    return await client.get(path)


def path_of(format_: str, *, unit: str = UNIT.id) -> str:
    return f"/enheter/{unit}/eksport/{format_}"


def dates_path(database: Database, session_id: str, *, language: str = "nb") -> str:
    """The address that phones are given."""
    with database.reading() as db:
        record = sessions.find_session(db, session_id)
    assert record is not None
    return f"/d/{record.code}/kalender.ics?nokkel={calendar_key(SECRET, session_id)}&sprak={language}"


def minutes_path(session_id: str) -> str:
    return f"/samlinger/{session_id}/referat.pdf"


@pytest.mark.parametrize("format_", FORMATS)
async def test_a_file_comes_whole_and_is_kept_nowhere(client: AsyncClient, format_: str) -> None:
    answer = await get(client, path_of(format_))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[format_]
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.content)
    ending = "csv.zip" if format_ == "csv" else format_
    assert answer.headers["content-disposition"] == (
        f"attachment; filename=\"Helse-og-mestring.{ending}\"; filename*=UTF-8''Helse%20og%20mestring.{ending}"
    )


async def test_the_files_are_what_they_say(client: AsyncClient) -> None:
    assert "Les meg" in load_workbook(BytesIO((await get(client, path_of("xlsx"))).content)).sheetnames
    assert ZipFile(BytesIO((await get(client, path_of("csv"))).content)).testzip() is None
    assert json.loads((await get(client, path_of("json"))).content)["unit"] == UNIT.name


async def test_minutes_come_as_pdf(client: AsyncClient, session_id: str) -> None:
    answer = await get(client, minutes_path(session_id))

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer.content.rstrip().endswith(b"%%EOF")
    name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
    assert name == "Samlingsreferat Helse og mestring 2026-03-02.pdf"


async def test_a_sessions_dates_come_for_the_desk_and_with_their_key_for_phones(
    client: AsyncClient, session_id: str, database: Database
) -> None:
    held = Held(unit_id=UNIT.id, held_on=clock.now().date(), number=5, cards=[OPEN])
    today = hold(database, CONTENT, KARI, held)
    desk = await get(client, f"/samlinger/{session_id}/kalender.ics")
    phone = await get(client, dates_path(database, today), by=None)
    english = await get(client, dates_path(database, today, language="en"), by=None)

    for answer, disposition in ((desk, "attachment"), (phone, "inline"), (english, "inline")):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith(f"{disposition}; ")
        assert answer.content.startswith(b"BEGIN:VCALENDAR")
    assert "Frist: Henge opp" in phone.text
    assert "Deadline: Henge opp" in english.text


async def test_phones_get_no_dates_once_they_show_the_session_no_more(
    client: AsyncClient, session_id: str, database: Database
) -> None:
    answer = await get(client, dates_path(database, session_id), by=None)
    assert (answer.status_code, answer.text) == (404, "Siden finnes ikke.")


async def test_the_join_code_alone_or_another_sessions_key_brings_no_dates(
    client: AsyncClient, session_id: str, database: Database
) -> None:
    today = clock.now().date()
    one, other = (hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=today, number=5)) for _ in range(2))
    right, wrong = dates_path(database, one), dates_path(database, other)
    paths = (
        right.partition("?")[0],
        right.partition("?")[0] + "?" + wrong.partition("?")[2],
        right.replace("/d/", "/d/x"),
    )
    for path in paths:
        answer = await get(client, path, by=None)
        assert (answer.status_code, answer.text) == (404, "Siden finnes ikke."), path


async def test_what_one_may_not_see_is_answered_like_what_is_not_there(client: AsyncClient, session_id: str) -> None:
    answers = [
        *[await get(client, path_of(format_), by=STRANGER.id) for format_ in FORMATS],
        *[await get(client, path_of(format_, unit="no-such-unit"), by=STRANGER.id) for format_ in FORMATS],
        await get(client, path_of("xlsx", unit=OTHER.id), by=LEADING.id),
        await get(client, path_of("pdf")),
        await get(client, minutes_path(session_id), by=STRANGER.id),
        await get(client, minutes_path("no-such-session"), by=STRANGER.id),
        await get(client, f"/samlinger/{session_id}/kalender.ics", by=STRANGER.id),
        await get(client, "/samlinger/no-such-session/kalender.ics", by=STRANGER.id),
    ]
    told = {(answer.status_code, answer.text, str(sorted(answer.headers.items()))) for answer in answers}
    assert len(told) == 1
    assert [(status, text) for status, text, _ in told] == [(404, "Siden finnes ikke.")]


@pytest.mark.parametrize("unit", [UNIT.id, "no-such-unit"])
async def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(client: AsyncClient, unit: str) -> None:
    for by in (None, "nobody"):
        answer = await get(client, path_of("xlsx", unit=unit), by=by)
        assert answer.status_code == 303
        location = urlsplit(answer.headers["location"])
        assert location.path == "/logg-inn"
        (following,) = parse_qs(location.query)["neste"]
        assert own_path(following) == path_of("xlsx", unit=unit)


async def test_figures_about_the_leader_go_to_those_who_may_read_them(client: AsyncClient, session_id: str) -> None:
    for person, expected in ((LEADING, True), (KARI, False), (ADMIN, False)):
        read = json.loads((await get(client, path_of("json"), by=person.id)).content)
        assert ("c" in {row["dimension"] for row in read["dimensions"]}) is expected, person.name
    leading, others = [(await get(client, minutes_path(session_id), by=p.id)).content for p in (LEADING, KARI)]
    assert leading == others


async def test_minutes_wait_until_the_session_has_ended(client: AsyncClient, database: Database) -> None:
    code = create_session(database)
    with database.reading() as db:
        record = sessions.find_by_code(db, code)
    assert record is not None
    answer = await get(client, minutes_path(record.id))
    assert (answer.status_code, answer.text) == (404, "Referatet kommer når samlingen er avsluttet.")
    assert (await get(client, minutes_path(record.id), by=STRANGER.id)).text == "Siden finnes ikke."


@pytest.mark.parametrize("maker", ["workbook.workbook", "tidy.tidy", "json_file.json_file", "minutes.minutes"])
async def test_a_failure_is_a_sentence_and_never_half_a_file(
    client: AsyncClient, session_id: str, maker: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise ValueError("what somebody wrote")

    monkeypatch.setattr(f"workshop_app.reports.{maker}", fail)
    formats = {"workbook": "xlsx", "tidy": "csv", "json_file": "json"}
    module = maker.partition(".")[0]
    path = path_of(formats[module]) if module in formats else minutes_path(session_id)
    answer = await get(client, path)

    assert (answer.status_code, answer.text) == (500, "Filen ble ikke laget. Tallene er trygge. Prøv igjen om litt.")
    assert "content-disposition" not in answer.headers
    assert "ValueError" in caplog.text
    assert "what somebody wrote" not in caplog.text


@pytest.mark.parametrize(
    "name", ['=cmd"; filename="ond.exe', "Enhet\r\nSet-Cookie: x=1", "../../etc/passwd", "Ærlig & åpen"]
)
async def test_a_units_name_never_breaks_out_of_its_header(client: AsyncClient, database: Database, name: str) -> None:
    with database.unit_of_work() as db:
        units.change_unit(db, Unit(**{**vars(UNIT), "name": name}))
    told = (await get(client, path_of("json"))).headers["content-disposition"]
    plain, _, full = told.removeprefix("attachment; filename=").partition("; filename*=UTF-8''")
    assert plain.strip('"').replace("-", "").removesuffix(".json").isalnum()
    assert set(full) & set('"\r\n/\\; ') == set()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Skole og barnehage, 2", "Skole-og-barnehage-2"),
        ("Ærlighet på Ås", "Aerlighet-pa-As"),
        ("Čáhcesuolu – Ŧ", "Cahcesuolu"),
        ("日本", "tillitsverkstedet"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_plain_name_for_old_browsers(name: str, plain: str) -> None:
    assert ascii_name(name) == plain


async def test_too_many_at_once_are_asked_to_come_back(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OneByOne, "__call__", busy)
    answer = await get(client, path_of("xlsx"))
    assert (answer.status_code, answer.text) == (503, "Mange laster ned filer nå. Prøv igjen om litt.")


async def busy(one: OneByOne, *_: object) -> None:
    raise one._refusal()


async def test_nothing_is_changed_by_fetching(client: AsyncClient) -> None:
    assert (await client.post(path_of("xlsx"))).status_code == 405
