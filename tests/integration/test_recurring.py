"""The recurring pulse: what became of the commitments, and how the pulse has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.integration.house import CONTENT, KARI, UNIT, House, scene
from tests.integration.test_paper import sheet
from tests.past import CARD, Held, hold
from workshop_app.domain.agenda import Phase
from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.disclosure import Hidden, ShownVote
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.preparation import pulse_in_other_place
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import commitments, sessions
from workshop_app.persistence.engine import Database
from workshop_app.services import clock
from workshop_app.services.preparation import Preparation

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

FIRST, SECOND, CHANGE, PULSE = "tiltak-fra-sist", "tiltak-fra-sist-2", "pulsen-siden-sist", "tillitspulsen-igjen"
OPEN = replace(CARD, state=CommitmentState.NOT_STARTED, learnt="", settled_on=None)
ITEMS = [f"{dimension}{number}" for dimension in "abcd" for number in (1, 2, 3)]


@pytest.fixture
def earlier(database: Database, house: House) -> str:
    """A session that ended in March with a commitment; its id."""
    return hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=date(2026, 3, 2), number=12, cards=[OPEN]))


@pytest.fixture
def again(database: Database, house: House, earlier: str) -> Iterator[House]:
    """The unit's half hour afterwards."""
    agenda = CONTENT.agendas["puls-30-minutter"]
    code = Preparation(database=database, content=CONTENT).create_session(
        KARI,
        unit_id=UNIT.id,
        agenda_id=agenda.id,
        held_on=date(2026, 6, 1),
        language="nb",
        order=[activity.id for activity in agenda.activities],
        chosen_question=None,
    )
    return replace(house, code=code)


async def notice(house: House, answers: list[str]) -> None:
    house.go_to(FIRST, Phase.OPEN)
    await house.answer_all(house.join(len(answers)), answers)


def shown(house: House) -> object:
    return scene(house).shown(house.agenda.activity(FIRST), "vote")


def test_on_paper_the_commitment_stands_on_its_slip(again: House) -> None:
    slips = [ballot.wording for ballot in sheet(again).ballots if ballot.title == "Tiltak fra sist"]
    assert slips == [[OPEN.what, "Har du merket noe til tiltaket?"]]


async def test_the_commitment_is_voted_on_before_anybody_can_say_how_it_went(again: House) -> None:
    await notice(again, ["a-little"] * 8)
    opened = stage_frame(scene(again))
    assert [card.what for card in opened.commitments] == [OPEN.what]
    assert opened.lead == "Har du merket noe til tiltaket?"
    assert opened.groups == []
    assert phone_frame(scene(again)).lead == "Spørsmålet gjelder tiltaket, ikke den som hadde ansvaret."
    assert control_frame(scene(again)).follow.what == ""
    with pytest.raises(RefusedMove):
        again.facilitation.follow_up(again.code, KARI, state="done")


@pytest.mark.parametrize("state", CommitmentState)
async def test_each_way_it_can_have_gone_is_said_and_learnt_from(again: House, earlier: str, state: str) -> None:
    await notice(again, ["a-little"] * 8)
    again.press()
    again.facilitation.follow_up(again.code, KARI, state=state)
    again.facilitation.follow_up(again.code, KARI, learnt="Kort er nok")

    (card,) = cards(again, earlier)
    assert (card.state, card.learnt, card.settled_on) == (state, "Kort er nok", clock.today())
    told = stage_frame(scene(again))
    assert (told.question, told.lead) == (OPEN.what, "Kort er nok")
    assert told.prompt in ("Gjort", "I gang", "Ikke begynt", "Valgt bort")
    phone = phone_frame(scene(again))
    assert (phone.question, phone.lead, phone.lines) == (OPEN.what, told.prompt, ["Kort er nok"])


def cards(house: House, session_id: str) -> list[commitments.Card]:
    with house.database.reading() as db:
        return commitments.list_cards(db, session_id)


async def test_what_can_not_be_taken_changes_nothing(again: House, earlier: str) -> None:
    await notice(again, ["no"] * 5)
    again.press()
    with pytest.raises(BadInput):
        again.facilitation.follow_up(again.code, KARI, state="perhaps")
    with pytest.raises(RefusedMove):
        again.facilitation.follow_up(again.code, KARI, learnt="Noe")
    again.facilitation.follow_up(again.code, KARI, state="done")
    with pytest.raises(BadInput):
        again.facilitation.follow_up(again.code, KARI, learnt="x" * 301)
    (card,) = cards(again, earlier)
    assert (card.state, card.learnt) == (CommitmentState.DONE, "")


