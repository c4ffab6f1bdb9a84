"""Looking back on a real database: whose it is, what a list of units rests on, and what became of commitments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from benchmarks.past_sessions import Past, card, store
from tests.integration.house import ADMIN, CONTENT, KARI, LEADING, PULSE, STRANGER, UNIT
from tests.past import Held, hold
from workshop_app.domain.agenda import Language
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.disclosure import Audience, ShownDimension, ShownPulse
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.reports.figure_words import mean_text
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.municipality_figures import municipality_figures
from workshop_app.reports.municipality_page import MunicipalityPage, municipality_page
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.services.history import History
from workshop_app.services.overview import glances
from workshop_app.services.snapshot import load_snapshot

TODAY = date(2026, 6, 1)
VIEWED = ViewContext(
    minimum=5,
    now=datetime(2026, 7, 1, tzinfo=UTC),
    address="",
    addresses=(),
    encrypted=True,
    require_https=False,
    stage_path="",
)


@pytest.fixture
def history(database: Database) -> History:
    """One unit with three sessions, the last one under the threshold; one above it and one beside it without any."""
    with database.unit_of_work() as db:
        units.add_unit(db, replace(UNIT, id="over", name="Ærlig arbeid"), member="kari")
        units.change_unit(db, replace(UNIT, parent_id="over"))
        units.add_unit(db, replace(UNIT, id="other", name="Åsen"), member="stranger")
        cards = (card(1), card(2, state=CommitmentState.DONE, settled_on=date(2026, 2, 1)))
        for past in (
            Past(id="s1", held_on=date(2025, 9, 1), cards=cards),
            Past(id="s2", held_on=date(2026, 1, 1), level=4, seed=2),
            Past(id="s3", held_on=date(2026, 4, 1), has_pulse=False, seed=3),
        ):
            store(db, past, unit_id="unit", created_by="kari")
    return History(database=database)


def page_of(history: History, person: object = ADMIN) -> MunicipalityPage:
    return municipality_page(municipality_figures(history.overview(person)))


def test_an_unknown_unit_and_somebody_elses_look_alike(history: History) -> None:
    for unit_id in ("unit", "nowhere"):
        with pytest.raises(NotAllowed, match=r"unit\.not_found"):
            history.unit(STRANGER, unit_id)


def test_units_stand_in_a_tree_in_norwegian_order(history: History) -> None:
    page = page_of(history)
    assert [(unit.name, unit.depth, unit.under) for unit in page.units] == [
        ("Ærlig arbeid", 0, ""),
        ("Helse og mestring", 1, "Ligger under Ærlig arbeid."),
        ("Åsen", 0, ""),
    ]


def test_nobody_sees_other_units_than_ones_own_and_a_missing_parent_is_no_hole(history: History) -> None:
    assert [(unit.name, unit.depth) for unit in page_of(history, KARI).units] == [("Helse og mestring", 0)]
    assert [unit.name for unit in page_of(history, STRANGER).units] == ["Åsen"]


def test_the_list_has_the_headline_of_the_latest_pulse_as_the_units_own_page_has_it(history: History) -> None:
    own = unit_figures(history.unit(KARI, "unit"))
    assert own.pulse is not None
    latest = own.pulse.lines[0].points[1]
    listed = municipality_figures(history.overview(KARI)).units[0].headline

    assert listed is not None
    assert (listed.mean, listed.low, listed.high, listed.n) == (latest.mean, latest.low, latest.high, latest.n)
    (row,) = page_of(history, KARI).units
    assert row.headline.startswith("Rom for selvledelse: ")
    assert "(01.01.2026)" in row.headline
    assert "Sett i lys av" not in row.headline


def test_a_pulse_under_the_threshold_leaves_the_one_before_it(history: History) -> None:
    before = page_of(history, KARI).units[0].headline
    with history.database.unit_of_work() as db:
        store(db, Past(id="s4", held_on=date(2026, 5, 1), people=4), unit_id="unit", created_by="kari")
    assert page_of(history, KARI).units[0].headline == before != ""


def test_a_pulse_shortly_after_another_is_as_coarse_as_on_the_units_own_page(history: History) -> None:
    with history.database.unit_of_work() as db:
        later = Past(id="s4", held_on=date(2026, 1, 8), people=13, level=4, seed=5)
        store(db, later, unit_id="unit", created_by="kari")
    own = unit_figures(history.unit(KARI, "unit"))
    assert own.pulse is not None
    shown = [point.mean for point in own.pulse.lines[0].points if point.mean]
    listed = municipality_figures(history.overview(KARI)).units[0].headline
    assert listed is not None
    assert listed.mean == shown[-1]


def test_one_rule_for_sessions_close_together_on_every_page(history: History) -> None:
    """Line, the session's page, its minutes and the room's screen; another session later changes none of them."""
    days = {date(2026, 6, 1): True, date(2026, 6, 4): False, date(2026, 6, 30): True}
    held = [Held(unit_id="unit", held_on=day, number=number, seed=number) for number, day in enumerate(days, start=12)]
    ids = [hold(history.database, CONTENT, KARI, one) for one in held]
    own = unit_figures(history.unit(KARI, "unit"))
    assert own.pulse is not None
    for id_, point, has_items in zip(ids, own.pulse.lines[0].points[-3:], days.values(), strict=True):
        assert point.mean is not None
        seen = [shown_of(history.database, id_, audience) for audience in (Audience.UNIT, Audience.ROOM)]
        assert [one.mean for one in seen] == [point.mean] * 2
        assert bool(seen[0].items) == bool(point.items) == has_items
        written = minutes_content(load_snapshot(history.database, id_), minimum=5)
        (chart,) = next(one.charts for one in written.asked if one.id == PULSE)
        assert chart.bars[0].text == mean_text(point.mean, "nb")


def shown_of(database: Database, session_id: str, audience: Audience) -> ShownDimension:
    snapshot = load_snapshot(database, session_id)
    scene = Scene(snapshot=snapshot, context=VIEWED, language=Language.BOKMAL)
    shown = scene.shown(snapshot.agenda.activity(PULSE), "pulse", audience)
    assert isinstance(shown, ShownPulse)
    return shown.dimensions[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_list_costs_no_more_for_each_unit_the_more_there_are(history: History) -> None:
    """In steps of the database's own machine, so no clock. It once went through all pulses for each unit."""
    few, many = (_steps_with(history, units_in_all) for units_in_all in (10, 40))
    assert many < 6 * few


