"""The session after a workshop of several sittings: it follows up what all of them promised and lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import COMMITMENTS, CONTENT, KARI, UNIT, House, create_session, scene
from tests.integration.test_sittings import Workshop, on_both
from workshop_app.domain.agenda import Phase
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import commitments, lifts
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services.history import History
from workshop_app.services.preparation import Preparation

#: What differs between the databases is tried on both.
DATABASES = ("sqlite",)
AGENDA, FIRST, SECOND, THIRD = "puls-30-minutter", "tiltak-fra-sist", "tiltak-fra-sist-2", "tiltak-fra-sist-2-3"


@pytest.fixture
def workshop(new_house: HouseFactory, database: Database) -> Workshop:
    """A day that promised two things and a night that promised one, both over."""
    held = Workshop(new_house, database)
    for house, whats in zip(held.houses, (["Ringe først", "Møtes ukentlig"], ["Skrive vaktrapport"]), strict=True):
        house.go_to(COMMITMENTS)
        for position, what in enumerate(whats, start=1):
            house.facilitation.write_card(house.code, KARI, position=position, field="what", value=what)
        house.end()
    return held


def steps(database: Database) -> list[str]:
    agenda = Preparation(database=database, content=CONTENT).agenda(UNIT, AGENDA)
    return [activity.id for activity in agenda.activities]


def half_hour(new_house: HouseFactory, database: Database, *, order: list[str] | None = None) -> House:
    """The unit's next session."""
    return new_house(code=create_session(database, agenda=AGENDA, order=order or steps(database)))


def test_there_is_a_step_for_what_each_sitting_promised(
    workshop: Workshop, new_house: HouseFactory, database: Database
) -> None:
    shipped = [activity.id for activity in CONTENT.agendas[AGENDA].activities]
    place = shipped.index(SECOND) + 1
    assert steps(database) == [*shipped[:place], THIRD, *shipped[place:]]
    third = half_hour(new_house, database).agenda.activity(THIRD)
    assert (third.title.nb, third.may_skip) == ("Tiltak 3 fra sist", True)


@on_both
async def test_each_sittings_commitment_is_followed_up_and_told_whose_it_is(
    workshop: Workshop, new_house: HouseFactory, database: Database
) -> None:
    later = half_hour(new_house, database)
    night = workshop.houses[1]
    seen = []
    for step in (FIRST, SECOND, THIRD):
        later.go_to(step, Phase.OPEN)
        (card,) = stage_frame(scene(later)).commitments
        assert phone_frame(scene(later)).commitments == [card]
        seen.append((card.position, card.what, card.origin))
        if step == SECOND:
            await later.answer_all(later.join(5), ["no"] * 5)
            later.press()
            later.facilitation.follow_up(later.code, KARI, state="done")
            form = control_frame(scene(later)).follow
            assert (form.what, form.origin, form.state) == (
                "Skrive vaktrapport",
                "Tiltak fra økt 2, 03.03.2026",
                "done",
            )
            assert stage_frame(scene(later)).mode == "Tiltak fra økt 2, 03.03.2026"
    assert seen == [
        (1, "Ringe først", "Tiltak fra økt 1, 02.03.2026"),
        (2, "Skrive vaktrapport", "Tiltak fra økt 2, 03.03.2026"),
        (3, "Møtes ukentlig", "Tiltak fra økt 1, 02.03.2026"),
    ]
    with database.reading() as db:
        assert [card.state for card in commitments.list_cards(db, night.session_id)] == ["done"]
    later.end()
    asked = {one.id: one for one in minutes_content(later.snapshot, minimum=5).asked}
    assert asked[SECOND].wording[0] == "Tiltak fra økt 2, 03.03.2026: Skrive vaktrapport"
    assert "Gjort." in asked[SECOND].notes


async def test_what_has_no_step_of_its_own_is_told_of_where_the_last_one_is(
    workshop: Workshop, new_house: HouseFactory, database: Database
) -> None:
    later = half_hour(new_house, database, order=[step for step in steps(database) if step != THIRD])
    for step, told in ((FIRST, False), (SECOND, True)):
        later.go_to(step, Phase.REVEALED)
        assert control_frame(scene(later)).hint.startswith("1 tiltak fra sist har ikke noe eget steg") is told


def test_the_units_page_has_all_sittings_commitments_together(workshop: Workshop, database: Database) -> None:
    page = unit_report(unit_figures(History(database=database).unit(KARI, UNIT.id))).promises
    assert page.latest_title == "Tiltak fra alle øktene"
    assert [(one.what, one.session) for one in page.latest] == [
        ("Ringe først", "Økt 1, 02.03.2026"),
        ("Møtes ukentlig", "Økt 1, 02.03.2026"),
        ("Skrive vaktrapport", "Økt 2, 03.03.2026"),
    ]
    assert page.earlier == []
    assert [row.head for row in page.over_time.rows] == ["Økt 1, 02.03.2026", "Økt 2, 03.03.2026"]


@on_both
def test_an_answer_that_came_between_two_sittings_is_told_to_both_when_they_meet_again(
    new_house: HouseFactory, database: Database
) -> None:
    workshop = Workshop(new_house, database)
    day, night = workshop.houses
    day.go_to(COMMITMENTS, Phase.WRITING)
    day.facilitation.lift(day.code, KARI, what="Bestille vikar selv", why="Vi venter")
    day.end()
    night.open_lobby()
    assert stage_frame(scene(night)).brought == []
    (sent,) = day.snapshot.lifts
    assert sent.lift.reminded_on is None
    with database.unit_of_work() as db:
        answered = replace(sent.lift, answer="yes", sentence="Ja", by=date(2026, 5, 1))
        lifts.change_lift(db, replace(answered, answered_on=date(2026, 3, 2), told_on=date(2026, 3, 2)))
    night.press()
    night.end()
    later = Workshop(new_house, database)
    for sitting in later.houses:
        sitting.open_lobby()
        assert len(stage_frame(scene(sitting)).brought) == 1
        sitting.press()
        sitting.end()