@pytest.mark.parametrize("number", [0, 4])
async def test_too_few_say_nothing_of_what_was_noticed(again: House, number: int) -> None:
    await notice(again, ["clearly"] * number)
    again.press()
    assert isinstance(shown(again), Hidden)
    assert stage_frame(scene(again)).groups == []
    assert control_frame(scene(again)).follow.what == OPEN.what


async def test_under_eight_only_what_most_have_said_is_shown(again: House) -> None:
    await notice(again, ["a-little"] * 4 + ["no"] * 3)
    again.press()
    vote = shown(again)
    assert isinstance(vote, ShownVote)
    assert [(bar.options, bar.share) for bar in vote.bars] == [(("a-little",), None)]


def test_where_nothing_was_promised_nothing_is_asked(again: House, house: House) -> None:
    again.go_to(SECOND, Phase.OPEN)
    assert stage_frame(scene(again)).sentence == "Dere har ikke flere tiltak fra sist."
    phone = phone_frame(scene(again))
    assert (phone.screen, phone.wait) == ("wait", "Dere har ikke flere tiltak fra sist.")
    assert phone_frame(scene(again)).ballot.widget == ""


def test_a_session_looks_back_on_the_one_before_it_and_not_on_later_ones(
    again: House, database: Database, earlier: str
) -> None:
    again.facilitation.open_lobby(again.code, KARI)
    again.end()
    hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=date(2026, 9, 1), number=5))
    with database.reading() as db:
        record = sessions.find_by_code(db, again.code)
        assert record is not None
        later = replace(record, ended_at=datetime(2026, 6, 1, 10, tzinfo=UTC))
        found = commitments.promised_before(db, later)
    assert [promised.session_id for promised in found] == [earlier]


async def take_pulse(house: House, number: int, step: int) -> None:
    house.go_to(PULSE, Phase.OPEN)
    await house.answer_all(house.join(number), [dict.fromkeys(ITEMS, step)] * number)
    house.go_to(CHANGE, Phase.ALONE)


async def test_figures_come_first_in_silence_and_then_what_may_have_changed(again: House) -> None:
    await take_pulse(again, 12, 5)
    quiet = stage_frame(scene(again))
    assert (quiet.mode, quiet.prompt) == ("Alene · i stillhet", "Hva overrasker deg?")
    assert quiet.groups[0].bars[0].label == "Rom for selvledelse"
    assert quiet.groups[0].holds_notes
    assert "Trolig mellom" not in quiet.groups[0].sentence

    again.press()
    told = stage_frame(scene(again))
    (group,), (leader,) = told.groups, told.lines
    # All that takes room was there before, so that nothing moves.
    assert (told.prompt, told.lines, group.bars) == (quiet.prompt, quiet.lines, quiet.groups[0].bars)
    assert not group.holds_notes
    headline, *others = group.bars
    assert headline.note.startswith("Tydelig høyere enn sist. Trolig mellom ")
    assert f"Rom for selvledelse: {headline.note}" in group.sentence
    assert [bar.label for bar in others if "Trolig mellom" in bar.note] == [
        "Tillit, rammer og retning",
        "Økonomi, organisasjon, dokumentasjon",
    ]
    assert leader.startswith("Tall om lederen vises bare når minst 7 har svart")
    phone = phone_frame(scene(again))
    assert (phone.groups, phone.lines) == (told.groups, told.lines)


async def test_too_few_see_no_pulse_and_no_change(again: House) -> None:
    await take_pulse(again, 4, 5)
    again.press()
    told = stage_frame(scene(again))
    assert (told.screen, told.groups, told.lines) == ("too-few", [], [])


async def test_what_was_noticed_stands_on_the_sessions_page(again: House) -> None:
    await notice(again, ["clearly"] * 8)
    again.press()
    page = report(again.snapshot, minimum=5, now=clock.now())
    (asked,) = [one for one in page.asked if one.id == FIRST]
    assert asked.wording == [f"Tiltak fra 02.03.2026: {OPEN.what}", "Har du merket noe til tiltaket?"]
    assert asked.groups


def test_the_pulse_stands_right_after_the_welcome_in_what_ships() -> None:
    for agenda in CONTENT.agendas.values():
        assert not pulse_in_other_place(agenda.activities), agenda.id


def test_a_pulse_in_another_place_is_told_of(database: Database, house: House) -> None:
    agenda = CONTENT.agendas["puls-30-minutter"]
    order = [activity.id for activity in agenda.activities]
    order.remove(PULSE)
    code = Preparation(database=database, content=CONTENT).create_session(
        KARI,
        unit_id=UNIT.id,
        agenda_id=agenda.id,
        held_on=date(2026, 6, 1),
        language="nb",
        order=[*order[:2], PULSE, *order[2:]],
        chosen_question=None,
    )
    told = control_frame(scene(replace(house, code=code))).checklist[-1]
    assert told.startswith("Pulsen står ikke rett etter velkomsten.")