def _steps_with(history: History, number: int) -> int:
    database = history.database
    with database.unit_of_work() as db:
        for place in range(len(units.list_units(db, only=None)), number):
            units.add_unit(db, replace(UNIT, id=f"u{place}", name=f"Enhet {place}"), member="kari")
            for session, day in enumerate((date(2025, 1, 9), date(2025, 4, 9))):
                past = Past(id=f"u{place}-{session}", held_on=day, people=6)
                store(db, past, unit_id=f"u{place}", created_by="kari")
    steps = count()
    with database.reading() as db:
        driver = db.connection().connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: next(steps) * 0, 10)
        glances(db, only=None)
        driver.set_progress_handler(None, 0)
    return next(steps)


def test_sessions_and_commitments_are_counted_and_those_below_added_up(history: History) -> None:
    over, unit, other = page_of(history).units

    assert page_of(history).totals == "1 enhet har hatt samling. 1 av 2 tiltak er gjort."
    assert (unit.held, unit.commitments) == ("3 samlinger · Sist 01.04.2026", "1 av 2 tiltak gjort")
    assert (over.held, over.commitments, over.all_under) == (
        "Ingen samling ennå",
        "",
        "Med alle under: 1 av 2 tiltak gjort",
    )
    assert (other.held, other.all_under) == ("Ingen samling ennå", "")


def test_a_parent_has_a_figure_from_two_units_on(history: History) -> None:
    assert [unit.roll_up for unit in page_of(history).units] == ["", "", ""]
    with history.database.unit_of_work() as db:
        units.change_unit(db, replace(UNIT, id="other", name="Åsen", parent_id="over"))
        store(db, Past(id="s9", held_on=date(2026, 2, 1), level=4, seed=9), unit_id="other", created_by="kari")
    page = page_of(history)
    assert page.units[0].roll_up.startswith("Samlet for 2 enheter: ")
    drawn = {unit.glance.unit.id: unit.drawn for unit in municipality_figures(history.overview(ADMIN)).units}
    assert drawn["over"] is None
    for row in page.units[1:]:
        mean = drawn[row.id]
        assert mean is not None
        assert row.headline.endswith(f"Sett i lys av de andre enhetene: {mean_text(mean, 'nb')}.")
    assert "trukket mot snittet" in page.drawn


def test_what_became_of_a_commitment_is_kept_with_the_day(history: History) -> None:
    history.settle(LEADING, session_id="s1", position=1, state="done", learnt="Det gikk  fort.", today=TODAY)

    kept = unit_figures(history.unit(KARI, "unit"))
    assert kept.kept == 2
    assert (kept.commitments[0].card.learnt, kept.commitments[0].card.settled_on) == ("Det gikk fort.", TODAY)


@pytest.mark.parametrize(("session_id", "position"), [("s1", 7), ("nowhere", 1)])
def test_a_commitment_that_is_not_there_cant_be_settled(history: History, session_id: str, position: int) -> None:
    with pytest.raises(NotAllowed):
        history.settle(KARI, session_id=session_id, position=position, state="done", learnt="", today=TODAY)


def test_a_stranger_settles_nothing_and_learns_nothing(history: History) -> None:
    with pytest.raises(NotAllowed, match=r"page\.not_found"):
        history.settle(STRANGER, session_id="s1", position=1, state="done", learnt="", today=TODAY)


def test_a_state_that_there_is_not_and_a_long_text_are_refused(history: History) -> None:
    with pytest.raises(BadInput):
        history.settle(KARI, session_id="s1", position=1, state="excellent", learnt="", today=TODAY)
    with pytest.raises(BadInput, match=r"error\.too_long"):
        history.settle(KARI, session_id="s1", position=1, state="done", learnt="x" * 301, today=TODAY)
