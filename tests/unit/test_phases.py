"""The transition tables agree with each other: no phase that leads nowhere, no vote that is never sealed."""

from __future__ import annotations

import pytest

from tests import activities
from workshop_app.domain.agenda import Kind, Phase
from workshop_app.domain.phases import (
    FIRST,
    RESTING,
    ROUNDS,
    SEALING,
    TRANSITIONS,
    Move,
    parts,
    phases,
    return_phase,
    rounds,
)

VOTING = sorted({kind for kind, _ in ROUNDS})
OF_KIND = {
    activity.kind: activity
    for activity in (
        activities.choice(),
        activities.scale(),
        activities.pulse(),
        activities.points(),
        activities.dilemma(),
        activities.question(),
        activities.slide(),
    )
}


def by_moves(kind: Kind) -> set[Phase]:
    found, waiting = set[Phase](), [FIRST[kind]]
    while waiting:
        phase = waiting.pop()
        if phase not in found:
            found.add(phase)
            waiting += [target for (source, _), target in TRANSITIONS[kind].items() if source is phase]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_kind_has_a_table_and_a_first_phase(kind: Kind) -> None:
    assert kind in TRANSITIONS
    assert FIRST[kind] in phases(kind)


@pytest.mark.parametrize("kind", Kind)
def test_phases_are_exactly_those_that_moves_lead_to_from_the_first(kind: Kind) -> None:
    assert by_moves(kind) == set(phases(kind))


@pytest.mark.parametrize("kind", Kind)
def test_next_always_leads_onwards_and_never_round_in_a_circle(kind: Kind) -> None:
    for start in phases(kind):
        seen, phase = [start], start
        while (target := TRANSITIONS[kind].get((phase, Move.NEXT))) is not None:
            assert target not in seen
            seen.append(target)
            phase = target


@pytest.mark.parametrize("kind", Kind)
def test_back_undoes_what_next_or_close_did(kind: Kind) -> None:
    table = TRANSITIONS[kind]
    forward = {(source, target) for (source, move), target in table.items() if move in (Move.NEXT, Move.CLOSE)}
    backward = {(target, source) for (source, move), target in table.items() if move is Move.BACK}
    assert backward <= forward


@pytest.mark.parametrize(("kind", "phase"), sorted(ROUNDS))
def test_phase_that_takes_answers_belongs_to_its_kind(kind: Kind, phase: Phase) -> None:
    part, round_ = ROUNDS[kind, phase]
    assert phase in phases(kind)
    assert part in parts(kind)
    assert round_ in rounds(kind, part)


@pytest.mark.parametrize(("kind", "phase"), sorted(SEALING))
def test_phase_that_seals_has_a_part_to_seal_and_takes_no_answers_itself(kind: Kind, phase: Phase) -> None:
    assert phase in phases(kind)
    assert SEALING[kind, phase] in parts(kind)
    assert (kind, phase) not in ROUNDS


@pytest.mark.parametrize("kind", VOTING)
def test_part_is_sealed_by_a_phase_or_by_leaving_from_a_closed_one(kind: Kind) -> None:
    unsealed = set(parts(kind)) - {part for (k, _), part in SEALING.items() if k is kind}
    assert unsealed == ({"pulse"} if kind is Kind.PULSE else set())


@pytest.mark.parametrize("kind", VOTING)
def test_kind_with_rounds_has_a_place_to_rest_that_takes_no_answers(kind: Kind) -> None:
    assert RESTING[kind] in phases(kind)
    assert (kind, RESTING[kind]) not in ROUNDS


@pytest.mark.parametrize("kind", sorted(set(Kind) - set(VOTING)))
def test_kind_without_rounds_has_no_parts(kind: Kind) -> None:
    assert parts(kind) == ()


@pytest.mark.parametrize("kind", sorted(OF_KIND))
def test_coming_back_never_leads_to_an_open_vote(kind: Kind) -> None:
    for left in phases(kind):
        back = return_phase(OF_KIND[kind], left)
        assert back in phases(kind)
        assert (kind, back) not in ROUNDS
