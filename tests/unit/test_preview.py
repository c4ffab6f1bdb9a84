"""What a step looks like before there is a session: through the real moves, tally and views, with nothing stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workshop_app.content_loader import load_content
from workshop_app.domain.agenda import Agenda, Phase, Text
from workshop_app.live.preview import Previews
from workshop_app.services.addresses import Addresses

CONTENT = load_content(Path(__file__).parents[2] / "content")
PREVIEWS = Previews(addresses=Addresses(public_url="https://tillit.example", port=443), minimum=5)
NINETY = CONTENT.agendas["90-minutter"]
STEPS = [(agenda, activity.id) for agenda in CONTENT.agendas.values() for activity in agenda.activities]


@pytest.mark.parametrize(("agenda", "step"), STEPS, ids=[f"{agenda.id}/{step}" for agenda, step in STEPS])
def test_every_phase_of_every_step_is_shown_on_projector_and_phone(agenda: Agenda, step: str) -> None:
    phases = PREVIEWS.phases(agenda, step)
    assert len(set(phases)) == len(phases) > 0
    for phase in phases:
        stage, (phone, own) = PREVIEWS.stage(agenda, step, phase), PREVIEWS.phone(agenda, step, phase)
        assert stage.screen not in {"", "too-few"}, phase
        assert phone.screen, phase
        assert own.joined


def test_phases_come_in_the_order_of_a_session() -> None:
    assert PREVIEWS.phases(NINETY, "kunnskap-eller-kultur") == [
        Phase.FIRST_VOTE,
        Phase.DISCUSSION,
        Phase.SECOND_VOTE,
        Phase.REVEALED,
    ]


def test_the_same_look_shows_the_same_answers() -> None:
    assert PREVIEWS.stage(NINETY, "hundre-poeng", Phase.REVEALED).groups == (
        PREVIEWS.stage(NINETY, "hundre-poeng", Phase.REVEALED).groups
    )


def test_what_was_written_is_what_is_shown() -> None:
    first = replace(NINETY.activities[0], title=Text(nb="God morgen"))
    agenda = replace(NINETY, activities=(first, *NINETY.activities[1:]))
    assert PREVIEWS.stage(agenda, first.id, Phase.SHOWN).title == "God morgen"
    assert PREVIEWS.phone(agenda, first.id, Phase.SHOWN)[0].title == "God morgen"


def test_a_step_or_phase_that_there_is_not_shows_nothing_wrong() -> None:
    with pytest.raises(KeyError):
        PREVIEWS.stage(NINETY, "gone", Phase.SHOWN)
    assert PREVIEWS.stage(NINETY, "velkommen", Phase.DOTS).title == "Velkommen"
