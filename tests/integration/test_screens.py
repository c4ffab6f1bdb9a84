"""What each screen says where the room stands: words and pieces of the frames that people rely on."""

from __future__ import annotations

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import (
    CHOICE,
    COMMITMENTS,
    DILEMMA,
    KARI,
    POINTS,
    PULSE,
    QUESTION,
    SCALE,
    SECOND_CHOICE,
    House,
    create_session,
    scene,
)
from workshop_app.domain.agenda import Language, Phase
from workshop_app.domain.phases import Move
from workshop_app.live.presence import Presence
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.counts import counts_view
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import proposals
from workshop_app.persistence.engine import Database
from workshop_app.phrases import phrase


def control(house: House) -> ControlFrame:
    return control_frame(scene(house))


def stage(house: House) -> StageFrame:
    return stage_frame(scene(house))


def phone(house: House, language: Language = Language.BOKMAL) -> PhoneFrame:
    return phone_frame(scene(house, language))


async def rank(house: House) -> None:
    """To the dots, with «Først» given most of them and «Andre» the rest."""
    house.go_to(QUESTION, Phase.PLENARY)
    with house.database.unit_of_work() as db:
        for number, text in enumerate(("Først", "Andre"), start=1):
            given = {"session_id": house.session_id, "activity_id": QUESTION, "group": number}
            proposals.add_proposal(db, id_=f"p{number}", text=text, **given)
            proposals.judge_proposal(db, f"p{number}", state="shown")
    house.press()
    await house.answer_all(house.join(6), [{"p1": 2, "p2": 1}] * 6)


def write_card(house: House, **fields: str) -> None:
    house.go_to(COMMITMENTS, Phase.WRITING)
    for field, value in fields.items():
        house.facilitation.write_card(house.code, KARI, position=1, field=field, value=value)


def line(house: House) -> str:
    presence = Presence(here=6, offline=1, stages=0, controls=1)
    return counts_view(scene(house), presence, (2, 6)).line


