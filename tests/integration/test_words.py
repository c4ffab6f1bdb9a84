"""One word from each group: written on one phone, read through, and only then on the projector."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, KARI, House, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import EventKind
from workshop_app.live.rehearsing import made_up
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)
STEP, ASKED = "ett-ord", "Hvilket ord tar dere med dere herfra?"


@pytest.fixture
def house(new_house: HouseFactory, database: Database) -> House:
    agenda = CONTENT.agendas["90-minutter"]
    steps = (CONTENT.activities[STEP], *agenda.activities)
    content = replace(CONTENT, agendas={**CONTENT.agendas, agenda.id: replace(agenda, activities=steps)})
    house = new_house(code=create_session(database, content=content))
    house.go_to(STEP, Phase.GROUPS)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 2)
    return house


def write(house: House, *, group: int, text: str) -> None:
    seat = house.seat()
    pen = house.participation.claim_group(seat, activity_id=STEP, group=group, writer=None)
    house.participation.propose(seat, activity_id=STEP, writer=pen, text=text)


def test_a_word_stands_on_the_projector_once_it_is_approved(house: House) -> None:
    house.join(5)
    assert stage_frame(scene(house)).screen == "groups"
    phone = phone_frame(scene(house))
    assert (phone.question, phone.proposals_each, phone.longest, phone.one_word) == (ASKED, 1, 30, True)
    assert phone.texts["proposal.label"] == "Gruppens ord"
    assert house.agenda.activity(STEP).body.text_mistake(made_up(phone, 1, "nb")) == ""

    write(house, group=1, text="tillit")
    write(house, group=2, text="mot")
    assert stage_frame(scene(house)).groups_ready == "2 av 2 grupper har sendt inn"
    assert stage_frame(scene(house)).cards == []
    first, second = control_frame(scene(house)).waiting
    house.facilitation.approve(house.code, KARI, proposal=first.id)
    assert [card.text for card in stage_frame(scene(house)).cards] == ["tillit"]
    house.facilitation.send_back(house.code, KARI, proposal=second.id, reason="control.reason.unclear")

    house.press()
    assert [card.text for card in stage_frame(scene(house)).cards] == ["tillit"]
    assert [card.text for card in phone_frame(scene(house)).cards] == ["tillit"]
    house.end()
    (asked,) = (one for one in report(house.snapshot, minimum=5, now=scene(house).context.now).asked if one.id == STEP)
    assert (asked.wording, asked.proposals_title, asked.proposals) == ([ASKED], "Ord fra gruppene", ["tillit"])
    (told,) = (one for one in minutes_content(house.snapshot, minimum=5).asked if one.id == STEP)
    assert [(one.title, one.lines) for one in told.lists] == [("Ord fra gruppene", ("tillit",))]


@pytest.mark.parametrize(
    ("text", "key"), [("to ord", "error.one_word"), ("x" * 31, "error.too_long"), ("  ", "error.empty_text")]
)
def test_what_is_not_one_word_is_refused_with_the_reason(house: House, text: str, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        write(house, group=1, text=text)
    assert refused.value.key == key
    assert control_frame(scene(house)).waiting == []


def test_a_group_has_one_word_and_none_once_all_look_at_them(house: House) -> None:
    write(house, group=1, text="tillit")
    with pytest.raises(RefusedMove, match=r"proposal\.enough"):
        write(house, group=1, text="mot")
    house.press()
    with pytest.raises(RefusedMove, match=r"proposal\.closed"):
        write(house, group=2, text="mot")
    assert stage_frame(scene(house)).sentence == "Ingen ord å vise. Si dem høyt i stedet."


def test_a_step_without_words_is_not_told_of(house: House) -> None:
    house.end()
    assert STEP not in {one.id for one in report(house.snapshot, minimum=5, now=scene(house).context.now).asked}
    assert STEP not in {one.id for one in minutes_content(house.snapshot, minimum=5).asked}
