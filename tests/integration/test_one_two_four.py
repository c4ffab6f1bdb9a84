"""1-2-4-All: one more phase than IGP, on projector, phones and control screen; all else is a question's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, House, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

STEP = "hva-na-1-2-4-alle"
PLANNED = {Phase.ALONE: 1, Phase.PAIRS: 2, Phase.GROUPS: 4, Phase.PLENARY: 5}


@pytest.fixture
def house(new_house: HouseFactory, database: Database) -> House:
    """A session whose question is worked on so: the one step in place of the other."""
    agenda = CONTENT.agendas["90-minutter"]
    steps = tuple(CONTENT.activities[STEP] if one.id == "hva-na" else one for one in agenda.activities)
    content = replace(CONTENT, agendas={**CONTENT.agendas, agenda.id: replace(agenda, activities=steps)})
    return new_house(code=create_session(database, content=content, question="samhandling"))


def test_one_then_two_then_four_then_all(house: House) -> None:
    house.go_to(STEP, Phase.ALONE)
    modes = {}
    while house.live.phase is not Phase.DOTS:
        stage, phase = stage_frame(scene(house)), house.live.phase
        modes[phase] = stage.mode
        assert phone_frame(scene(house)).question == stage.question == "Hvordan dokumenterer vi samhandling?"
        assert stage.timer.planned == 60 * PLANNED.get(phase, 1)
        house.press()
    assert [modes[phase] for phase in PLANNED] == [
        "1 · Alene, i stillhet",
        "2 · To og to",
        "4 · To par sammen",
        "Alle sammen",
    ]


def test_pairs_have_the_question_their_notes_and_what_to_do(house: House) -> None:
    house.go_to(STEP, Phase.PAIRS)
    stage, phone, control = stage_frame(scene(house)), phone_frame(scene(house)), control_frame(scene(house))
    assert phone.screen == stage.screen == "talk"
    assert phone.notes
    assert phone.lead == stage.lead == "Hva trenger den neste å vite? Hva er den enkleste måten å vise det på?"
    assert (
        phone.lines
        == stage.lines
        == [
            "Fortell hverandre hva dere tenkte. Én snakker, den andre lytter.",
            "Hva er likt? Hva er nytt?",
        ]
    )
    assert (control.phase_label, control.next_label) == ("To og to", "Neste: I grupper")
    assert not phone.takes_proposals
    house.press(Move.BACK)
    assert house.live.phase is Phase.ALONE


def test_fours_hand_in_and_the_page_tells_of_the_question_as_of_any_other(house: House) -> None:
    house.go_to(STEP, Phase.GROUPS)
    assert phone_frame(scene(house)).takes_proposals
    assert "Bygg videre på det parene har med seg." in stage_frame(scene(house)).lines
    house.press(Move.BACK)
    assert house.live.phase is Phase.PAIRS
    house.end()
    asked = report(house.snapshot, minimum=5, now=scene(house).context.now).asked
    assert [one.title for one in asked if one.id == STEP] == ["Hvordan dokumenterer vi samhandling?"]
