"""The audit log: what is written down, of whom, and that nobody can take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.integration.house import ADMIN, CHOICE, CONTENT, KARI, LEADING, UNIT, House
from workshop_app.domain.access import FACILITATOR, LEADER, Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.audit import SUBJECTS, Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.persistence import audit
from workshop_app.persistence.audit import Entry
from workshop_app.persistence.engine import Database
from workshop_app.reports.audit_file import audit_csv, audit_workbook
from workshop_app.reports.audit_lines import Line, line
from workshop_app.services import clock
from workshop_app.services.accounts import Accounts
from workshop_app.services.administration import Account, Administration, Membership
from workshop_app.services.audit import PAGE_LENGTH, AuditLog, Selection, selection
from workshop_app.services.backups import Backups, Occasion
from workshop_app.services.history import History
from workshop_app.services.preparation import Preparation
from workshop_app.services.retention import Retention
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn

PASSWORD = "fire ord etter hverandre"


@pytest.fixture
def log(database: Database) -> AuditLog:
    return AuditLog(database=database)


def deeds(log: AuditLog, **chosen: object) -> list[tuple[Deed, str, str]]:
    """(deed, who, about whom or what) of all lines, oldest first."""
    with log.database.reading() as db:
        found = audit.entries(db, Selection(**chosen))  # type: ignore[arg-type]
    return [(one.deed, one.actor_name, one.subject_name) for one in reversed(found)]


def last(log: AuditLog) -> Line:
    with log.database.reading() as db:
        return line(audit.entries(db, Selection(), most=1)[0])


def put(database: Database, *, days_ago: int = 0, **fields: object) -> Entry:
    entry = Entry(id=f"line-{days_ago}", at=clock.now() - timedelta(days=days_ago), deed=Deed.SIGNED_IN, **fields)  # type: ignore[arg-type]
    with database.unit_of_work() as db:
        audit.add_entry(db, entry)
    return entry


def test_signing_in_is_written_down_and_so_is_failing_to(database: Database, log: AuditLog) -> None:
    sign_in = SignIn(database, Path())
    link = Administration(database=database).invite(
        ADMIN, Account(id="", name="Siv", email="siv@example.no", role=FACILITATOR)
    )
    accounts = Accounts(sign_in=sign_in)
    accounts.use_link(token=link.token, password=PASSWORD)
    sign_in.sign_in(email="siv@example.no", password=PASSWORD)
    for email in ("siv@example.no", "nobody@example.no"):
        with pytest.raises(BadInput):
            sign_in.sign_in(email=email, password="noe helt annet")
    siv = Person(id=link.account.id, name="Siv", role=FACILITATOR, units=frozenset())
    accounts.change_password(siv, current=PASSWORD, password=PASSWORD)
    accounts.sign_out_everywhere(siv)
    assert deeds(log) == [
        (Deed.GAVE_ACCESS, "Anne", "Siv"),
        (Deed.LINK_USED, "Siv", ""),
        (Deed.SIGNED_IN, "Siv", ""),
        (Deed.SIGN_IN_FAILED, "", "Siv"),
        (Deed.SIGN_IN_FAILED, "", ""),
        (Deed.PASSWORD_CHANGED, "Siv", ""),
        (Deed.SIGNED_OUT_EVERYWHERE, "Siv", ""),
    ]


def test_what_is_opened_and_taken_away_is_written_down_once_for_each_look(database: Database, log: AuditLog) -> None:
    history = History(database=database)
    leading = replace(LEADING, reads_leader=frozenset({UNIT.id}))
    history.overview(KARI)
    for _ in range(3):
        history.unit(KARI, UNIT.id)
    history.unit(leading, UNIT.id)
    history.unit(KARI, UNIT.id, file="csv")
    assert deeds(log) == [
        (Deed.OPENED_OVERVIEW, "Kari", ""),
        (Deed.OPENED_UNIT, "Kari", UNIT.name),
        (Deed.OPENED_UNIT, "Lars", UNIT.name),
        (Deed.TOOK_FIGURES, "Kari", UNIT.name),
    ]
    assert last(log).detail == "Fil: csv"
    with pytest.raises(NotAllowed):
        history.unit(replace(LEADING, units=frozenset()), UNIT.id)
    assert len(deeds(log)) == 4


def test_a_leader_can_find_who_saw_figures_about_him(database: Database, log: AuditLog) -> None:
    History(database=database).unit(replace(KARI, reads_leader=frozenset({UNIT.id})), UNIT.id)
    assert last(log).detail == "Med tall om lederen"


def test_a_session_and_its_minutes_are_written_down_by_the_day_it_was_held(house: House, log: AuditLog) -> None:
    house.go_to(CHOICE)
    review = Review(database=house.database, secret=b"")
    review.session(KARI, house.session_id)
    with pytest.raises(NotAllowed):
        review.minutes(KARI, house.session_id)
    house.end()
    review.minutes(KARI, house.session_id)
    told = deeds(log, deeds=SUBJECTS["opened"] | SUBJECTS["files"])
    assert told == [(Deed.OPENED_SESSION, "Kari", UNIT.name), (Deed.TOOK_MINUTES, "Kari", UNIT.name)]
    assert last(log).detail.startswith("Samlingen ")


def test_a_change_of_role_and_units_says_from_what_to_what(database: Database, log: AuditLog) -> None:
    administration = Administration(database=database)
    draft = Account(
        id="",
        name="Siv",
        email="siv@example.no",
        role=LEADER,
        memberships=(Membership(unit_id=UNIT.id, leads=True, leads_since=date(2026, 1, 7)),),
    )
    account = administration.invite(ADMIN, draft).account
    assert last(log).detail == f"Rolle: Leder. Fikk: {UNIT.name} (leder enheten fra 07.01.2026)"
    administration.change(ADMIN, account)
    assert len(deeds(log)) == 1, "nothing was changed"
    changed = replace(account, name="Siv Ås", role=FACILITATOR, everywhere=True, memberships=())
    administration.change(ADMIN, changed)
    assert last(log) == replace(
        last(log),
        who="Anne",
        what="Endret tilgangen",
        about="Siv",
        detail="Rolle: fra Leder til Fasilitator. Har alle enheter. Navn: fra Siv til Siv Ås. "
        f"Mistet: {UNIT.name} (leder enheten fra 07.01.2026)",
    )
    administration.new_link(ADMIN, account.id)
    administration.sign_out_everywhere(ADMIN, account.id)
    administration.close(ADMIN, account.id)
    assert [deed for deed, _, _ in deeds(log)[2:]] == [
        Deed.MADE_LINK,
        Deed.SIGNED_SOMEBODY_OUT,
        Deed.CLOSED_ACCOUNT,
    ]
    assert last(log).about == "Siv Ås", "the name outlives the account, here alone"


def test_units_and_sessions_that_are_made_are_written_down(database: Database, log: AuditLog) -> None:
    preparation = Preparation(database=database, content=CONTENT)
    unit_id = preparation.create_unit(ADMIN, name="Skole", leader_role="rektor", agreed_roles="", discussed_on=None)
    unit = preparation.unit(ADMIN, unit_id)
    preparation.change_unit(ADMIN, unit)
    preparation.change_unit(ADMIN, replace(unit, discussed_on=date(2026, 1, 5)))
    assert last(log).detail == "Endret: når pulsen ble drøftet"
    preparation.create_session(
        ADMIN,
        unit_id=unit_id,
        agenda_id="90-minutter",
        held_on=date(2026, 12, 2),
        language="nb",
        order=["velkommen"],
        chosen_question=None,
    )
    assert deeds(log) == [
        (Deed.CREATED_UNIT, "Anne", "Skole"),
        (Deed.CHANGED_UNIT, "Anne", "Skole"),
        (Deed.CREATED_SESSION, "Anne", "Skole"),
    ]


async def test_nothing_that_participants_do_is_written_down(house: House, log: AuditLog) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    before = deeds(log)
    seats = house.join(5)
    await house.answer_all(seats, [["te"]] * 5)
    house.find(token=seats[0].token)
    house.participation.leave(seats[0])
    assert deeds(log) == before


def test_a_line_can_be_neither_changed_nor_deleted(database: Database) -> None:
    put(database, actor="kari", actor_name="Kari")
    ways = ["UPDATE audit_log SET actor_name = 'Ola'", "DELETE FROM audit_log"]
    for way in [*ways, *([] if database.is_sqlite else ["TRUNCATE audit_log"])]:
        with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as db:
            db.execute(text(way))


def test_lines_past_their_period_are_deleted_with_all_else(database: Database, log: AuditLog) -> None:
    put(database, days_ago=800)
    kept = put(database, days_ago=500)
    assert Retention(database=database).carry_out()["log"] == 1
    with database.reading() as db:
        assert [one.id for one in audit.entries(db, Selection())] == [kept.id]


def test_the_log_is_read_page_by_page_and_by_day_person_and_subject(database: Database, log: AuditLog) -> None:
    for days_ago in range(1, 2 * PAGE_LENGTH + 2):
        put(database, days_ago=days_ago, actor=f"a{days_ago % 2}", actor_name=f"A{days_ago % 2}")
    first = log.page(ADMIN, selection({}))
    second = log.page(ADMIN, selection({}), older_than=first.older)
    third = log.page(ADMIN, selection({}), older_than=second.older)
    read = [*first.entries, *second.entries, *third.entries]
    assert [len(page.entries) for page in (first, second, third)] == [PAGE_LENGTH, PAGE_LENGTH, 2]
    assert [one.at for one in read] == sorted((one.at for one in read), reverse=True)
    assert (read[0].deed, third.older) == (Deed.OPENED_LOG, "")

    assert {one.actor for one in log.page(ADMIN, selection({"hvem": "a1"})).entries} == {"a1"}
    assert {one.deed for one in log.page(ADMIN, selection({"hva": "opened"})).entries} == {Deed.OPENED_LOG}
    day = (clock.now() - timedelta(days=3)).astimezone().date().isoformat()
    assert len(log.page(ADMIN, selection({"fra": day, "til": day})).entries) == 1
    assert log.actors(ADMIN) == {"a0": "A0", "a1": "A1", "admin": "Anne"}


@pytest.mark.parametrize(
    ("asked", "field"), [({"fra": "i går"}, "fra"), ({"fra": "2026-02-02", "til": "2026-02-01"}, "til")]
)
def test_days_that_make_no_sense_are_refused(asked: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        selection(asked)
    assert refused.value.slots["field"] == field


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("trick", ["=HYPERLINK(0)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_is_never_a_formula_in_a_file(database: Database, log: AuditLog, trick: str) -> None:
    put(database, days_ago=1, actor="kari", actor_name=trick)
    entries = log.everything(ADMIN, selection({}), file="csv")
    assert f";'{trick};" in audit_csv(entries).decode("utf-8-sig").replace('"', "")
    sheet = load_workbook(BytesIO(audit_workbook(entries))).active
    cell = sheet.cell(3, 2)
    assert (cell.value.strip(), cell.data_type) == (trick.strip(), "s")
    assert deeds(log)[-1] == (Deed.TOOK_LOG, "Anne", "")


def test_a_restored_database_goes_on_with_the_log_before(database: Database, log: AuditLog, tmp_path: Path) -> None:
    backups = Backups(database=database, folder=tmp_path / "backups", keep=3)
    put(database, days_ago=2, actor_name="before")
    taken = backups.take(Occasion.ASKED)
    put(database, days_ago=1, actor_name="after")
    backups.restore(taken.file, replace=True)
    assert deeds(log) == [
        (Deed.SIGNED_IN, "before", ""),
        (Deed.SIGNED_IN, "after", ""),
        (Deed.BACKED_UP, "", ""),
        (Deed.RESTORED, "", ""),
    ]
    assert last(log).who == "Serveren"
    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as db:
        db.execute(text("DELETE FROM audit_log"))


def test_every_deed_belongs_to_one_subject() -> None:
    listed = [deed for group in SUBJECTS.values() for deed in group]
    assert sorted(listed) == sorted(Deed)
