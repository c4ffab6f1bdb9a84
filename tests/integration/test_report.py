"""A session's page: what it tells afterwards, and what it keeps to itself before the room has seen it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CHOICE, COMMITMENTS, ITEMS, KARI, PULSE, QUESTION, House
from workshop_app.domain.agenda import Phase
from workshop_app.live.views.report import Asked, Report, report
from workshop_app.persistence import proposals

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
COFFEE = "kaffe"


def page_of(house: House, *, minimum: int = 5) -> Report:
    return report(house.snapshot, minimum=minimum, now=NOW)


def asked(house: House, activity: str) -> Asked:
    return next(one for one in page_of(house).asked if one.id == activity)


async def choose(house: House, number: int) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(number), [[COFFEE]] * number)


async def take_pulse(house: House, number: int) -> None:
    house.go_to(PULSE, Phase.OPEN)
    await house.answer_all(house.join(number), [dict.fromkeys(ITEMS, 4)] * number)


def test_before_anything_has_been_counted_there_is_a_sentence(house: House) -> None:
    page = page_of(house)
    assert (page.stage, page.asked, page.agreed) == ("draft", [], [])
    assert page.nothing


async def test_what_was_asked_stands_in_its_wording_with_what_it_showed(house: House) -> None:
    await choose(house, 8)
    house.press()

    one = asked(house, CHOICE)
    assert one.wording == ["Hva har du i koppen?"]
    assert next((bar.label, bar.text) for bar in one.groups[0].bars) == ("Kaffe", "80\N{NO-BREAK SPACE}% eller høyere")
    assert one.hidden == ""


async def test_an_open_vote_and_a_closed_one_are_not_told(house: House) -> None:
    await choose(house, 8)
    assert page_of(house).asked == []
    house.end()
    assert [one.id for one in page_of(house).asked] == [CHOICE]


async def test_what_was_counted_but_not_shown_to_the_room_waits_for_the_end(house: House) -> None:
    await choose(house, 8)
    house.skip()

    assert page_of(house).asked == []
    house.end()
    assert CHOICE in [one.id for one in page_of(house).asked]


@pytest.mark.parametrize("number", [0, 4])
async def test_too_few_and_none_at_all_look_alike(house: House, number: int) -> None:
    await choose(house, number)
    house.press()

    one = asked(house, CHOICE)
    assert one.groups == []
    assert one.hidden == "For få svar til å vise tall. Snakk sammen i stedet."


async def test_the_municipalitys_own_threshold_holds(house: House) -> None:
    await choose(house, 8)
    house.press()
    assert page_of(house, minimum=9).asked[0].groups == []


async def test_figures_about_the_leader_are_never_there(house: House) -> None:
    await take_pulse(house, 12)
    house.end()

    one = asked(house, PULSE)
    leading = next(a for a in house.agenda.activities if a.id == PULSE).body.instrument.dimensions
    about_leader = {dimension.title.nb for dimension in leading if dimension.about_leader}
    assert about_leader
    assert about_leader.isdisjoint(bar.label for bar in one.groups[0].bars)
    assert not any(title in one.groups[0].sentence for title in about_leader)
    assert len(one.statements) == 13


async def test_the_pulse_waits_until_the_room_sees_it(house: House) -> None:
    await take_pulse(house, 12)
    house.skip()
    assert PULSE not in [one.id for one in page_of(house).asked]

    house.go_to("pulsen-i-dag")
    assert PULSE in [one.id for one in page_of(house).asked]


async def test_of_the_dots_only_the_order_at_the_top_is_told(house: House) -> None:
    house.go_to(QUESTION, Phase.PLENARY)
    with house.database.unit_of_work() as db:
        for number, text in enumerate(("Først", "Andre", "Tredje", "Fjerde", "Venter"), start=1):
            given = {"session_id": house.session_id, "activity_id": QUESTION, "group": number}
            proposals.add_proposal(db, id_=f"p{number}", text=text, **given)
            if text != "Venter":
                proposals.judge_proposal(db, f"p{number}", state="shown")
    house.press()
    dots = [{"p1": 2, "p2": 1}, {"p1": 2, "p3": 1}, {"p2": 2, "p1": 1}, {"p1": 2, "p2": 1}, {"p3": 1, "p1": 2}]
    await house.answer_all(house.join(5), dots)
    chosen, worked_on = (one for one in page_of(house).asked if one.id == QUESTION)
    assert (chosen.title, chosen.hidden) == ("Hva nå?", "For få svar til å vise tall. Snakk sammen i stedet.")
    assert (worked_on.title, worked_on.top) == ("Hva er et tillitsbasert tilsyn?", [])
    assert worked_on.proposals == ["Først", "Andre", "Tredje", "Fjerde"]
    house.press()

    _, one = (one for one in page_of(house).asked if one.id == QUESTION)
    assert [(card.note, card.text) for card in one.top] == [("1", "Først"), ("2", "Andre"), ("3", "Tredje")]
    assert one.proposals == ["Fjerde"]


def test_commitments_and_the_next_date_stand_first(house: House) -> None:
    house.go_to(COMMITMENTS)
    for field, value in (("what", "Spørre hver vakt"), ("who", "Teamlederne"), ("due", "2026-04-01")):
        house.facilitation.write_card(house.code, KARI, position=1, field=field, value=value)
    house.facilitation.set_next_date(house.code, KARI, date="2026-05-04")

    page = page_of(house)
    assert [card.what for card in page.agreed] == ["Spørre hver vakt"]
    facts = [(fact.label, fact.text) for fact in page.agreed[0].facts]
    assert facts == [("Hvem har ansvaret?", "Teamlederne"), ("Når skal det være gjort?", "01.04.2026")]
    assert "04.05.2026" in page.next_date
    assert page.nothing == ""


def test_the_page_names_its_unit_and_day(new_house: HouseFactory) -> None:
    page = page_of(new_house())
    assert (page.unit, page.unit_path, page.date) == (
        "Helse og mestring",
        "/enheter/unit",
        f"{date(2026, 3, 2):%d.%m.%Y}",
    )
