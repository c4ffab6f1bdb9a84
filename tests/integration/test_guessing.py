"""What a leader's browser is sent to lay a guess beside: nothing before the room, no more than the leader's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import ITEMS, KARI, LEADING, PULSE, UNIT, House, create_session
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NotAllowed
from workshop_app.persistence.engine import Database
from workshop_app.reports.leaders_guess import GuessRow, GuessSheet, guess_sheet
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.services.audit import AuditLog, Selection
from workshop_app.services.guessing import Guessing
from workshop_app.services.history import History
from workshop_app.services.review import Review
from workshop_app.services.sittings import Sittings

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

LARS = replace(
    LEADING,
    leads=frozenset({UNIT.id}),
    reads_leader=frozenset({UNIT.id}),
    leads_since={UNIT.id: date(2020, 1, 1)},
)
RESULT = "pulsen-i-dag"


def sheet(house: House, person=LARS, *, minimum: int = 5) -> GuessSheet:
    guessing = Guessing(database=house.database, minimum=minimum)
    return guess_sheet(guessing.pulse(person, house.snapshot.record.id))


async def answer_pulse(house: House, number: int, step: int = 3) -> None:
    house.go_to(PULSE, Phase.OPEN)
    await house.answer_all(house.join(number), [dict.fromkeys(ITEMS, step)] * number)


def rows(house: House, **options: int) -> dict[str, GuessRow]:
    return {row.id: row for row in sheet(house, **options).rows}


def looks(database: Database) -> int:
    admin = replace(LARS, role="administrator")
    return sum(entry.deed == "opened_session" for entry in AuditLog(database=database).page(admin, Selection()).entries)


async def test_before_the_room_has_seen_the_pulse_there_is_a_scale_and_no_figure(house: House) -> None:
    await answer_pulse(house, 12)
    for activity, phase in ((PULSE, Phase.OPEN), (PULSE, Phase.CLOSED), ("hundre-poeng", Phase.TODAY)):
        house.go_to(activity, phase)
        found = sheet(house)
        assert not found.is_out
        assert [(row.mean, row.low, row.high, row.answered, row.hidden) for row in found.rows] == [
            (0, 0, 0, "", "")
        ] * 4
    assert [(step.label, step.says) for step in found.steps[:3]] == [
        ("1", "Helt uenig"),
        ("1,5", "Mellom «Helt uenig» og «Ganske uenig»"),
        ("2", "Ganske uenig"),
    ]
    assert len(found.steps) == 9
    assert looks(house.database) == 0


async def test_with_the_result_come_the_figures_that_the_room_has_and_where_they_probably_lie(house: House) -> None:
    await answer_pulse(house, 12)
    house.go_to(RESULT, Phase.SHOWN)
    found = rows(house)
    assert (found["a"].mean, found["a"].low < 30 < found["a"].high) == (30, True)
    assert found["a"].answered.startswith("Enheten svarte 3,0, trolig mellom 2,")
    assert found["a"].aloud["like"] == "Rom for selvledelse: Dere svarte omtrent som jeg trodde."
    assert (found["c"].mean, found["c"].hidden) == (
        0,
        "Tall om deg som leder kommer først når samlingen er avsluttet.",
    )
    assert looks(house.database) == 1


async def test_afterwards_it_has_what_the_leaders_page_has_and_nothing_to_say_aloud_of_the_leader(house: House) -> None:
    await answer_pulse(house, 12)
    house.end()
    found = rows(house)
    history = unit_figures(History(database=house.database).unit(LARS, UNIT.id)).pulse
    assert history is not None
    page = {line.dimension: line.points[-1] for line in history.lines}
    assert {id_: (row.mean, row.low, row.high) for id_, row in found.items()} == {
        id_: (point.mean.tenths, point.low, point.high) for id_, point in page.items() if point.mean
    }
    assert found["c"].mean
    assert found["c"].aloud == {}


@pytest.mark.parametrize(("number", "shown"), [(4, ""), (6, "ab"), (9, "abc")])
async def test_what_is_withheld_has_no_figure_and_says_so(house: House, number: int, shown: str) -> None:
    await answer_pulse(house, number)
    house.end()
    found = rows(house)
    assert "".join(id_ for id_, row in found.items() if row.mean) == shown
    assert {row.hidden for row in found.values() if not row.mean} == {
        "For få svar til å vise tall. Da sier vi heller ikke noe om det du gjettet."
    }


async def test_too_few_answers_are_out_when_the_room_is_told_so(house: House) -> None:
    await answer_pulse(house, 4)
    house.go_to(RESULT, Phase.SHOWN)
    found = sheet(house)
    assert found.is_out
    assert [row.mean for row in found.rows] == [0] * 4


async def test_a_raised_threshold_counts_here_too(house: House) -> None:
    await answer_pulse(house, 9)
    house.end()
    assert all(row.mean == 0 for row in rows(house, minimum=10).values())


async def test_a_new_leader_is_sent_no_figure_about_the_one_before(house: House) -> None:
    await answer_pulse(house, 12)
    house.end()
    new = replace(LARS, leads_since={UNIT.id: date(2999, 1, 1)})
    found = {row.id: row for row in sheet(house, new).rows}
    assert (bool(found["a"].mean), found["c"].mean) == (True, 0)


@pytest.mark.parametrize("person", [KARI, LEADING, replace(LARS, leads=frozenset({"other"}))])
def test_it_is_the_units_own_leader_who_guesses(house: House, person) -> None:
    with pytest.raises(NotAllowed):
        sheet(house, person)


async def test_of_several_sittings_nothing_is_out_before_all_have_been_counted(
    new_house: HouseFactory, database: Database
) -> None:
    order, sittings = [PULSE, RESULT], Sittings(database=database)
    day = new_house(code=create_session(database, order=order))
    night = new_house(code=sittings.add(KARI, day.session_id, held_on=date(2026, 3, 3)))
    for house, number in ((day, 7), (night, 6)):
        await answer_pulse(house, number)
        house.go_to(RESULT, Phase.SHOWN)
        house.end()
        assert [sheet(one).is_out for one in (day, night)] == [False, False]
    sittings.finish(KARI, day.session_id)
    both = [sheet(one) for one in (day, night)]
    assert both[0].measured == both[1].measured
    assert [[row.mean for row in one.rows] for one in both] == [[30, 30, 30, 30]] * 2


def test_without_a_pulse_there_is_nothing_to_guess(new_house: HouseFactory, database: Database) -> None:
    house = new_house(code=create_session(database, order=["velkommen", "hundre-poeng"]))
    with pytest.raises(NotAllowed):
        sheet(house)
    assert not Guessing(database=database).is_offered(LARS, house.snapshot)


async def test_the_way_there_is_offered_to_the_leader_until_the_session_is_over(house: House) -> None:
    review = Review(database=house.database, secret=b"")
    for person, offered in ((LARS, True), (KARI, False)):
        (line,) = review.sessions_of(person, UNIT.id)
        assert line.may_guess == Guessing(database=house.database).is_offered(person, house.snapshot) == offered
    house.go_to(RESULT, Phase.SHOWN)
    house.end()
    (line,) = review.sessions_of(LARS, UNIT.id)
    assert not line.may_guess
    assert not Guessing(database=house.database).is_offered(LARS, house.snapshot)
