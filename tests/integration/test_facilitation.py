"""What a facilitator may do, what is refused, and that two of them never step on each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import (
    ADMIN,
    CHOICE,
    COMMITMENTS,
    CONTENT,
    DILEMMA,
    KARI,
    LEADING,
    OLA,
    PLAIN_HTTP,
    PULSE,
    QUESTION,
    STRANGER,
    House,
    create_session,
)
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.errors import BadInput, NeedsConfirmation, NotAllowed, RefusedMove, WorkshopError
from workshop_app.domain.moves import Position
from workshop_app.domain.phases import Move
from workshop_app.domain.session import EventKind, Stage
from workshop_app.persistence import session_log
from workshop_app.persistence.engine import Database
from workshop_app.services.facilitation import Facilitation

LOBBY = Position(step=-1, phase=None)
Deed = Callable[[Facilitation, str, Person], None]
DEEDS: dict[str, Deed] = {
    "open": lambda f, code, who: f.open_lobby(code, who),
    "move": lambda f, code, who: f.move(code, who, move=Move.NEXT, pressed_on=LOBBY, confirmed=True),
    "skip": lambda f, code, who: f.skip(code, who, pressed_on=LOBBY, confirmed=True),
    "end": lambda f, code, who: f.end(code, who, confirmed=True),
    "note": lambda f, code, who: f.note(code, who, EventKind.SCREEN_HIDDEN, value=True),
    "look": lambda f, code, who: f.choose_look(code, who, look="dark"),
    "date": lambda f, code, who: f.set_next_date(code, who, date="2026-06-01"),
    "question": lambda f, code, who: f.choose_question(code, who, question="tilsyn"),
    "approve": lambda f, code, who: f.approve(code, who, proposal="p"),
    "send back": lambda f, code, who: f.send_back(code, who, proposal="p", reason="control.reason.name"),
    "take back": lambda f, code, who: f.take_back(code, who, proposal="p", state="shown"),
    "merge": lambda f, code, who: f.merge(code, who, proposal="p", into="q"),
    "card": lambda f, code, who: f.write_card(code, who, position=1, field="what", value="Ukentlig møte"),
    "card from proposal": lambda f, code, who: f.card_from_proposal(code, who, proposal="p"),
    "remove card": lambda f, code, who: f.remove_card(code, who, position=1),
}


def refusal(deed: Deed, house: House, *, code: str | None = None, person: Person = KARI) -> WorkshopError:
    with pytest.raises(WorkshopError) as refused:
        deed(house.facilitation, house.code if code is None else code, person)
    return refused.value


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_session_of_others_is_refused_exactly_like_one_that_is_not_there(house: House, deed: Deed) -> None:
    before = house.live
    refusals = [
        refusal(deed, house, person=STRANGER),
        refusal(deed, house, person=LEADING),
        refusal(deed, house, code="QQQQQQ"),
        refusal(deed, house, code=""),
    ]
    assert {(type(error), error.key, *error.slots) for error in refusals} == {(NotAllowed, "page.not_found")}
    assert (house.live, house.published) == (before, [])


@pytest.mark.parametrize("deed", [deed for name, deed in DEEDS.items() if name not in ("end", "skip")])
def test_ended_session_takes_nothing_more(house: House, deed: Deed) -> None:
    house.open_lobby()
    house.end()
    ended = house.live
    refusal(deed, house)
    assert house.live == ended


@pytest.mark.parametrize("person", [KARI, OLA, ADMIN])
def test_creator_members_of_the_unit_and_administrators_may_control(house: House, person: Person) -> None:
    house.facilitation.open_lobby(house.code, person)
    assert house.live.stage is Stage.LOBBY


def test_code_is_understood_as_it_is_typed(house: House) -> None:
    house.facilitation.open_lobby(f" {house.code[:3].lower()}-{house.code[3:]} ", KARI)
    assert house.live.stage is Stage.LOBBY


def test_draft_does_not_move(house: House) -> None:
    with pytest.raises(RefusedMove):
        house.press()
    assert house.live.stage is Stage.DRAFT


def test_publish_comes_after_the_commit_and_only_when_something_changed(house: House) -> None:
    seen = []
    facilitation = replace(house.facilitation, publish=lambda _: seen.append(house.live.stage))
    facilitation.open_lobby(house.code, KARI)
    facilitation.open_lobby(house.code, KARI)
    assert seen == [Stage.LOBBY]


def test_two_facilitators_who_press_next_at_the_same_instant_move_one_step(house: House) -> None:
    house.open_lobby()
    house.press()
    for step in range(3):
        pressed_on, together = house.position, Barrier(6)

        def press(person: Person, pressed_on: Position = pressed_on, together: Barrier = together) -> None:
            together.wait()
            house.facilitation.move(house.code, person, move=Move.NEXT, pressed_on=pressed_on)

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(press, [KARI, OLA] * 3))
        assert house.live.step == step + 1
    with house.database.reading() as db:
        log = session_log.load_log(db, house.session_id)
    assert [event.payload["step"] for event in log if event.kind is EventKind.MOVED] == [0, 1, 2, 3]


async def test_closing_with_few_answers_is_asked_about_once(house: House) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats[:2], [["te"]] * 2)
    here = [seat.token for seat in seats]
    with pytest.raises(NeedsConfirmation) as asked:
        house.facilitation.move(house.code, KARI, move=Move.NEXT, pressed_on=house.position, here=here)
    assert asked.value.slots == {"done": 2, "total": 6}
    await house.answer_all(seats[2:3], [["te"]])
    house.facilitation.move(house.code, KARI, move=Move.NEXT, pressed_on=house.position, here=here)
    assert house.live.phase is Phase.REVEALED


@pytest.mark.parametrize("number", [0, 13, -1, True, "3", None, 2.5])
def test_number_of_groups_out_of_range_is_refused(house: House, number: object) -> None:
    with pytest.raises(BadInput):
        house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, number)
    assert house.live.groups is None


@pytest.mark.parametrize("look", ["purple", "", "LIGHT"])
def test_projector_has_three_looks_and_no_others(house: House, look: str) -> None:
    house.facilitation.choose_look(house.code, KARI, look="contrast")
    house.facilitation.choose_look(house.code, KARI, look=look)
    assert house.live.look == "contrast"


def test_next_date_must_be_a_date(house: House) -> None:
    house.facilitation.set_next_date(house.code, KARI, date="2026-06-01")
    with pytest.raises(BadInput):
        house.facilitation.set_next_date(house.code, KARI, date="1. juni")
    assert house.live.next_date == "2026-06-01"


def test_question_is_chosen_only_where_the_room_has_voted_on_it(house: House) -> None:
    house.go_to(QUESTION, Phase.CHOOSING)
    with pytest.raises(RefusedMove):
        house.facilitation.choose_question(house.code, KARI, question="tilsyn")
    house.press()
    with pytest.raises(RefusedMove):
        house.facilitation.choose_question(house.code, KARI, question="unknown")
    with pytest.raises(RefusedMove):
        house.press()
    house.facilitation.choose_question(house.code, KARI, question="prosedyrer")
    house.press()
    assert (house.live.phase, house.live.chosen) == (Phase.ALONE, {QUESTION: "prosedyrer"})


@pytest.mark.parametrize("activity", [PULSE, DILEMMA])
def test_plain_http_must_be_accepted_before_what_is_confidential(new_house: HouseFactory, activity: str) -> None:
    order = [each.id for each in CONTENT.agendas["90-minutter"].activities if each.id in ("velkommen", activity)]
    first = new_house()
    house = new_house(code=create_session(first.database, order=order), address=PLAIN_HTTP)
    house.go_to("velkommen")
    with pytest.raises(RefusedMove) as refused:
        house.press()
    assert refused.value.key == "control.refused.accept_http"
    house.facilitation.note(house.code, KARI, EventKind.PLAIN_HTTP_ACCEPTED, value=True)
    house.press()
    assert house.live.step == 1


def test_strict_https_refuses_what_is_confidential_and_lets_it_be_skipped(new_house: HouseFactory) -> None:
    house = new_house(address=PLAIN_HTTP, require_https=True)
    house.go_to(CHOICE, Phase.REVEALED)
    house.facilitation.note(house.code, KARI, EventKind.PLAIN_HTTP_ACCEPTED, value=True)
    with pytest.raises(RefusedMove) as refused:
        house.press()
    assert refused.value.key == "control.refused.https"
    here = house.live.step
    house.skip()
    assert house.live.step == here + 2
    house.press(Move.BACK)
    assert house.live.step == here


def test_https_asks_nothing(house: House) -> None:
    house.go_to(PULSE, Phase.OPEN)
    assert house.live.plain_http_accepted is False


def test_agenda_of_a_session_does_not_change_with_the_content(database: Database, new_house: HouseFactory) -> None:
    house = new_house()
    renamed = replace(CONTENT.agendas["90-minutter"], title=Text(nb="Noe helt annet"), activities=())
    edited = replace(CONTENT, agendas={"90-minutter": renamed})
    again = House(database=database, code=house.code)
    assert again.agenda == house.agenda == CONTENT.agendas["90-minutter"]
    with pytest.raises(BadInput):
        create_session(database, content=edited)


def test_card_takes_its_fields_one_by_one(house: House) -> None:
    house.go_to(COMMITMENTS)
    for field, value in {"what": "  Ukentlig\n møte ", "who": "Kommunalsjef", "due": "2026-05-04"}.items():
        house.facilitation.write_card(house.code, KARI, position=2, field=field, value=value)
    (card,) = house.snapshot.cards
    assert (card.position, card.what, card.who, str(card.due)) == (2, "Ukentlig møte", "Kommunalsjef", "2026-05-04")
    house.facilitation.remove_card(house.code, KARI, position=2)
    assert house.snapshot.cards == ()


@pytest.mark.parametrize(
    ("position", "field", "value"),
    [(0, "what", "x"), (3, "what", "x"), (1, "position", "2"), (1, "what", "x" * 301), (1, "due", "snart")],
)
def test_card_refuses_what_it_has_no_room_for(house: House, position: int, field: str, value: str) -> None:
    house.go_to(COMMITMENTS)
    with pytest.raises(BadInput):
        house.facilitation.write_card(house.code, KARI, position=position, field=field, value=value)
    assert house.snapshot.cards == ()
