"""The votes that only some «Hva nå?» questions have: before and after the talk, and on what to do about a rule."""

from __future__ import annotations

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import KARI, PLAIN_HTTP, QUESTION, House, create_session, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.disclosure import ShownBeforeAfter
from workshop_app.domain.errors import InvalidAnswer, RefusedMove
from workshop_app.domain.phases import Move
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.report import report
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.engine import Database

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)
STATEMENT = "Vi bør legge mer vekt på risiko når vi velger hva vi fører tilsyn med."


def asked(new_house: HouseFactory, database: Database, question: str) -> House:
    house = new_house(code=create_session(database, question=question))
    house.go_to(QUESTION)
    return house


def phases(house: House) -> list[Phase | None]:
    """Those that «next» leads through, with the one at hand."""
    found = [house.live.phase]
    while house.live.phase is not Phase.REVEALED:
        house.advance()
        found.append(house.live.phase)
    return found


COMMON = [Phase.ALONE, Phase.GROUPS]
AFTERWARDS = [Phase.COLLECTING, Phase.PLENARY, Phase.DOTS, Phase.REVEALED]


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("tilsyn", [*COMMON, *AFTERWARDS]),
        ("risikovurdering", [Phase.FIRST_VOTE, *COMMON, Phase.SECOND_VOTE, Phase.COMPARED, *AFTERWARDS]),
        ("prosedyrer", [*COMMON, Phase.OPEN, Phase.COUNTED, *AFTERWARDS]),
        ("rapportering", [*COMMON, *AFTERWARDS]),
        ("samhandling", [*COMMON, *AFTERWARDS]),
    ],
)
def test_each_question_has_its_own_way(
    question: str, way: list[Phase], new_house: HouseFactory, database: Database
) -> None:
    assert phases(asked(new_house, database, question)) == way


async def test_the_room_votes_before_and_after_the_talk_and_then_names_risks(
    new_house: HouseFactory, database: Database
) -> None:
    house = asked(new_house, database, "risikovurdering")
    seats = house.join(12)
    phone = phone_frame(scene(house))
    assert (phone.question, phone.ballot.options[0].label) == (STATEMENT, "Helt uenig")
    assert "Vi lagrer begge svarene dine til den andre avstemningen er ferdig. Da slettes de." in phone.explanations
    await house.answer_all(seats, ["1"] * 12)
    for _ in range(3):
        house.press()
    await house.answer_all(seats, ["5"] * 12)
    assert stage_frame(scene(house)).groups == []

    house.press()
    stage = stage_frame(scene(house))
    assert [group.title for group in stage.groups] == ["Før samtalen", "Etter samtalen"]
    assert stage.sentence == "Tyngden har flyttet seg mot «Enig»."
    assert phone_frame(scene(house)).groups == stage.groups
    activity = house.agenda.activity(QUESTION)
    assert isinstance(scene(house).shown(activity, "dilemma"), ShownBeforeAfter)
    (vote, _) = (one for one in report(house.snapshot, minimum=5, now=scene(house).context.now).asked)
    assert (vote.wording, vote.groups, vote.sentence) == ([STATEMENT], stage.groups, stage.sentence)
    house.press(Move.BACK)
    assert house.live.phase is Phase.GROUPS
    house.press()
    assert house.live.phase is Phase.COMPARED
    house.press()
    assert phone_frame(scene(house)).lead == "Hvilke risikoer skal telle mest når vi velger hva vi ser etter?"


async def test_what_to_do_about_a_rule_is_chosen_under_the_note_on_the_law(
    new_house: HouseFactory, database: Database
) -> None:
    house = asked(new_house, database, "prosedyrer")
    house.press()
    house.press()
    note = "Lov og forskrift må vi følge. Unntak gjelder bare rutiner vi har laget selv."
    phone = phone_frame(scene(house))
    assert (phone.lead, stage_frame(scene(house)).lines) == (note, [note])
    assert [option.label for option in phone.ballot.options][1] == "Spørre først"
    with pytest.raises(InvalidAnswer):
        await house.answer(house.seat(), "5")
    await house.answer_all(house.join(8), ["2"] * 8)
    house.press()
    stage = stage_frame(scene(house))
    assert (stage.source, stage.groups[0].bars[1].text) == (note, "80\N{NO-BREAK SPACE}% eller høyere")
    assert control_frame(scene(house)).wall == stage.groups


def test_two_votes_are_asked_in_confidence_and_other_questions_are_not(
    new_house: HouseFactory, database: Database
) -> None:
    house = new_house(code=create_session(database, order=["velkommen", QUESTION]), address=PLAIN_HTTP)
    house.go_to(QUESTION, Phase.CHOSEN)
    house.facilitation.choose_question(house.code, KARI, question="risikovurdering")
    with pytest.raises(RefusedMove, match="accept_http"):
        house.press()
    house.facilitation.choose_question(house.code, KARI, question="tilsyn")
    house.press()
    assert house.live.phase is Phase.ALONE
