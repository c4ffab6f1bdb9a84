"""A reflection asks for nothing: there is no round to answer, nothing is counted, and nothing is told afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.frames.phone import BallotView
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content

DATABASES = ("sqlite",)


def test_a_reflection_stays_with_whoever_thinks(new_house: HouseFactory, database: Database) -> None:
    ninety = CONTENT.agendas["90-minutter"]
    steps = (CONTENT.activities["min-lederrolle"], *ninety.activities)
    content = replace(CONTENT, agendas={ninety.id: replace(ninety, activities=steps)})
    house = new_house(code=create_session(database, content=content))
    house.go_to("min-lederrolle", Phase.ALONE)

    at = scene(house)
    phone, stage = phone_frame(at), stage_frame(at)
    assert (phone.screen, phone.notes, phone.takes_proposals, phone.ballot) == ("talk", True, False, BallotView())
    assert phone.lines == stage.lines
    assert len(phone.lines) == 3
    assert stage.counting == ""
    assert not control_frame(at).is_voting
    assert house.live.open_run(house.agenda) is None

    house.end()
    assert report(house.snapshot, minimum=5, now=datetime(2026, 3, 2, 12, tzinfo=UTC)).asked == []
    assert minutes_content(house.snapshot, minimum=5).asked == ()
