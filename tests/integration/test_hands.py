"""Hands that the facilitator counts: beside the secret answers, never added to them, and marked on every screen."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.integration.house import CHOICE, DILEMMA, KARI, PULSE, STRANGER, UNIT, House, scene
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.session import EventKind
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import runs
from workshop_app.reports.json_file import json_file
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.reports.tables import tables
from workshop_app.reports.tidy import measured
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.workbook import workbook
from workshop_app.services.history import History

MARK = "Telt med hender"


def count(house: House, **counts: object) -> None:
    house.facilitation.count_hands(house.code, KARI, counts=counts)


def titles(house: House) -> list[str]:
    return [group.title for group in stage_frame(scene(house)).groups]


async def test_they_stand_beside_the_secret_answers_on_every_screen_and_in_the_minutes(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(8), [["kaffe"]] * 8)
    count(house, te=9)
    open_frames = (stage_frame(scene(house)), phone_frame(scene(house)))
    assert not any(MARK in repr(frame) or "9" in repr(frame.groups) for frame in open_frames)
    assert {one.id: one.help for one in control_frame(scene(house)).hands}["te"] == "9"
    house.press()

    assert titles(house) == ["Svart uten navn", MARK]
    secret, raised = stage_frame(scene(house)).groups
    assert {bar.id: bar.text for bar in secret.bars if bar.bound == "above"}.keys() == {"kaffe"}
    assert {bar.id: bar.text for bar in raised.bars if bar.bound == "above"}.keys() == {"te"}
    assert phone_frame(scene(house)).groups == control_frame(scene(house)).wall == [secret, raised]
    house.end()
    minutes = minutes_content(house.snapshot, minimum=5)
    assert [chart.title for asked in minutes.asked for chart in asked.charts] == ["Svart uten navn", MARK]


@pytest.mark.parametrize(("secret", "hands", "shown"), [(4, 8, [MARK]), (8, 4, [""]), (4, 4, [])])
async def test_each_needs_enough_of_its_own(house: House, secret: int, hands: int, shown: list[str]) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(secret), [["kaffe"]] * secret)
    count(house, te=hands)
    house.press()
    assert titles(house) == shown


async def test_a_room_with_hands_has_no_flow_and_under_the_threshold_no_number_is_left(house: House) -> None:
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    option, *_ = house.agenda.activity(DILEMMA).body.by_hand()
    count(house, **{option: 4})
    house.advance()
    house.advance()
    count(house, **{option: 12})
    run = house.run
    house.advance()
    with house.database.reading() as db:
        assert runs.hands(db, run) == {}
    kept = house.figures(DILEMMA, "dilemma")
    assert (kept["hands:first"], kept["hands:second"]) == ((4, None), (12, None))
    assert titles(house) == []


async def test_counted_again_is_counted_instead(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    count(house, te=30)
    count(house, kaffe=8)
    house.press()
    assert house.figures(CHOICE, "vote")["hands:vote"][0] == 8


async def test_nobody_counts_twice_where_it_is_known_how_many_are_in_the_room(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(8), [["kaffe"]] * 8)
    count(house, te=40)  # Not known yet.
    house.facilitation.note(house.code, KARI, EventKind.ROOM_COUNTED, 12)
    with pytest.raises(BadInput, match="too_many"):
        count(house, te=3, kaffe=2)
    with house.database.reading() as db:
        assert runs.hands(db, house.run)["vote"]["te"] == 40
    count(house, te=3, kaffe=1)


async def test_every_file_has_them_and_marks_them(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(8), [["kaffe"]] * 8)
    count(house, te=8)
    house.press()
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    option, *_ = house.agenda.activity(DILEMMA).body.by_hand()
    count(house, **{option: 4})
    house.end()
    history = History(database=house.database).unit(KARI, UNIT.id)
    figures = unit_figures(history)
    row = next(one for one in tables(figures).hands if one.option == "te")
    assert {one.question for one in tables(figures).hands} == {"Hva har du i koppen?"}  # Four hands are too few.
    assert (row.label, row.n, row.share, row.bound) == ("Te", 8, 80, "at_least")
    assert json.loads(json_file(figures))["hands"][0]["question"] == row.question
    lines = [one for one in measured(figures, Language.BOKMAL) if one.measure == "hands"]
    assert {(one.option, one.value) for one in lines} >= {("te", 80)}
    book = load_workbook(BytesIO(workbook(figures, today=date(2026, 3, 3))))
    assert MARK in book.sheetnames


def test_what_can_not_be_counted_is_refused_and_changes_nothing(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    before = house.live.version
    for counts in ({"te": -1}, {"te": 1.5}, {"te": "mange"}, {"te": True}, {"te": 1001}):
        with pytest.raises(BadInput):
            count(house, **counts)
    with pytest.raises(RefusedMove):
        count(house, melk=1)
    with pytest.raises(NotAllowed):
        house.facilitation.count_hands(house.code, STRANGER, counts={"te": 5})
    assert house.live.version == before
    house.press()
    with pytest.raises(RefusedMove, match=r"hands\.closed"):
        count(house, te=5)
    house.go_to(PULSE, Phase.OPEN)
    with pytest.raises(RefusedMove, match=r"hands\.not_for_pulse"):
        count(house, te=5)
