"""The made-up municipality on a real database: what a visitor sees, and what must not be left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.house import CONTENT
from workshop_app.demo import keeping, truth
from workshop_app.demo.truth import UNITS
from workshop_app.demo.writing import LED_UNIT, write_example
from workshop_app.domain.access import Person
from workshop_app.domain.audit import Deed
from workshop_app.domain.disclosure import Hidden
from workshop_app.domain.lifts import LiftAnswer
from workshop_app.domain.session import Stage
from workshop_app.kinds.question.rules import QuestionBody
from workshop_app.live.views.report import report
from workshop_app.persistence import session_log, sessions
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import municipality_page
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.services import clock
from workshop_app.services.history import History
from workshop_app.services.review import Review
from workshop_app.services.sign_in import SignIn
from workshop_app.settings import Settings

TODAY = date(2026, 3, 2)


def written(file: Path) -> Database:
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    write_example(database, content=CONTENT, password_hash="-", today=TODAY)
    return database


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = written(tmp_path_factory.mktemp("example") / "eksempel.db")
    yield database
    database.close()


def signed_in(database: Database, role: str) -> Person:
    """As `SignIn.person` finds them: with what they belong to."""
    cookie = SignIn(database, Path())._remember(role, Deed.SIGNED_IN)
    person = SignIn(database, Path()).person(cookie)
    assert person is not None
    return person


@pytest.fixture(scope="module")
def figures(example: Database) -> dict[str, UnitFigures]:
    """What the facilitator may see of each unit."""
    history, person = History(database=example), signed_in(example, "facilitator")
    found = [glance.unit.id for glance in history.overview(person).units]
    return {unit: unit_figures(history.unit(person, unit)) for unit in found}


def headline(figures: UnitFigures) -> list[int | None]:
    assert figures.pulse is not None
    return [point.n for point in figures.pulse.lines[0].points]


def test_every_unit_has_the_sessions_that_were_held(figures: dict[str, UnitFigures]) -> None:
    held = {unit.key: sum(answers is not None for answers in unit.answers) for unit in UNITS}
    assert {unit: len(one.sessions) for unit, one in figures.items()} == held
    newest = max(one.occasion.record.held_on for each in figures.values() for one in each.sessions)
    assert TODAY - timedelta(days=14) < newest < TODAY
    assert all(one.occasion.record.held_on.weekday() < 5 for each in figures.values() for one in each.sessions)


def test_a_unit_under_the_threshold_shows_nothing_but_its_commitments(figures: dict[str, UnitFigures]) -> None:
    small = figures["friskliv"]
    assert set(headline(small)) == {None}
    assert all(isinstance(one.dilemma, Hidden) and isinstance(one.points, Hidden) for one in small.sessions)
    assert small.commitments
    assert figures["oppvekst"].pulse is None


def test_the_wording_and_the_unit_break_the_line(figures: dict[str, UnitFigures]) -> None:
    def breaks(unit: str) -> list[int]:
        assert figures[unit].pulse is not None
        return [n for n, point in enumerate(figures[unit].pulse.lines[0].points) if point.after_break]

    wording = truth.EARLIER_WORDING.until
    assert breaks("teknisk") == [wording]
    assert breaks("hjemme-sor") == [wording, 4]


def test_the_trends_that_a_visitor_sees_are_the_true_ones(figures: dict[str, UnitFigures]) -> None:
    for unit in UNITS:
        pulse = figures[unit.key].pulse
        for line in pulse.lines if pulse else ():
            if line.trend:
                rises = unit.change.get(line.dimension, 0) > 0
                assert (line.trend.rising, line.trend.falling) == (rises, False), (unit.key, line.dimension)


def test_figures_about_the_leader_are_for_the_leader_concerned_only(example: Database) -> None:
    history = History(database=example)
    leader = signed_in(example, "leader")
    for role, sees in (("leader", True), ("facilitator", False), ("administrator", False)):
        pulse = unit_figures(history.unit(signed_in(example, role), LED_UNIT)).pulse
        assert pulse is not None
        assert ("c" in [line.dimension for line in pulse.lines]) is sees, role
    assert leader.units == {LED_UNIT}


def test_units_take_different_questions_and_learn_from_most_commitments(figures: dict[str, UnitFigures]) -> None:
    taken = [tuple(one.question.id for one in each.sessions if one.question) for each in figures.values()]
    assert len({questions for questions in taken if len(questions) == 8}) >= 4
    for each in figures.values():
        last = each.sessions[-1].occasion.record.id if each.sessions else ""
        for line in each.commitments:
            assert bool(line.card.learnt) == bool(line.card.settled_on) == (line.session_id != last)
            assert line.card.missing() == ()


def test_units_lift_to_the_level_above_and_most_is_answered(example: Database, figures: dict[str, UnitFigures]) -> None:
    sent = [one for each in figures.values() for one in each.history.lifts]
    assert {one.lift.level_id for one in sent} == {unit.under for unit in UNITS if any(unit.answers)}
    assert {one.lift.answer for one in sent} == {None, *LiftAnswer}
    assert all(one.lift.sent_on <= (one.lift.told_on or TODAY) <= TODAY for one in sent)
    told = municipality_page(
        municipality_figures(History(database=example).overview(signed_in(example, "administrator")))
    )
    assert "løftet" in told.lifts
    assert "døgn" in told.lifts


def test_no_answer_is_left_and_every_log_leads_to_the_end(example: Database) -> None:
    with example.reading() as db:
        for table in ("ballots", "seats", "writers"):
            assert db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
        assert db.execute(text("SELECT count(*) FROM runs WHERE secret IS NOT NULL OR NOT sealed")).scalar_one() == 0
        ids = db.execute(text("SELECT id FROM sessions")).scalars().all()
        lives = [session_log.load_live(db, session_id) for session_id in ids]
    assert {live.stage for live in lives} == {Stage.ENDED}
    assert all(live.next_date and live.started_at and live.groups for live in lives)
    with example.reading() as db:
        assert sessions.running_sessions(db) == []


def test_every_session_can_be_read_as_a_finished_one(example: Database, figures: dict[str, UnitFigures]) -> None:
    facilitator = signed_in(example, "facilitator")
    review = Review(database=example, secret=b"")
    for each in figures.values():
        for one in each.sessions[-1:]:
            snapshot = review.session(facilitator, one.occasion.record.id)
            assert report(snapshot, minimum=5, now=clock.now()).asked
            assert snapshot.municipality.is_example


def content(database: Database) -> list[object]:
    """All that a visitor may come to see; what names runs and keys ballots is random and gone."""
    with database.reading() as db:
        wanted = (
            "SELECT * FROM units ORDER BY id",
            "SELECT * FROM sessions ORDER BY id",
            "SELECT session_id, version, kind, payload, at FROM session_events ORDER BY session_id, version",
            "SELECT session_id, activity_id, round, figures FROM aggregates JOIN runs ON id = run_id ORDER BY 1, 2, 3",
            "SELECT * FROM proposals ORDER BY id",
            "SELECT * FROM commitments ORDER BY id",
            "SELECT * FROM lifts ORDER BY id",
        )
        return [tuple(row) for query in wanted for row in db.execute(text(query))]


def test_the_same_day_gives_the_same_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        truth, "UNITS", tuple(replace(unit, under=None) for unit in UNITS if unit.key in {"vei", LED_UNIT})
    )
    first, second = written(tmp_path / "first.db"), written(tmp_path / "second.db")
    assert content(first) == content(second)
    first.close()
    second.close()


def test_content_of_an_operators_own_gives_an_example_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truth, "UNITS", tuple(unit for unit in UNITS if unit.key in {"helse", LED_UNIT}))
    agenda = CONTENT.agendas["90-minutter"]
    question = agenda.activity("hva-na")
    assert isinstance(question.body, QuestionBody)
    others = tuple(replace(one, id=f"own-{one.id}") for one in question.body.questions)
    changed = replace(question, body=replace(question.body, questions=others))
    own = replace(agenda, id="own", activities=tuple(changed if a is question else a for a in agenda.activities))
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    upgrade(database)
    write_example(database, content=replace(CONTENT, agendas={"own": own}), password_hash="-", today=TODAY)
    with database.reading() as db:
        assert sessions.running_sessions(db) == []
        assert len(sessions.sessions_of_unit(db, LED_UNIT)) == 8
    database.close()


def example_settings(tmp_path: Path) -> Settings:
    operators = Settings.from_env(
        {"WORKSHOP_DATA_DIR": str(tmp_path), "WORKSHOP_DATABASE_URL": "sqlite:////somewhere/real.db"}
    )
    settings = Settings.from_env(keeping.environment(operators))
    settings.prepare_data_dir()
    return settings


def test_the_example_is_made_once_for_each_version_and_touches_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(truth, "UNITS", tuple(unit for unit in UNITS if unit.key in {"helse", LED_UNIT}))
    (tmp_path / "workshop.db").write_text("real")
    told: list[str] = []
    settings = example_settings(tmp_path)
    keeping.make_example(settings, told.append)
    first = (settings.data_dir / "eksempel.db").stat().st_mtime_ns
    keeping.make_example(settings, told.append)
    assert (settings.data_dir / "eksempel.db").stat().st_mtime_ns == first
    assert len(told) == 1

    (settings.data_dir / "eksempel.version").write_text("older")
    keeping.make_example(settings, told.append)
    assert len(told) == 2
    assert (tmp_path / "workshop.db").read_text() == "real"
    assert sorted(file.name for file in settings.data_dir.iterdir()) == ["eksempel.db", "eksempel.version"]

    database = Database(settings.database_url)
    try:
        for line in keeping.sign_in_lines()[1:]:
            assert SignIn(database, settings.data_dir).sign_in(email=line.strip(), password=keeping.PASSWORD)
        assert SignIn(database, settings.data_dir).set_up_path() is None
    finally:
        database.close()
