"""Four everyday decisions, picked in the room: settled with the first round, and told of from then."""

from __future__ import annotations

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import KARI, STRANGER, House, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content
from workshop_app.services import clock

LADDER = "ansvarstrapp"
SHIPPED = ["Endre en rutine", "Bytte vakt eller arbeidstid", "Kjøpe noe som koster litt", "Kurs og opplæring"]
OWN = "Hvem som tar telefonen"


@pytest.fixture
def house(new_house: HouseFactory, database: Database) -> House:
    found = new_house(code=create_session(database, agenda="samling-to"))
    found.go_to(LADDER, Phase.PICKING)
    return found


def pick(house: House, pick: str, *, wanted: bool = True) -> None:
    house.facilitation.pick(house.code, KARI, pick=pick, is_wanted=wanted)


def write(house: House, text: str) -> None:
    house.facilitation.write_pick(house.code, KARI, text=text)


def asked(house: House) -> list[str]:
    return [row.title for row in stage_frame(scene(house)).places]


def test_the_four_of_the_agenda_stand_there_until_others_are_picked(house: House) -> None:
    assert asked(house) == phone_frame(scene(house)).lines == SHIPPED
    order = [one.id for one in control_frame(scene(house)).picks]
    pick(house, "opplaering", wanted=False)
    write(house, f"  {OWN} ")
    assert asked(house) == phone_frame(scene(house)).lines == [*SHIPPED[:3], OWN]
    picks = control_frame(scene(house)).picks
    assert [one.id for one in picks] == [*order, "hvem-som-tar-telefonen"]
    assert [one.label for one in picks if one.mark] == [*SHIPPED[:3], OWN]


def test_what_is_there_already_is_picked_and_not_written_twice(house: House) -> None:
    pick(house, "vakt", wanted=False)
    before = len(control_frame(scene(house)).picks)
    write(house, "bytte VAKT eller arbeidstid")
    assert len(control_frame(scene(house)).picks) == before
    assert asked(house) == [SHIPPED[0], *SHIPPED[2:], SHIPPED[1]]
    version = house.live.version
    pick(house, "vakt")
    pick(house, "ferie", wanted=False)
    assert house.live.version == version


def test_four_are_enough_and_one_alone_too_few(house: House) -> None:
    with pytest.raises(BadInput, match=r"pick\.too_many"):
        pick(house, "ferie")
    for id_ in ("rutine", "vakt"):
        pick(house, id_, wanted=False)
    with pytest.raises(BadInput, match=r"pick\.too_few"):
        pick(house, "innkjop", wanted=False)
    assert asked(house) == SHIPPED[2:]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "pick.empty"),
        ("\u200b", "pick.empty"),
        ("x" * 61, "error.too_long"),
        ("{n}", "pick.signs"),
        ("<b>", "pick.signs"),
    ],
)
def test_what_can_not_be_taken_changes_nothing(house: House, text: str, why: str) -> None:
    pick(house, "rutine", wanted=False)
    before = (asked(house), house.live.version)
    with pytest.raises(BadInput, match=why):
        write(house, text)
    with pytest.raises(BadInput):
        pick(house, "no such decision")
    assert (asked(house), house.live.version) == before


def test_it_is_for_those_who_run_the_session(house: House) -> None:
    with pytest.raises(NotAllowed):
        house.facilitation.pick(house.code, STRANGER, pick="rutine", is_wanted=False)
    with pytest.raises(NotAllowed):
        house.facilitation.write_pick(house.code, STRANGER, text=OWN)


async def test_with_the_first_round_they_are_settled_and_everything_tells_of_them(house: House) -> None:
    pick(house, "rutine", wanted=False)
    write(house, OWN)
    house.press()
    assert control_frame(scene(house)).picks == []
    for change in (lambda: pick(house, "rutine"), lambda: write(house, "Noe annet")):
        with pytest.raises(RefusedMove, match=r"pick\.settled"):
            change()
    ballot = phone_frame(scene(house)).ballot
    assert [item.text for item in ballot.items] == [*SHIPPED[1:], OWN]
    seats = house.join(8)
    for step in ("2", "4"):
        await house.answer_all(seats, [{item.id: step for item in ballot.items}] * 8)
        house.press()
    assert [group.title for group in stage_frame(scene(house)).groups] == [*SHIPPED[1:], OWN]

    house.end()
    (page,) = [one for one in report(house.snapshot, minimum=5, now=clock.now()).asked if one.id == LADDER]
    assert [group.title for group in page.groups] == [*SHIPPED[1:], OWN]
    (told,) = [one for one in minutes_content(house.snapshot, minimum=5).asked if one.title == "Ansvarstrappen"]
    assert [chart.title for chart in told.charts] == [*SHIPPED[1:], OWN]
