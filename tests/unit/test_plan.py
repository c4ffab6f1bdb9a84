"""The steps of a session being prepared: what can be left out, moved and chosen, and what it takes in minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop_app.content_loader import load_content
from workshop_app.domain.preparation import with_selection
from workshop_app.ui.preparation.plan import Choices, moved, questions, rows, settled_question, taken_steps

AGENDA = load_content(Path("content")).agendas["90-minutter"]
ORDER = tuple(activity.id for activity in AGENDA.activities)
AS_IT_IS = Choices(order=ORDER)


def total(choices: Choices, *, discussed: bool = True) -> int:
    return sum(row.minutes for row in rows(AGENDA, choices, discussed=discussed) if row.taken)


def test_as_it_is_everything_is_taken_in_ninety_minutes() -> None:
    assert taken_steps(AGENDA, AS_IT_IS, discussed=True) == list(ORDER)
    assert total(AS_IT_IS) == AGENDA.total_minutes == 90


def test_each_part_of_the_agenda_has_its_heading_once() -> None:
    blocks = [row.block for row in rows(AGENDA, AS_IT_IS, discussed=True) if row.block]
    assert len(blocks) == len(set(blocks)) == 8


def test_without_a_discussion_neither_the_pulse_nor_its_result_can_be_taken() -> None:
    blocked = [row.id for row in rows(AGENDA, AS_IT_IS, discussed=False) if row.blocked]
    assert blocked == ["tillitspulsen", "pulsen-i-dag"]
    assert total(AS_IT_IS, discussed=False) == 83


def test_leaving_out_the_pulse_leaves_out_its_result() -> None:
    choices = Choices(order=ORDER, left_out=frozenset({"tillitspulsen"}))
    blocked = [row.id for row in rows(AGENDA, choices, discussed=True) if row.blocked]
    assert blocked == ["pulsen-i-dag"]


def test_what_is_offered_makes_a_session_whatever_is_left_out() -> None:
    for step in ORDER:
        for discussed in (True, False):
            taken = taken_steps(AGENDA, Choices(order=ORDER, left_out=frozenset({step})), discussed=discussed)
            assert with_selection(AGENDA, taken).activities


def test_the_minutes_shown_are_those_of_the_session_that_is_made() -> None:
    for question, _ in [("", ""), *questions(AGENDA)]:
        choices = Choices(order=ORDER, left_out=frozenset({"definisjoner"}), question=question)
        taken = taken_steps(AGENDA, choices, discussed=True)
        chosen = settled_question(AGENDA, choices, discussed=True)
        assert total(choices) == with_selection(AGENDA, taken, chosen).total_minutes


def test_there_are_five_questions_and_one_is_only_settled_where_it_is_asked() -> None:
    offered = [id_ for id_, _ in questions(AGENDA)]
    assert len(offered) == 5

    chosen = Choices(order=ORDER, question=offered[0])
    without = Choices(order=ORDER, question=offered[0], left_out=frozenset({"hva-na"}))
    assert settled_question(AGENDA, chosen, discussed=True) == offered[0]
    assert settled_question(AGENDA, without, discussed=True) is None
    assert settled_question(AGENDA, AS_IT_IS, discussed=True) is None


@pytest.mark.parametrize(
    ("step", "up", "expected"),
    [
        ("b", True, ("b", "a", "c")),
        ("b", False, ("a", "c", "b")),
        ("a", True, ("a", "b", "c")),
        ("c", False, ("a", "b", "c")),
        ("made-up", True, ("a", "b", "c")),
    ],
)
def test_a_step_moves_one_place_and_never_over_the_edge(step: str, *, up: bool, expected: tuple[str, ...]) -> None:
    assert moved(("a", "b", "c"), step, up=up) == expected
