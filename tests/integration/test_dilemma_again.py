"""The same dilemma in a later session of the unit: what it came to then stands beside what it comes to now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.integration.house import CONTENT, DILEMMA, KARI, UNIT, House, create_session, scene
from tests.past import Held, hold
from workshop_app.domain.agenda import Language, Phase, Text
from workshop_app.domain.disclosure import Form, Hidden, ShownAgain, ShownBeforeAfter
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.phrases import phrase
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.services.votes_before import votes_before

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

KNOWLEDGE, CULTURE = "mest-kunnskap", "mest-kultur"
TITLES = [
    "12.01.2026, før samtalen",
    "12.01.2026, etter samtalen",
    "Denne gangen, før samtalen",
    "Denne gangen, etter samtalen",
]
EARLIER = date(2026, 1, 12)


def was_held(database: Database, number: int, *, on: date = EARLIER, first: str = KNOWLEDGE) -> str:
    ballots = [{"first": first, "second": CULTURE}] * number
    return hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=on, number=number, answers={DILEMMA: ballots}))


async def is_held(house: House, *, number: int = 12, first: str = CULTURE) -> None:
    """Today's two votes, up to the press that shows them."""
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    seats = house.join(number)
    await house.answer_all(seats, [first] * number)
    house.press()
    house.press()
    await house.answer_all(seats, [CULTURE] * number)
    house.press()


def titles(house: House) -> Sequence[str]:
    return [group.title for group in stage_frame(scene(house)).groups]


async def test_all_screens_show_then_and_now_side_by_side(database: Database, house: House) -> None:
    was_held(database, 12)
    await is_held(house)

    stage = stage_frame(scene(house))
    assert [group.title for group in stage.groups] == TITLES
    assert [[bar.text for bar in group.bars if bar.text.startswith("80")] for group in stage.groups] == [
        ["80\N{NO-BREAK SPACE}% eller høyere"]
    ] * 4
    assert stage.sentence == (
        "Bildet er nokså likt før og etter. "
        "Det som flyttet seg forrige gang, ser ut til å ha holdt seg fram til denne samlingen."
    )
    phone, control = phone_frame(scene(house)), control_frame(scene(house))
    assert (phone.groups, phone.sentence) == (stage.groups, stage.sentence)
    assert (control.wall, control.sentence) == (stage.groups, stage.sentence)

    house.end()
    (asked,) = (
        one for one in report(house.snapshot, minimum=5, now=scene(house).context.now).asked if one.id == DILEMMA
    )
    assert (asked.groups, asked.sentence) == (stage.groups, stage.sentence)
    (told,) = (one for one in minutes_content(house.snapshot, minimum=5).asked if one.id == DILEMMA)
    assert [chart.title for chart in told.charts] == TITLES
    assert told.sentence == stage.sentence


async def test_nothing_of_then_is_shown_before_the_room_has_voted_now(database: Database, house: House) -> None:
    was_held(database, 12)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    for _ in range(3):
        assert titles(house) == []
        assert house.snapshot.before == {}
        house.press()


async def test_all_votes_have_the_form_of_the_smallest(database: Database, house: House) -> None:
    was_held(database, 6)
    await is_held(house)
    shown = scene(house).shown(house.agenda.activity(DILEMMA), "dilemma")
    assert isinstance(shown, ShownAgain)
    assert (shown.then.form, shown.now.form) == (Form.BINS, Form.BINS)


@pytest.mark.parametrize(("then", "now", "shown"), [(4, 12, ShownBeforeAfter), (12, 4, Hidden)])
async def test_too_few_then_or_now_are_shown_nowhere(
    database: Database, house: House, then: int, now: int, shown: type
) -> None:
    was_held(database, then)
    await is_held(house, number=now)
    assert isinstance(scene(house).shown(house.agenda.activity(DILEMMA), "dilemma"), shown)
    assert len(titles(house)) == (2 if shown is ShownBeforeAfter else 0)


async def test_the_latest_session_before_counts_and_none_after(database: Database, house: House) -> None:
    was_held(database, 12, on=date(2025, 9, 1))
    was_held(database, 12)
    was_held(database, 12, on=date(2026, 9, 1))
    await is_held(house)
    house.end()
    with_end = replace(house.snapshot.record, ended_at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert house.snapshot.before[DILEMMA].held_on != EARLIER  # This one ended after all of them.
    with database.reading() as db:
        counted = [(DILEMMA, "dilemma")]
        found = votes_before(db, with_end, house.agenda.activities, unit=UNIT, counted=counted)
    assert found[DILEMMA].held_on == EARLIER


@pytest.mark.parametrize(("day", "is_compared"), [(EARLIER, True), (date(2026, 2, 1), False), (date(2026, 3, 3), True)])
async def test_a_unit_that_has_become_another_is_compared_with_nothing_and_told_why(
    database: Database, house: House, day: date, *, is_compared: bool
) -> None:
    was_held(database, 12)
    with database.unit_of_work() as db:
        units.change_unit(db, replace(house.snapshot.unit, reorganised_on=day))
    await is_held(house)
    stage = stage_frame(scene(house))
    assert len(stage.groups) == (4 if is_compared else 2)
    why = phrase("dilemma.other_people", "nb", date=day)
    assert (why in stage.sentence) != is_compared
    house.end()
    (told,) = (one for one in minutes_content(house.snapshot, minimum=5).asked if one.id == DILEMMA)
    assert (why in told.notes) != is_compared
    assert len(told.charts) == len(stage.groups)


async def test_another_question_is_compared_with_nothing(database: Database, house: House) -> None:
    was_held(database, 12)
    body = CONTENT.activities[DILEMMA].body
    assert isinstance(body, DilemmaBody)
    other = _with(house, database, replace(body, question=Text(nb="Er det tid eller vilje?")))
    await is_held(other)
    assert titles(other) == ["Før samtalen", "Etter samtalen"]


async def test_the_sentence_names_the_sides_of_the_dilemma_that_was_asked(house: House, database: Database) -> None:
    body = CONTENT.activities[DILEMMA].body
    assert isinstance(body, DilemmaBody)
    bins = (Text(nb="Mest tiden"), body.bins[1], Text(nb="Mest viljen", en="Mostly the will"))
    own = _with(house, database, replace(body, question=Text(nb="Er det tid eller vilje?"), bins=bins))
    await is_held(own, first=KNOWLEDGE)
    assert stage_frame(scene(own)).sentence == "Tyngden har flyttet seg mot «Mest viljen»."
    assert phone_frame(scene(own, Language.ENGLISH)).sentence == "The weight has moved towards “Mostly the will”."
    own.end()
    (told,) = (one for one in minutes_content(own.snapshot, minimum=5).asked if one.id == DILEMMA)
    assert told.sentence == "Tyngden har flyttet seg mot «Mest viljen»."


def _with(house: House, database: Database, body: DilemmaBody) -> House:
    """A session whose dilemma is that one."""
    agenda = CONTENT.agendas["90-minutter"]
    steps = tuple(replace(one, body=body) if one.id == DILEMMA else one for one in agenda.activities)
    content = replace(CONTENT, agendas={**CONTENT.agendas, agenda.id: replace(agenda, activities=steps)})
    return replace(house, code=create_session(database, content=content))
