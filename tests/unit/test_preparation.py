"""Before a session: leaving out steps, reordering them, settling the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop_app.content_loader import load_content
from workshop_app.domain.agenda import Agenda, Phase
from workshop_app.domain.errors import BadInput
from workshop_app.domain.preparation import with_selection
from workshop_app.kinds.question.rules import QuestionBody

AGENDA = load_content(Path(__file__).parents[2] / "content").agendas["90-minutter"]
ORDER = [activity.id for activity in AGENDA.activities]


def without(*left_out: str) -> list[str]:
    return [activity_id for activity_id in ORDER if activity_id not in left_out]


def chosen(agenda: Agenda) -> str | None:
    body = agenda.activity("hva-na").body
    assert isinstance(body, QuestionBody)
    return body.chosen


def test_everything_in_its_order_is_the_agenda_itself() -> None:
    assert with_selection(AGENDA, ORDER) == AGENDA


def test_steps_may_be_left_out_and_moved() -> None:
    order = ["tiltak", "velkommen"]
    assert [activity.id for activity in with_selection(AGENDA, order).activities] == order


def test_a_settled_question_is_worked_on_without_a_vote_on_it() -> None:
    prepared = with_selection(AGENDA, ORDER, "rapportering")
    assert chosen(prepared) == "rapportering"
    assert prepared.activity("hva-na").body.first_phase() is Phase.ALONE
    assert prepared.total_minutes == AGENDA.total_minutes - AGENDA.activity("hva-na").minutes[Phase.CHOOSING]
    assert chosen(AGENDA) is None


@pytest.mark.parametrize(("question", "votes"), [("tilsyn", 0), ("risikovurdering", 3), ("prosedyrer", 2)])
def test_the_votes_that_only_some_questions_have_take_time_once_such_a_question_is_settled(
    question: str, votes: int
) -> None:
    settled = with_selection(AGENDA, ORDER, question).activity("hva-na")
    open_yet = AGENDA.activity("hva-na")
    assert settled.total_minutes == open_yet.total_minutes - open_yet.minutes[Phase.CHOOSING] + votes


def test_without_a_question_the_room_chooses() -> None:
    assert chosen(with_selection(AGENDA, ORDER, None)) is None


@pytest.mark.parametrize(
    ("order", "question", "key"),
    [
        ([], None, "prepare.refused.empty"),
        (["velkommen", "velkommen"], None, "prepare.refused.twice"),
        (["velkommen", "kaffe"], None, "prepare.refused.unknown_step"),
        (without("tillitspulsen"), None, "prepare.refused.pulse_first"),
        (["pulsen-i-dag", "tillitspulsen"], None, "prepare.refused.pulse_first"),
        (ORDER, "vaer", "prepare.refused.unknown_question"),
        (without("hva-na"), "tilsyn", "prepare.refused.unknown_question"),
    ],
)
def test_what_makes_no_agenda_is_refused(order: list[str], question: str | None, key: str) -> None:
    with pytest.raises(BadInput) as refusal:
        with_selection(AGENDA, order, question)
    assert refusal.value.key == key


def test_the_result_may_be_left_out_with_its_pulse() -> None:
    prepared = with_selection(AGENDA, without("tillitspulsen", "pulsen-i-dag"))
    assert len(prepared.activities) == len(ORDER) - 2