def test_the_room_is_counted_before_the_first_figures_and_never_after(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    assert control(house).ask_room
    house.press(Move.CLOSE)
    assert not control(house).ask_room
    house.press(Move.BACK)
    assert control(house).ask_room
    house.press()
    house.press(Move.REPEAT)
    assert not control(house).ask_room
    house.go_to(POINTS)
    assert not control(house).ask_room


def test_a_vote_that_was_skipped_has_shown_nothing_so_the_room_is_still_to_be_counted(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    house.go_to(PULSE, Phase.CLOSED)
    house.go_to(POINTS)
    assert control(house).ask_room


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_question_about_the_room_stands_once_in_the_words_of_the_room(
    new_house: HouseFactory, database: Database, language: str
) -> None:
    house = new_house(code=create_session(database, language=language))
    house.go_to(CHOICE, Phase.OPEN)
    frame = control(house)
    asked = phrase("say.count_people", language, n="{n}")
    assert frame.texts["say.count_people"] == asked
    assert asked not in frame.say


def test_how_many_are_done_is_told_while_a_vote_is_open_and_not_else(house: House) -> None:
    house.open_lobby()
    assert line(house) == "6 er med · 1 er uten nett"
    house.press()
    assert line(house) == "6 er med · 1 er uten nett"
    house.go_to(CHOICE, Phase.OPEN)
    assert line(house) == "6 er med · 2 er ferdige · 1 er uten nett"
    house.press()
    assert line(house) == "6 er med · 1 er uten nett"


def test_an_open_projector_is_told_quietly(house: House) -> None:
    counts = counts_view(scene(house), Presence(here=0, offline=0, stages=1, controls=1), (0, 0))
    assert (counts.stage_line, counts.stage_open) == ("", "Skjermen er åpen")
    counts = counts_view(scene(house), Presence(here=0, offline=0, stages=0, controls=1), (0, 0))
    assert (counts.stage_line != "", counts.stage_open) == (True, "")


def test_what_comes_after_next_neither_repeats_nor_skips(house: House) -> None:
    house.go_to("velkommen")
    assert (control(house).next_label, control(house).following) == ("Neste: Slik gjør vi det i dag", "")
    house.go_to(CHOICE, Phase.OPEN)
    assert (control(house).next_label, control(house).following) == ("Lukk og vis", "Deretter: Tillitspulsen")
    house.press()
    assert (control(house).next_label, control(house).following) == ("Neste: Tillitspulsen", "")
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    assert control(house).following == f"Deretter: {phrase('phase.second-vote', 'nb')}"


def test_what_is_said_later_in_a_phase_stands_apart(house: House) -> None:
    house.go_to(QUESTION, Phase.GROUPS)
    frame = control(house)
    assert frame.later == ["Halve tiden er gått. Begynn å skrive."]
    assert not set(frame.later) & set(frame.say)
    house.press()
    assert control(house).later == []


async def test_hedged_bars_say_on_which_side_of_their_width_they_lie(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(house.join(12), [["kaffe"]] * 11 + [["te"]])
    house.press()
    bars = {bar.label: bar for bar in stage(house).groups[0].bars}
    assert (bars["Kaffe"].bound, bars["Te"].bound) == ("above", "below")
    assert phone(house).groups == stage(house).groups

    house.go_to(POINTS)
    seats = house.join(12)
    for _ in range(2):
        await house.answer_all(seats, [{"hierarki": 0, "marked": 40, "tillit": 60}] * 12)
        house.press()
    (today, _) = stage(house).groups
    assert [bar.bound for bar in today.bars] == ["below", "", ""]


def test_a_closed_pulse_says_when_its_result_comes(house: House) -> None:
    house.go_to(PULSE, Phase.CLOSED)
    assert phone(house).wait == "Pulsen er lukket. Resultatet kommer mot slutten."


def test_how_sure_we_are_is_asked_under_the_card_it_is_about(house: House) -> None:
    write_card(house, what="Spørre hver vakt", who="Teamlederne", due="2026-04-01", first_step="Henge opp en liste")
    house.go_to(SCALE, Phase.OPEN)
    for frame in (stage(house), phone(house)):
        (card,) = frame.commitments
        assert (card.what, card.who, card.due, card.first_step) == ("Spørre hver vakt", "Teamlederne", "01.04.2026", "")
    question = "Hvor sikker er du på at dette blir gjort?"
    assert (stage(house).title, stage(house).question, stage(house).lead) == ("Hvor sikre er vi?", "", question)
    assert phone(house).question == question
    house.press()
    assert (stage(house).question, phone(house).question) == ("", question)
    assert stage(house).commitments == []


def test_without_a_card_the_question_stands_alone(house: House) -> None:
    house.go_to(SCALE, Phase.OPEN)
    assert stage(house).question == "Hvor sikker er du på at dette blir gjort?"
    assert stage(house).commitments == phone(house).commitments == []


def test_notes_belong_to_the_talk_and_not_to_the_vote(house: House) -> None:
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    assert not phone(house).notes
    house.press()
    assert phone(house).notes
    house.press()
    assert not phone(house).notes


def test_quotations_to_choose_between_are_named_as_the_options_are(house: House) -> None:
    house.go_to("definisjoner")
    assert [quote.heading for quote in stage(house).quotes] == ["Vurdering", "Vilje"]
    house.go_to(SECOND_CHOICE, Phase.OPEN)
    assert [quote.heading for quote in stage(house).quotes] == ["Vurdering", "Vilje"]
    assert {"Vurdering", "Vilje"} <= {option.label for option in phone(house).ballot.options}


async def test_until_there_is_a_card_the_room_looks_at_what_it_put_highest(house: House) -> None:
    await rank(house)
    house.press()
    house.go_to(COMMITMENTS)
    assert [card.text for card in stage(house).cards] == ["Først", "Andre"]
    assert phone(house).wait == "Vi skriver tiltak sammen. Se på skjermen."
    write_card(house, what="Spørre hver vakt")
    assert stage(house).cards == []
    assert [card.what for card in stage(house).commitments] == ["Spørre hver vakt"]


async def test_dots_that_the_room_has_not_seen_do_not_come_with_the_cards(house: House) -> None:
    await rank(house)
    house.go_to(COMMITMENTS)
    assert (stage(house).cards, stage(house).prompt) == ([], "")


def test_thinking_alone_is_told_where_to_write(house: House) -> None:
    house.go_to(QUESTION, Phase.ALONE)
    assert stage(house).lines == ["Skriv to stikkord på telefonen. Bare du ser dem."]


def test_a_step_that_is_called_by_a_question_is_read_out_with_its_own_mark_alone(house: House) -> None:
    house.go_to(QUESTION, Phase.CHOSEN)
    told = phone_frame(scene(house)).announcement
    assert told.startswith("Nytt steg: Hva nå? ")
    assert "?." not in told
