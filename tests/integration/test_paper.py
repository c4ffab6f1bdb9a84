"""The sheet for those without a phone: the way in, every question that can be answered on paper, and no figure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CHOICE, KARI, QUESTION, House, create_session
from workshop_app.domain.access import FACILITATOR, LEADER, Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NotAllowed
from workshop_app.live.views.paper import Paper, PaperBallot, paper
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
    assert coffee.options[0].label == "Kaffe"
    trust = by_title["Hva er tillit?", ""].options[1]
    assert (trust.label, trust.help[:19]) == ("Vilje", "Jeg tør å gjøre meg")
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
    ladder = _ladder(second)
    assert [ballot.wording for ballot in ladder] == [["Hvem bestemmer hos oss i dag?"], ["Hvem bør bestemme hos oss?"]]
    assert ladder[0].steps[2] == "Vi bestemmer sammen"


def _ladder(house: House) -> list[PaperBallot]:
    return [ballot for ballot in sheet(house).ballots if ballot.title == "Ansvarstrappen"]


def test_votes_of_single_questions_are_used_only_if_the_room_takes_these(house: House) -> None:
    conditions = {ballot.title[:12]: ballot.condition for ballot in sheet(house).ballots}
    assert (
        conditions["Større grad "] == conditions["Hva gjør vi "] == "Bruk lappen bare hvis vi velger dette spørsmålet."
    )
    assert conditions["Hva nå?"] == ""

    house.go_to(QUESTION, Phase.CHOOSING)
    house.advance()
    house.facilitation.choose_question(house.code, KARI, question="prosedyrer")
    titles = [ballot.title for ballot in sheet(house).ballots]
    assert not [title for title in titles if title.startswith("Større grad")]
    assert [ballot.condition for ballot in sheet(house).ballots if ballot.title.startswith("Hva gjør vi")] == [""]


def test_a_question_chosen_beforehand_has_its_own_votes_and_no_choice(
    new_house: HouseFactory, database: Database
) -> None:
    titles = [
        [ballot.title for ballot in sheet(new_house(code=create_session(database, question=question))).ballots]
        for question in ("risikovurdering", "tilsyn")
    ]
    assert [[title for title in one if title.startswith(("Hva nå?", "Hva gjør vi"))] for one in titles] == [[], []]
    assert [sum(title.startswith("Større grad") for title in one) for one in titles] == [2, 0]


def test_decisions_that_can_still_be_picked_leave_lines_to_write_on(
    new_house: HouseFactory, database: Database
) -> None:
    second = new_house(code=create_session(database, agenda="samling-to"))
    asked = second.agenda.activity("ansvarstrapp").body.row_texts()
    known = [text.nb for text in asked.values()]
    assert [ballot.statements for ballot in _ladder(second)] == [[*known, *[""] * len(known)]] * 2
    assert "tom linje" in _ladder(second)[0].guide

    second.go_to("ansvarstrapp", Phase.PICKING)
    second.facilitation.pick(second.code, KARI, pick=next(iter(asked)), is_wanted=False)
    second.facilitation.write_pick(second.code, KARI, text="Hvem som går hjem først")
    picked = [*known[1:], "Hvem som går hjem først"]
    assert _ladder(second)[0].statements[: len(picked)] == picked
    second.press()
    assert [ballot.statements for ballot in _ladder(second)] == [picked] * 2
    assert _ladder(second)[0].guide == "Sett ett kryss på hver linje."
