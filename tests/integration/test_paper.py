"""The sheet for those without a phone: the way in, every question that can be answered on paper, and no figure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CHOICE, KARI, House, create_session
from workshop_app.domain.access import FACILITATOR, LEADER, Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NotAllowed
from workshop_app.live.views.paper import Paper, paper
from workshop_app.persistence.engine import Database
from workshop_app.services.review import Review

ADDRESS = "https://tillit.example"
_STEPS = 6


def _review(house: House) -> Review:
    return Review(database=house.database, secret=b"a secret of this test")


def sheet(house: House) -> Paper:
    snapshot = _review(house).prepared(KARI, house.snapshot.record.id)
    return paper(snapshot, address=ADDRESS, minimum=5, now=datetime(2026, 3, 2, 12, tzinfo=UTC))


def test_it_leads_to_the_session_and_asks_what_phones_ask(house: House) -> None:
    made = sheet(house)

    assert made.code.replace(" ", "") == house.code
    assert made.or_type == "eller gå til tillit.example og skriv"
    assert made.qr.startswith("data:image/svg+xml")
    by_title = {(ballot.title, ballot.occasion): ballot for ballot in made.ballots}
    coffee = by_title["Prøvestemme", ""]
    assert (coffee.wording, coffee.guide) == (["Hva har du i koppen?"], "Velg én")
    assert coffee.options[0] == "Kaffe"
    pulse = by_title["Tillitspulsen", ""]
    assert (len(pulse.statements), len(pulse.steps)) == (13, _STEPS)
    dilemma = [ballot for ballot in made.ballots if ballot.occasion and ballot.title == "Kunnskap eller kultur?"]
    assert [ballot.occasion for ballot in dilemma] == ["Første avstemning", "Andre avstemning"]
    rules = by_title["Hva gjør vi hvis prosedyrer/regler kommer i veien for gode løsninger?", ""]
    assert rules.wording[1].startswith("Lov og forskrift må vi følge.")
    risks = [ballot.occasion for ballot in made.ballots if ballot.title.startswith("Større grad av risikovurdering")]
    assert risks == ["Første avstemning", "Andre avstemning"]
    points = [ballot for ballot in made.ballots if ballot.numbers]
    assert [len(ballot.wording) for ballot in points] == [1, 1]


async def test_what_was_answered_is_not_on_it(house: House) -> None:
    before = sheet(house).ballots
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(8), [["kaffe"]] * 8)
    house.press()
    assert sheet(house).ballots == before


@pytest.mark.parametrize(
    "person",
    [
        Person(id="lars", name="Lars", role=LEADER, units=frozenset({"unit"})),
        Person(id="siri", name="Siri", role=FACILITATOR, units=frozenset()),
    ],
)
def test_who_may_not_run_the_session_gets_none(house: House, person: Person) -> None:
    with pytest.raises(NotAllowed):
        _review(house).prepared(person, house.snapshot.record.id)


def test_rows_have_whole_answers_and_what_is_asked_twice_both_questions(
    new_house: HouseFactory, database: Database
) -> None:
    second = new_house(code=create_session(database, agenda="samling-to"))
    noticed, *_ = [ballot for ballot in sheet(second).ballots if ballot.title == "Hvor kom vi?"]
    assert (len(noticed.statements), noticed.options) == (8, [])
    assert noticed.steps[0] == "Vi har merket det godt"
    ours = next(ballot for ballot in sheet(second).ballots if ballot.numbers and len(ballot.options) == 6)
    assert ours.guide == "Du har 3 prikker. Høyst 2 på hver."
    ladder = [ballot for ballot in sheet(second).ballots if ballot.title == "Ansvarstrappen"]
    assert [ballot.wording for ballot in ladder] == [["Hvem bestemmer hos oss i dag?"], ["Hvem bør bestemme hos oss?"]]
    assert ladder[0].steps[2] == "Vi bestemmer sammen"
