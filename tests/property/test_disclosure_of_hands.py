"""Raised hands tell nothing about secret answers: whoever saw every hand is shown what all others are shown."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities import choice, dilemma, scale
from workshop_app.domain.agenda import Activity
from workshop_app.domain.disclosure import Audience, show, show_hands
from workshop_app.domain.tally import HANDS, Aggregate, tally

K = 5
_KINDS = {"choice": choice(), "scale": scale(), "dilemma": dilemma()}


@st.composite
def votes(draw: st.DrawFn, activity: Activity) -> tuple[list[dict[str, object]], dict[str, dict[str, int]]]:
    """(ballots, hands) of up to 25 people each."""
    (part,) = activity.body.course.parts
    rounds, options = activity.body.course.rounds_of(part), list(activity.body.by_hand())
    parsed = {
        option: activity.body.parse(int(option) if activity.kind == "scale" else option, round_=rounds[0], proposals=())
        if activity.kind != "choice"
        else [option]
        for option in options
    }
    answers = st.sampled_from(options).map(parsed.__getitem__)
    ballots = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(rounds, answers)), max_size=25))
    counts = st.fixed_dictionaries({option: st.integers(0, 8) for option in options})
    return ballots, draw(st.dictionaries(st.sampled_from(rounds), counts, min_size=1))


def sealed(
    activity: Activity, ballots: list[dict[str, object]], hands: Mapping[str, Mapping[str, int]]
) -> list[Aggregate]:
    (part,) = activity.body.course.parts
    return list(tally(activity, part=part, ballots=ballots, k=K, hands=hands))  # type: ignore[arg-type]  # as drawn


@pytest.mark.parametrize("kind", _KINDS)
@given(data=st.data())
def test_secret_answers_are_kept_and_shown_as_if_no_hand_had_been_raised(kind: str, data: st.DataObject) -> None:
    activity = _KINDS[kind]
    (part,) = activity.body.course.parts
    ballots, hands = data.draw(votes(activity))
    with_hands, without = sealed(activity, ballots, hands), sealed(activity, ballots, {})

    secret = [one for one in with_hands if not one.round.startswith(HANDS)]
    assert secret == [one for one in without if one.round != "flow" or not any(map(_any, hands.values()))]
    assert show(activity, part=part, aggregates=with_hands, audience=Audience.ROOM, k=K) == show(
        activity, part=part, aggregates=without, audience=Audience.ROOM, k=K
    )


@pytest.mark.parametrize("kind", _KINDS)
@given(data=st.data())
def test_hands_depend_on_no_ballot_and_too_few_leave_no_figure(kind: str, data: st.DataObject) -> None:
    activity = _KINDS[kind]
    ballots, hands = data.draw(votes(activity))
    ordered = bool(activity.body.bin_texts())
    kept, alone = sealed(activity, ballots, hands), sealed(activity, [], hands)

    shown = show_hands(kept, k=K, ordered=ordered)
    assert shown == show_hands(alone, k=K, ordered=ordered)
    raised = [one for one in kept if one.round.startswith(HANDS)]
    if any(one.n < K for one in raised):
        assert [one.figures for one in raised] == [None] * len(raised)
        assert shown == ()
    assert len({one.vote.form for one in shown}) <= 1


def _any(counts: Mapping[str, int]) -> bool:
    return any(counts.values())
