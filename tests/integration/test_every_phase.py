"""The shipped agendas walked through phase by phase: every screen has something to show, in every language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, House, create_session, scene
from workshop_app.domain.agenda import Activity, Language, Phase
from workshop_app.domain.session import as_settled
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import proposals
from workshop_app.persistence.engine import Database
from workshop_app.services.arrivals import Seat

DATABASES = ("sqlite",)
#: Which screens there are, as the pages choose between them.
PAGES = {
    role: "\n".join(file.read_text("utf-8") for file in Path(f"workshop_app/ui/{role}").glob("*.py"))
    for role in ("participant", "stage")
}
SCREENS = {role: set(re.findall(r'^ +\(?"([a-z-]+)"[:,]', page, re.MULTILINE)) for role, page in PAGES.items()}
#: Each stands on a line of its own, with what draws it: a component, or one that comes later.
BALLOT = Path("assets/phone/ballot.js").read_text("utf-8")
WIDGETS = set(re.findall(r"^  (\w+): (?:[A-Z]\w+|later\(.*),$", BALLOT, re.MULTILINE))


def look(house: House, language: Language) -> None:
    at = scene(house, language)
    phone, stage, control = phone_frame(at), stage_frame(at), control_frame(at)
    assert phone.screen in SCREENS["participant"]
    assert stage.screen in SCREENS["stage"]
    assert phone.title
    assert stage.title
    assert control.title
    # A unit's first session has no commitments to follow up, and phones wait there.
    if at.phase in (activity := at.activity).body.course.rounds and phone.screen != "wait":
        assert phone.ballot.widget in WIDGETS
        assert phone.ballot.options or phone.ballot.items or activity.body.offered_questions()
        assert not stage.groups


async def answer(house: House, activity: Activity, seats: Sequence[Seat]) -> None:
    if house.live.phase not in activity.body.course.rounds:
        return
    random, ids = Random(3), [proposal.id for proposal in house.snapshot.proposals]
    body = as_settled(house.live, activity).body
    answers = [body.drawn(random, round_=house.round, proposals=ids) for _ in seats]
    await house.answer_all(seats, answers)


def propose(house: House) -> None:
    if house.live.phase is not Phase.COLLECTING:
        return
    activity = house.live.current(house.agenda)
    with house.database.unit_of_work() as db:
        for number in (1, 2, 3):
            at = {"session_id": house.session_id, "activity_id": activity.id, "group": number}
            proposals.add_proposal(db, id_=f"{activity.id}-{number}", text=f"Forslag {number}", **at)
            proposals.judge_proposal(db, f"{activity.id}-{number}", state="shown")


@pytest.mark.parametrize("agenda", sorted(CONTENT.agendas))
async def test_every_phase_of_a_shipped_agenda_has_its_screens(
    agenda: str, new_house: HouseFactory, database: Database
) -> None:
    house = new_house(code=create_session(database, agenda=agenda))
    house.open_lobby()
    house.press()
    seats = house.join(5)
    last = len(house.agenda.activities) - 1
    while True:
        for language in Language:
            look(house, language)
        activity = house.live.current(house.agenda)
        if house.live.step == last and not any(source is house.live.phase for source, _ in activity.body.course.ways):
            break
        await answer(house, activity, seats)
        propose(house)
        house.advance()
