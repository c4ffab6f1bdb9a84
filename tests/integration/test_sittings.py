"""A workshop in several sittings: votes are each sitting's own; the pulse is one measurement, and none stands alone."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text, update

from tests.integration.backed_up import restored
from tests.integration.conftest import KINDS, HouseFactory
from tests.integration.house import (
    ADMIN,
    CHOICE,
    COMMITMENTS,
    ITEMS,
    KARI,
    LEADING,
    PULSE,
    SECRET,
    STRANGER,
    House,
    create_session,
    scene,
)
from tests.integration.test_races import at_once
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.disclosure import ShownLine
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.phases import Move
from workshop_app.domain.retention import Periods
from workshop_app.domain.session import Stage
from workshop_app.domain.sittings import LONGEST, MOST
from workshop_app.domain.tally import tally
from workshop_app.live.views.control import control_frame
from workshop_app.persistence import commitments, history, reorganisations, sessions, workshops
from workshop_app.persistence.backup import LEFT_OUT, write_backup
from workshop_app.persistence.engine import Database
from workshop_app.persistence.tables.sessions import SessionRow, WorkshopRow
from workshop_app.reports.reading import desk_reading
from workshop_app.reports.session_facts import Asked, asked
from workshop_app.reports.tables import tables
from workshop_app.reports.tidy import measured
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.reports.workbook import workbook
from workshop_app.services import clock
from workshop_app.services.backups import Backups, Occasion
from workshop_app.services.guessing import Guessing
from workshop_app.services.history import History
from workshop_app.services.retention import Retention
from workshop_app.services.sittings import Sittings, planned_number
from workshop_app.services.unit_tree import UnitTree

#: What differs between the databases is tried on both.
DATABASES = ("sqlite",)
on_both = pytest.mark.parametrize("database", KINDS, indirect=True)
DAY, NIGHT = date(2026, 3, 2), date(2026, 3, 3)
#: A short workshop: a vote, the pulse, its result, and commitments.
ORDER = [CHOICE, PULSE, COMMITMENTS]
#: Shifts that answer otherwise than each other, so that one can be told from all.
ALL_FOURS, ALL_TWOS = dict.fromkeys(ITEMS, 4), dict.fromkeys(ITEMS, 2)


def number_of(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


class Workshop:
    """A workshop with its sittings as houses on one database."""

    def __init__(self, new_house: HouseFactory, database: Database, *, sittings: int = 2, planned: int | None = None):
        self.use_cases = Sittings(database=database)
        self.database, self._new_house = database, new_house
        code = create_session(database, order=ORDER)
        if planned is not None:
            self.use_cases.begin(KARI, code, planned=planned)
        self.houses = [new_house(code=code)]
        for _ in range(sittings - 1):
            self.further()

    def further(self, held_on: date = NIGHT) -> House:
        code = self.use_cases.add(KARI, self.houses[0].session_id, held_on=held_on)
        self.houses.append(self._new_house(code=code))
        return self.houses[-1]

    @property
    def together(self):
        return self.use_cases.of_session(KARI, self.houses[0].session_id)

    def finish(self) -> None:
        self.use_cases.finish(KARI, self.houses[0].session_id)

    def figures(self) -> list[tuple[int, object]]:
        """(n, figures) of every sitting that has any of the pulse."""
        found = [house.figures(PULSE, "pulse") for house in self.houses]
        return [rounds["pulse"] for rounds in found if rounds]


@pytest.fixture
def workshop(new_house: HouseFactory, database: Database) -> Workshop:
    return Workshop(new_house, database)


async def answer_pulse(house: House, answers: Sequence[object]) -> None:
    """Let people in, ask them the pulse, and go on, so that it is sealed."""
    house.go_to(PULSE, Phase.OPEN)
    await house.answer_all(house.join(len(answers)), answers)
    house.press()
    house.skip()


async def hold(house: House, answers: Sequence[object]) -> None:
    await answer_pulse(house, answers)
    house.end()


def expected(house: House, answers: Sequence[object], *, k: int = 5) -> tuple[int, object]:
    """What one session of all of them would have kept."""
    (aggregate,) = tally(
        house.agenda.activity(PULSE), part="pulse", ballots=[{"pulse": answer} for answer in answers], k=k
    )
    return aggregate.n, aggregate.figures


def headline(database: Database) -> ShownLine:
    found = unit_figures(History(database=database).unit(KARI, "unit")).pulse
    assert found is not None
    return next(line for line in found.lines if line.headline)


@on_both
async def test_all_sittings_make_one_measurement_and_none_stands_alone(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 7)
    assert workshop.figures() == []
    await hold(night, [ALL_TWOS] * 6)
    assert workshop.figures() == []
    assert [number_of(workshop.database, table) for table in ("spreads", "ballots")] == [0, 0]

    workshop.finish()

    assert workshop.figures() == [expected(day, [ALL_FOURS] * 7 + [ALL_TWOS] * 6)]
    assert number_of(workshop.database, "pulse_sums") == 0
    (shown,) = [point for point in headline(workshop.database).points if point.mean]
    assert (shown.n, shown.mean.tenths) == (13, 31)


async def test_votes_are_each_sittings_own(workshop: Workshop) -> None:
    for house, option in zip(workshop.houses, ("kaffe", "te"), strict=True):
        house.go_to(CHOICE, Phase.OPEN)
        await house.answer_all(house.join(5), [option_of(house, at=option == "te")] * 5)
        house.press()
        house.press()
    counted = [house.figures(CHOICE, "vote")["vote"] for house in workshop.houses]
    assert [n for n, _ in counted] == [5, 5]
    assert counted[0] != counted[1]


def option_of(house: House, *, at: int) -> list[str]:
    return [house.agenda.activity(CHOICE).body.options[at].id]


@on_both
async def test_the_last_of_the_planned_sittings_counts_the_pulse(new_house: HouseFactory, database: Database) -> None:
    workshop = Workshop(new_house, database, planned=2)
    day, night = workshop.houses
    await hold(night, [ALL_FOURS] * 5)
    assert workshop.together.workshop.counted_at is None
    await answer_pulse(day, [ALL_TWOS] * 5)
    assert workshop.figures() == []
    day.end()
    assert workshop.figures() == [expected(day, [ALL_FOURS, ALL_TWOS] * 5)]


async def test_a_sitting_more_than_planned_is_waited_for(new_house: HouseFactory, database: Database) -> None:
    workshop = Workshop(new_house, database, sittings=3, planned=2)
    for house in workshop.houses[:2]:
        await hold(house, [ALL_FOURS] * 5)
    assert workshop.together.workshop.planned == 3
    assert workshop.together.workshop.counted_at is None


async def test_a_sitting_that_is_ended_unopened_was_not_held(new_house: HouseFactory, database: Database) -> None:
    workshop = Workshop(new_house, database, planned=2)
    workshop.houses[0].end()
    await hold(workshop.houses[1], [ALL_FOURS] * 5)
    assert [sitting.is_held for sitting in workshop.together.sittings].count(True) == 1
    assert workshop.together.workshop.counted_at is None


@pytest.fixture
def later() -> Iterator[Callable[[timedelta], None]]:
    """Days pass: what is stored is moved into the past."""

    def pass_(database: Database, days: timedelta) -> None:
        with database.unit_of_work() as db:
            db.execute(update(WorkshopRow).values(begun_on=clock.today() - days))

    return pass_


@on_both
async def test_after_fourteen_days_the_house_counts_whatever_there_is(workshop: Workshop, later: Callable) -> None:
    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 5)
    later(workshop.database, LONGEST - timedelta(days=1))
    house.facilitation.keep_house()
    assert workshop.figures() == []
    later(workshop.database, LONGEST)
    house.facilitation.keep_house()
    assert workshop.figures() == [expected(house, [ALL_FOURS] * 10)]


async def test_a_sitting_that_goes_on_past_the_last_day_is_waited_for(workshop: Workshop, later: Callable) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 5)
    night.go_to(PULSE, Phase.OPEN)
    await night.answer_all(night.join(5), [ALL_TWOS] * 5)
    later(workshop.database, LONGEST)
    day.facilitation.keep_house()
    assert workshop.figures() == []
    night.press()
    night.end()
    day.facilitation.keep_house()
    assert workshop.figures() == [expected(day, [ALL_FOURS, ALL_TWOS] * 5)]


@pytest.mark.parametrize(("first", "second"), [(8, 0), (8, 1), (2, 2)])
async def test_only_how_many_is_kept_where_one_sitting_would_stand_alone_or_all_are_too_few(
    workshop: Workshop, first: int, second: int
) -> None:
    for house, number in zip(workshop.houses, (first, second), strict=True):
        await hold(house, [ALL_FOURS] * number)
    workshop.finish()
    assert workshop.figures() == [(first + second, None)]
    assert number_of(workshop.database, "spreads") == 0


async def test_a_small_night_shift_is_counted_with_the_others(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 8)
    await hold(night, [ALL_TWOS] * 3)
    workshop.finish()
    assert workshop.figures() == [expected(day, [ALL_FOURS] * 8 + [ALL_TWOS] * 3)]


async def test_what_only_one_sitting_answered_is_left_out(workshop: Workshop) -> None:
    day, night = workshop.houses
    without_b = {item: answer for item, answer in ALL_TWOS.items() if not item.startswith("b")}
    await hold(day, [ALL_FOURS] * 12)
    await hold(night, [without_b] * 6)
    workshop.finish()
    ((_, figures),) = workshop.figures()
    assert figures["dimensions"]["b"] == {"n": 12}
    assert "mean" in figures["dimensions"]["a"]
    assert not {"b1", "b2", "b3"} & figures["items"].keys()


async def test_a_pulse_that_is_reopened_before_it_is_counted_replaces_its_answers(workshop: Workshop) -> None:
    day, night = workshop.houses
    day.go_to(PULSE, Phase.OPEN)
    seats = day.join(5)
    await day.answer_all(seats, [ALL_TWOS] * 5)
    day.press()
    day.press(Move.REPEAT)
    await day.answer_all(seats, [ALL_FOURS] * 5, seq=2)
    day.press()
    day.end()
    await hold(night, [ALL_FOURS] * 5)
    workshop.finish()
    assert workshop.figures() == [expected(day, [ALL_FOURS] * 10)]


async def test_a_pulse_that_has_been_added_is_never_added_twice(workshop: Workshop) -> None:
    day, night = workshop.houses
    await answer_pulse(day, [ALL_TWOS] * 5)
    day.press(Move.BACK)
    assert day.live.current(day.agenda).id == PULSE
    with pytest.raises(RefusedMove, match=r"sittings\.refused\.again"):
        day.press(Move.REPEAT)
    day.end()
    await hold(night, [ALL_FOURS] * 5)
    workshop.finish()
    assert workshop.figures() == [expected(day, [ALL_TWOS, ALL_FOURS] * 5)]


async def test_sittings_to_come_go_without_a_pulse_that_has_been_counted(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 5)
    workshop.finish()
    with pytest.raises(BadInput, match=r"sittings\.refused\.counted"):
        workshop.further()
    night.open_lobby()
    night.press()
    while night.agenda.activities[night.live.step + 1].id != PULSE:
        night.skip()
    with pytest.raises(RefusedMove, match=r"sittings\.refused\.counted"):
        while True:
            night.press()
    night.skip()
    assert night.live.current(night.agenda).id != PULSE
    assert (PULSE, "pulse") not in night.snapshot.runs


@on_both
async def test_rooms_that_are_counted_in_the_same_moment_lose_nobody(
    new_house: HouseFactory, database: Database
) -> None:
    workshop = Workshop(new_house, database, sittings=4, planned=4)
    for house in workshop.houses:
        house.go_to(PULSE, Phase.OPEN)
        await house.answer_all(house.join(5), [ALL_FOURS, ALL_TWOS, ALL_FOURS, ALL_TWOS, ALL_FOURS])
    assert at_once([house.end for house in workshop.houses]) == [None] * 4
    assert workshop.figures() == [expected(house, [*[ALL_FOURS] * 12, *[ALL_TWOS] * 8])]
    assert number_of(database, "ballots") == 0


@on_both
async def test_a_backup_holds_no_sum_and_a_restore_says_that_it_is_lost(
    workshop: Workshop, backups: Backups, elsewhere: Database, new_house: HouseFactory, later: Callable
) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 6)
    assert number_of(workshop.database, "pulse_sums") == 1
    file = backups.take(Occasion.ASKED).file
    assert "pulse_sums" in LEFT_OUT

    house = restored(elsewhere, file, code=night.code)
    assert number_of(elsewhere, "pulse_sums") == 0
    there = Sittings(database=elsewhere)
    assert there.of_session(KARI, day.session_id).workshop.is_lost
    # The sittings to come make what is left, and what was lost is no part of it.
    await hold(house, [ALL_TWOS] * 6)
    there.finish(KARI, day.session_id)
    assert house.figures(PULSE, "pulse") == {"pulse": (6, None)}
    await house.ballot_box.close()


async def test_backups_between_sittings_hold_nothing_of_what_was_answered(workshop: Workshop, tmp_path: Path) -> None:
    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 6)
        with workshop.database.reading() as db:
            sums = db.execute(text("SELECT sums FROM pulse_sums")).scalar_one()
        write_backup(workshop.database, tmp_path / house.code)
        assert sums.encode() not in (tmp_path / house.code).read_bytes()


async def test_figures_about_a_leader_are_not_made_of_answers_about_two(workshop: Workshop, later: Callable) -> None:
    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 6)
    later(workshop.database, timedelta(days=3))
    with workshop.database.unit_of_work() as db:
        reorganisations.leadership_began(db, "unit", clock.today() - timedelta(days=1))
    workshop.finish()
    ((_, figures),) = workshop.figures()
    assert figures["dimensions"]["c"] == {"n": 12}
    assert "mean" in figures["dimensions"]["a"]


@on_both
async def test_a_unit_is_neither_merged_split_nor_closed_while_its_sittings_wait(workshop: Workshop) -> None:
    tree = UnitTree(database=workshop.database)
    other = tree.create(ADMIN, name="Hjemmetjenesten", leader_role="Leder", parent_id=None)
    await hold(workshop.houses[0], [ALL_FOURS] * 5)
    doings = [
        lambda: tree.close(ADMIN, "unit"),
        lambda: tree.merge(ADMIN, "unit", into_id=other, name="Begge"),
        lambda: tree.merge(ADMIN, other, into_id="unit", name="Begge"),
        lambda: tree.split(ADMIN, "unit", names=["Nord", "Sør"], goes_on=True),
    ]
    for doing in doings:
        with pytest.raises(BadInput, match=r"sittings\.refused\.waiting"):
            doing()
    workshop.finish()
    tree.close(ADMIN, "unit")


@on_both
async def test_a_pulse_within_days_of_any_sitting_is_taken_for_the_same_people(
    workshop: Workshop, new_house: HouseFactory, database: Database, later: Callable
) -> None:
    """The sittings are counted three weeks after the pulse before them, but some answered a week after it."""
    before = new_house(code=create_session(database, order=ORDER))
    await hold(before, [ALL_FOURS] * 12)
    three_weeks = timedelta(days=21)
    with workshop.database.unit_of_work() as db:
        db.execute(text("UPDATE runs SET sealed_at = :at"), {"at": clock.now() - three_weeks})
        db.execute(
            update(SessionRow).where(SessionRow.id == before.session_id).values(held_on=clock.today() - three_weeks)
        )
    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 6 + [ALL_TWOS])
    later(workshop.database, timedelta(days=14))
    workshop.finish()
    (shown,) = [point for point in headline(workshop.database).points if point.n == 14]
    assert shown.mean.tenths % 5 == 0
    assert shown.items == ()


@on_both
async def test_what_one_sitting_voted_and_agreed_is_not_before_the_next(workshop: Workshop) -> None:
    day, night = workshop.houses
    day.go_to(COMMITMENTS)
    day.facilitation.write_card(day.code, KARI, position=1, field="what", value="Spørre ved vaktskiftet")
    day.end()
    with workshop.database.reading() as db:
        record = sessions.find_session(db, night.session_id)
        assert commitments.promised_before(db, record) == ()
        assert history.counted_before(db, record, part="vote") == []


async def test_figures_go_when_they_have_been_kept_long_enough_and_a_sum_that_waits_does_not(
    workshop: Workshop,
) -> None:
    retention = Retention(database=workshop.database)
    past = Periods().totals_before(clock.now()) - timedelta(days=1)

    def long_ago() -> None:
        with workshop.database.unit_of_work() as db:
            db.execute(update(SessionRow).values(ended_at=past))

    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 6)
    long_ago()
    retention.carry_out()
    assert number_of(workshop.database, "pulse_sums") == 1
    workshop.finish()
    assert number_of(workshop.database, "spreads") > 0
    long_ago()
    assert retention.carry_out() == {"totals": 1}
    assert [number_of(workshop.database, table) for table in ("aggregates", "spreads")] == [0, 0]


# Who may do what, and what can't be taken


def test_only_who_prepares_sessions_makes_sittings(workshop: Workshop) -> None:
    first = workshop.houses[0].session_id
    for person in (STRANGER, LEADING):
        for doing in (
            lambda who=person: workshop.use_cases.add(who, first, held_on=NIGHT),
            lambda who=person: workshop.use_cases.begin(who, workshop.houses[0].code, planned=2),
            lambda who=person: workshop.use_cases.finish(who, first),
        ):
            with pytest.raises(NotAllowed):
                doing()
    with pytest.raises(NotAllowed):
        workshop.use_cases.of_session(STRANGER, first)
    seen = workshop.use_cases.of_session(LEADING, first)
    assert (seen.may_add, seen.may_finish) == (False, False)
    assert [sitting.stage for sitting in seen.sittings] == [Stage.DRAFT] * 2


async def test_what_cannot_be_done_changes_nothing(new_house: HouseFactory, database: Database) -> None:
    use_cases = Sittings(database=database)
    house = new_house()
    for number in ("1", str(MOST + 1), "tre", "", "2.5", "9" * 5000):
        with pytest.raises(BadInput, match=r"sittings\.refused\.number"):
            planned_number(number)
    house.go_to(CHOICE)
    with pytest.raises(BadInput, match=r"sittings\.refused\.begun"):
        use_cases.add(KARI, house.session_id, held_on=NIGHT)
    assert [number_of(database, table) for table in ("sessions", "workshops", "sittings")] == [1, 0, 0]
    with pytest.raises(BadInput, match=r"sittings\.refused\.nothing"):
        use_cases.finish(KARI, house.session_id)


async def test_the_last_is_not_over_while_a_sitting_is_open(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 5)
    night.open_lobby()
    with pytest.raises(BadInput, match=r"sittings\.refused\.under_way"):
        workshop.finish()


def test_there_are_no_more_sittings_than_may_be(workshop: Workshop) -> None:
    while len(workshop.together.sittings) < MOST:
        workshop.further()
    assert not workshop.together.may_add
    with pytest.raises(BadInput, match=r"sittings\.refused\.many"):
        workshop.further()


def test_a_further_sitting_has_the_same_agenda(workshop: Workshop) -> None:
    first, second = (house.snapshot.record for house in workshop.houses)
    assert replace(second, id=first.id, code=first.code, held_on=first.held_on) == first
    assert second.held_on == NIGHT


# What is said


def told_of_pulse(house: House) -> Asked:
    return next(one for one in asked(desk_reading(house.snapshot, minimum=5)) if one.id == PULSE)


async def test_pages_and_files_say_when_the_result_comes_and_where_it_is(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 6)
    await hold(night, [ALL_TWOS] * 6)
    due = f"{clock.today() + LONGEST:%d.%m.%Y}"
    assert told_of_pulse(day).result.hidden == (
        f"Resultatet fra pulsen kommer når alle øktene er holdt, senest {due}. Ingen økt vises for seg."
    )
    workshop.finish()
    assert told_of_pulse(day).result.hidden.startswith("Pulsen er talt for alle øktene under ett.")
    assert told_of_pulse(night).notes[0] == "Tallene gjelder alle øktene under ett."
    made = tables(unit_figures(History(database=workshop.database).unit(KARI, "unit")), Language.BOKMAL)
    assert [(row.n, row.first_sitting) for row in made.sessions] == [(None, 1), (12, 1)]
    figures = unit_figures(History(database=workshop.database).unit(KARI, "unit"))
    assert {line.first_sitting for line in measured(figures, Language.BOKMAL)} == {1}
    sheets = load_workbook(BytesIO(workbook(figures, today=DAY)))
    headings = [[cell.value for cell in sheet[1]][-1] for sheet in sheets.worksheets[1:]]
    assert set(headings) == {"Første økt"}
    page = unit_report(unit_figures(History(database=workshop.database).unit(KARI, "unit")))
    assert "Tallene gjelder alle øktene under ett." in page.pulse.sentences
    assert ("03.03.2026" in page.pulse.chart.svg, "02.03.2026" in page.pulse.chart.svg) == (True, False)
    assert [row.cells[0] for row in page.pulse.chart.table.rows] == ["Telles med de andre øktene", "3,0"]


async def test_the_leader_lays_a_guess_beside_all_sittings_and_not_before(workshop: Workshop) -> None:
    leader = replace(LEADING, leads=frozenset({"unit"}), reads_leader=frozenset({"unit"}))
    guessing = Guessing(database=workshop.database)
    for house in workshop.houses:
        await hold(house, [ALL_FOURS] * 6)
    assert [guessing.pulse(leader, house.session_id).is_out for house in workshop.houses] == [False, False]
    workshop.finish()
    found = [guessing.pulse(leader, house.session_id).pulses for house in workshop.houses]
    assert [pulse.aggregate.n for (pulse,) in found] == [12, 12]


async def test_a_sitting_is_not_offered_to_ask_its_pulse_again(workshop: Workshop) -> None:
    (day, _) = workshop.houses
    await answer_pulse(day, [ALL_FOURS] * 5)
    day.press(Move.BACK)
    assert control_frame(scene(day)).repeat_label == ""


# What the database holds between two sittings


def kept_sum(database: Database) -> str:
    with database.reading() as db:
        return str(db.execute(text("SELECT sums FROM pulse_sums")).scalar_one())


@on_both
async def test_what_the_sittings_come_to_is_enciphered_and_always_as_long(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS])
    first = kept_sum(workshop.database)
    await hold(night, [ALL_TWOS] * 11)
    second = kept_sum(workshop.database)
    assert len(first) == len(second)
    assert first[:100] != second[:100]
    assert "dimensions" not in b64decode(first).decode("latin-1")


@on_both
async def test_with_another_key_nothing_is_counted_and_nothing_is_lost(workshop: Workshop) -> None:
    day, database = workshop.houses[0], workshop.database
    await hold(day, [ALL_FOURS] * 6)
    database.secret = b"another key of the server"
    together = workshop.use_cases.of_session(KARI, day.session_id)
    assert (together.is_unread, together.may_finish) == (True, False)
    with pytest.raises(BadInput, match=r"sittings\.unread"):
        workshop.finish()
    database.secret = SECRET
    await hold(workshop.houses[1], [ALL_TWOS] * 6)
    workshop.finish()
    assert workshop.figures() == [expected(day, [ALL_FOURS] * 6 + [ALL_TWOS] * 6)]


async def test_a_key_that_is_lost_leaves_what_can_be_read_and_says_so(workshop: Workshop, later: Callable) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 6)
    workshop.database.secret = b"another key of the server"
    for house in (night, workshop.further()):
        await hold(house, [ALL_TWOS] * 6)
    later(workshop.database, LONGEST)
    day.facilitation.keep_house()
    together = workshop.together
    assert (together.workshop.is_lost, together.is_unread) == (True, False)
    assert workshop.figures() == [expected(night, [ALL_TWOS] * 12)]


async def test_a_sum_from_before_is_enciphered_by_the_house(workshop: Workshop) -> None:
    day, night = workshop.houses
    await hold(day, [ALL_FOURS] * 6)
    with workshop.database.unit_of_work() as db:
        workshop_id = workshop.together.workshop.id
        kept = workshops.pulse_sum(db, workshop_id)
        db.execute(text("UPDATE pulse_sums SET sums = :sums"), {"sums": json.dumps(kept.sums)})
    day.facilitation.keep_house()
    assert not kept_sum(workshop.database).startswith("{")
    await hold(night, [ALL_TWOS] * 6)
    workshop.finish()
    assert workshop.figures() == [expected(night, [ALL_FOURS] * 6 + [ALL_TWOS] * 6)]
