"""The courses of the kinds agree with themselves: no phase that leads nowhere, no vote that is never sealed."""

from __future__ import annotations

import pytest

from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Course, Move
from workshop_app.kinds.catalogue import forms

COURSES = {kind: form.course for kind, form in forms().items()}
VOTING = sorted(kind for kind, course in COURSES.items() if course.rounds)
#: Kinds with a vote that nothing shows: it is sealed by leaving.
SHOWN_ELSEWHERE = {"pulse"}


def by_moves(course: Course) -> set[Phase]:
    found, waiting = set[Phase](), [course.first]
    while waiting:
        phase = waiting.pop()
        if phase not in found:
            found.add(phase)
            waiting += [target for (source, _), target in course.ways.items() if source is phase]
    return found


@pytest.mark.parametrize("kind", sorted(COURSES))
def test_phases_are_exactly_those_that_moves_lead_to_from_the_first(kind: str) -> None:
    assert by_moves(COURSES[kind]) == set(COURSES[kind].phases)


@pytest.mark.parametrize("kind", sorted(COURSES))
def test_next_always_leads_onwards_and_never_round_in_a_circle(kind: str) -> None:
    for start in COURSES[kind].phases:
        seen, phase = [start], start
        while (target := COURSES[kind].ways.get((phase, Move.NEXT))) is not None:
            assert target not in seen
            seen.append(target)
            phase = target


@pytest.mark.parametrize("kind", sorted(COURSES))
def test_back_undoes_what_next_or_close_did(kind: str) -> None:
    ways = COURSES[kind].ways
    forward = {(source, target) for (source, move), target in ways.items() if move in (Move.NEXT, Move.CLOSE)}
    backward = {(target, source) for (source, move), target in ways.items() if move is Move.BACK}
    assert backward <= forward


@pytest.mark.parametrize("kind", VOTING)
def test_phases_that_take_answers_or_seal_belong_to_the_kind(kind: str) -> None:
    course = COURSES[kind]
    assert {*course.rounds, *course.sealing, *course.resting, *course.resting.values()} <= set(course.phases)
    assert set(course.sealing.values()) <= set(course.parts)
    for part, round_ in course.rounds.values():
        assert round_ in course.rounds_of(part)


@pytest.mark.parametrize("kind", VOTING)
def test_a_phase_that_seals_takes_no_answers_itself(kind: str) -> None:
    assert not set(COURSES[kind].sealing) & set(COURSES[kind].rounds)


@pytest.mark.parametrize("kind", VOTING)
def test_every_part_is_sealed_by_a_phase_or_by_leaving_from_a_closed_one(kind: str) -> None:
    unsealed = set(COURSES[kind].parts) - set(COURSES[kind].sealing.values())
    assert bool(unsealed) == (kind in SHOWN_ELSEWHERE)


@pytest.mark.parametrize("kind", VOTING)
def test_coming_back_never_leads_to_an_open_vote(kind: str) -> None:
    course = COURSES[kind]
    for left in course.phases:
        assert course.return_phase(left) in course.phases
        assert course.return_phase(left) not in course.rounds
        assert course.rest(left) not in course.rounds
