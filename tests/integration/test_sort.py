"""Recommendations sorted to three tables, and dots on those that the room has put on its own."""

from __future__ import annotations

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import House, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import Asked, report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database
from workshop_app.reports.minutes_content import minutes_content

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)
STEP = "seks-anbefalinger"
ROWS = ("samordne", "rammer", "detaljer", "forskning", "forsok", "tilsyn")
CHOOSE = "Hvilke av dem kan vi selv gjøre mest med?"
TRIALS, INSPECTION = (
    "Forsøk med frie rammer, sammen med innbyggerne",
    "Tilsyn som gir læring, og som er tilpasset stedet",
)


@pytest.fixture
def house(new_house: HouseFactory, database: Database) -> House:
    house = new_house(code=create_session(database, agenda="samling-to"))
    house.go_to(STEP, Phase.OPEN)
    return house


async def sort(house: House, *ours: str, number: int = 8) -> None:
    answer = {row: "vi" if row in ours else "staten" for row in ROWS}
    await house.answer_all(house.join(number), [answer] * number)
    house.press()
    assert house.live.phase is Phase.COUNTED


def told(house: House) -> list[Asked]:
    return [one for one in report(house.snapshot, minimum=5, now=scene(house).context.now).asked if one.id == STEP]


async def test_dots_go_to_what_the_room_has_put_on_its_own_table_and_to_nothing_else(house: House) -> None:
    await sort(house, "forsok", "tilsyn")
    assert [group.title for group in stage_frame(scene(house)).groups][4:] == [TRIALS, INSPECTION]
    house.press()
    assert [card.text for card in stage_frame(scene(house)).cards] == [TRIALS, INSPECTION]
    assert [option.label for option in phone_frame(scene(house)).ballot.options] == [TRIALS, INSPECTION]
    on_phones = phone_frame(scene(house))
    assert (on_phones.question, on_phones.lead) == (CHOOSE, "Du har 3 prikker. Høyst 2 på hver.")
    assert (stage_frame(scene(house)).title, stage_frame(scene(house)).question) == (CHOOSE, "Gi 3 prikker")
    with pytest.raises(InvalidAnswer):
        await house.answer(house.seat(), {"rammer": 1})
    await house.answer_all(house.join(5), [{"tilsyn": 2, "forsok": 1}] * 5)
    assert [one.top for one in told(house)] == [[]]  # The sorting is told of, the dots not yet.

    house.press()
    first, second = stage_frame(scene(house)).cards
    assert [(card.note, card.text) for card in (first, second)] == [("1", INSPECTION), ("2", TRIALS)]
    assert phone_frame(scene(house)).cards == [first, second]
    sorting, dots = told(house)
    assert (sorting.wording, len(sorting.groups)) == (["Hvilket bord ligger anbefalingen på?"], 6)
    assert dots.wording == [CHOOSE]
    assert [card.text for card in dots.top] == [INSPECTION, TRIALS]
    house.end()
    sheet = [one for one in minutes_content(house.snapshot, minimum=5).asked if one.id == STEP]
    assert [len(one.charts) for one in sheet] == [6, 0]
    assert sheet[1].lists[0].lines == (f"1: {INSPECTION}", f"2: {TRIALS}")


@pytest.mark.parametrize("ours", [(), ("tilsyn",)])
async def test_where_there_is_nothing_to_weigh_the_agenda_goes_on(house: House, ours: tuple[str, ...]) -> None:
    await sort(house, *ours)
    house.press()
    after = house.live.current(house.agenda)
    assert after is not None
    assert after.id != STEP


async def test_too_few_to_know_of_may_give_dots_to_all(house: House) -> None:
    await sort(house, "forsok", number=4)
    house.press()
    assert [option.id for option in phone_frame(scene(house)).ballot.options] == list(ROWS)
