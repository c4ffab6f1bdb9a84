"""What each of the five «Hva nå?» questions asks of the room, on all three screens."""

from __future__ import annotations

import pytest

from tests.integration.conftest import HouseFactory
from tests.integration.house import CONTENT, QUESTION, House, create_session, scene
from workshop_app.domain.agenda import Language, Phase
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence import proposals
from workshop_app.persistence.engine import Database

#: What is read from a snapshot is the same wherever it lies.
DATABASES = ("sqlite",)

QUESTIONS = {one.id: one for one in CONTENT.activities[QUESTION].body.offered_questions()}
RULES = ["Følge regelen og melde fra", "Spørre først", "Gjøre unntak og si hvorfor", "Få regelen endret"]
LAW = "Lov og forskrift må vi følge. Unntak gjelder bare rutiner vi har laget selv."
REPORTS = ["Beholde", "Forenkle", "Slutte med"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_its_prompt_stands_on_projector_phones_and_control_screen(
    question: str, new_house: HouseFactory, database: Database
) -> None:
    house, asked = new_house(code=create_session(database, question=question)), QUESTIONS[question]
    house.go_to(QUESTION, Phase.ALONE)
    assert stage_frame(scene(house)).lead == phone_frame(scene(house)).lead == asked.alone.nb
    assert asked.alone.nb in control_frame(scene(house)).say
    for phase in (Phase.GROUPS, Phase.COLLECTING):
        house.go_to(QUESTION, phase)
        assert stage_frame(scene(house)).lead == phone_frame(scene(house)).lead == asked.group.nb
        assert phone_frame(scene(house)).start == asked.start.nb
        if phase is Phase.GROUPS:
            assert asked.group.nb in control_frame(scene(house)).say


@pytest.mark.parametrize(
    ("question", "options", "note"),
    [
        ("prosedyrer", RULES, LAW),
        ("rapportering", REPORTS, "Sjekk om loven krever det, før dere slutter."),
        ("tilsyn", [], ""),
    ],
)
def test_groups_choose_among_what_it_names_under_its_fixed_note(
    question: str, options: list[str], note: str, new_house: HouseFactory, database: Database
) -> None:
    house = new_house(code=create_session(database, question=question))
    house.go_to(QUESTION, Phase.GROUPS)
    phone, stage, said = phone_frame(scene(house)), stage_frame(scene(house)), control_frame(scene(house)).say
    assert (phone.starts, phone.lines) == (options, [note] if note else [])
    for line in (" · ".join(options), note):
        assert (line in stage.lines) == (line in said) == bool(line)


def test_what_is_chosen_alike_stands_together_in_whatever_language_it_was_written(
    new_house: HouseFactory, database: Database
) -> None:
    house = new_house(code=create_session(database, question="rapportering"))
    house.go_to(QUESTION, Phase.PLENARY)
    texts = [
        "Stop: the weekly list",
        "Noe annet",
        "Forenkle: vaktboken",
        "Beholde: avviksmeldinger",
        "Slutte med: ukelisten",
    ]
    write(house, texts)
    expected = [texts[3], texts[2], texts[0], texts[4], texts[1]]
    for language in Language:
        assert [card.text for card in stage_frame(scene(house, language)).cards] == expected
    house.press()
    assert [option.label for option in phone_frame(scene(house)).ballot.options] == expected


def write(house: House, texts: list[str]) -> None:
    with house.database.unit_of_work() as db:
        for number, text in enumerate(texts, 1):
            at = {"session_id": house.session_id, "activity_id": QUESTION, "group": number}
            proposals.add_proposal(db, id_=f"p{number}", text=text, **at)
            proposals.judge_proposal(db, f"p{number}", state="shown")
