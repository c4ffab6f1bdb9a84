"""A dilemma whose groups send their strongest argument for each side, where that was chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, DILEMMA, KARI, House, create_session, scene
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import EventKind
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.live.rehearsing import made_up
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)
KNOWLEDGE, CULTURE = "Mest at vi mangler kunnskap", "Mest kulturen"


@pytest.fixture
def arguing(new_house: HouseFactory, database: Database) -> House:
    agenda = CONTENT.agendas["90-minutter"]
    steps = tuple(
        replace(one, body=replace(one.body, arguments=True)) if isinstance(one.body, DilemmaBody) else one
        for one in agenda.activities
    )
    content = replace(CONTENT, agendas={**CONTENT.agendas, agenda.id: replace(agenda, activities=steps)})
    house = new_house(code=create_session(database, content=content))
    house.go_to(DILEMMA, Phase.DISCUSSION)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 2)
    house.join(5)
    return house


def send(house: House, group: int, *texts: str) -> None:
    seat = house.seat()
    pen = house.participation.claim_group(seat, activity_id=DILEMMA, group=group, writer=None)
    for text in texts:
        house.participation.propose(seat, activity_id=DILEMMA, writer=pen, text=text)


def test_approved_arguments_stand_in_two_columns(arguing: House) -> None:
    phone = phone_frame(scene(arguing))
    assert (phone.screen, phone.starts, phone.must_choose) == ("groups", [KNOWLEDGE, CULTURE], True)
    assert (phone.texts["proposal.label"], phone.texts["proposal.send"]) == (
        "Gruppens argument",
        "Send argumentet til skjermen",
    )
    assert stage_frame(scene(arguing)).screen == "talk"
    send(arguing, 1, f"{CULTURE}: Vi vet det, men gjør det ikke", f"{KNOWLEDGE}: Ingen har vist oss hvordan")
    send(arguing, 2, "Mostly the culture: we fear mistakes")
    assert stage_frame(scene(arguing)).columns == []
    for card in control_frame(scene(arguing)).waiting:
        arguing.facilitation.approve(arguing.code, KARI, proposal=card.id)

    for language, headings in ((Language.BOKMAL, [KNOWLEDGE, CULTURE]), (Language.ENGLISH, None)):
        columns = stage_frame(scene(arguing, language)).columns
        assert headings is None or [column.heading for column in columns] == headings
        assert [column.lines for column in columns] == [
            ["Ingen har vist oss hvordan"],
            ["Vi vet det, men gjør det ikke", "we fear mistakes"],
        ]
    arguing.press()
    arguing.press()
    arguing.end()
    (asked,) = (
        one for one in report(arguing.snapshot, minimum=5, now=scene(arguing).context.now).asked if one.id == DILEMMA
    )
    assert (asked.proposals_title, len(asked.proposals)) == ("Argumenter", 3)


def test_an_argument_says_which_side_it_is_for(arguing: House) -> None:
    with pytest.raises(BadInput, match="choose_side"):
        send(arguing, 1, "Begge deler")
    assert control_frame(scene(arguing)).waiting == []


def test_a_group_that_rehearses_says_which_side_it_is_for(arguing: House) -> None:
    phone, body = phone_frame(scene(arguing)), arguing.agenda.activity(DILEMMA).body
    assert [body.text_mistake(made_up(phone, group, "nb")) for group in (1, 2)] == ["", ""]


def test_off_unless_chosen(house: House) -> None:
    house.go_to(DILEMMA, Phase.DISCUSSION)
    assert (phone_frame(scene(house)).screen, control_frame(scene(house)).asks_groups) == ("talk", False)
    with pytest.raises(RefusedMove):
        house.participation.claim_group(house.seat(), activity_id=DILEMMA, group=1, writer=None)
