"""What a browser may send as an answer, and what it may not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities import choice, dilemma, points, pulse, question, scale, slide
from workshop_app.domain.agenda import Activity
from workshop_app.domain.answers import DONT_KNOW, Answer, is_complete, parse_answer
from workshop_app.domain.errors import InvalidAnswer

PROPOSALS = ("p1", "p2", "p3")
ROUNDS = [
    (choice(most=3), "vote"),
    (scale(), "vote"),
    (pulse(), "pulse"),
    (points(), "today"),
    (points(), "desired"),
    (dilemma(), "first"),
    (dilemma(), "second"),
    (question(), "choose"),
    (question(), "dots"),
]
HUGE = "x" * 1_000_000
DEEP: Any = []
for _ in range(2_000):
    DEEP = [DEEP]
HOSTILE = [
    None, True, False, -1, 0, 6, 10**5_000, 3.0, float("nan"), float("inf"), "", "3", HUGE, b"a",
    [], [[]], [None], [True], [{}], ["a", "a"], [HUGE], ["a"] * 1_000_000, DEEP,
    {}, {"a": {}}, {HUGE: 1}, {"anchor": True}, {"anchor": 3.0}, {"anchor": float("nan")}, {"anchor": 0},
    {"anchor": "3"}, {"nobody": 3}, {3: 3}, {None: 1}, {"p1": True}, {"p1": 3}, {"p1": -1}, {"p9": 1},
    {"hierarchy": 100}, {"hierarchy": 10**5_000, "market": 0, "trust": 0},
    {"hierarchy": True, "market": 99, "trust": 0}, {"hierarchy": 110, "market": -10, "trust": 0},
    {"hierarchy": 50.0, "market": 50, "trust": 0}, {"hierarchy": 0, "market": 0, "trust": 100, "luck": 0},
]  # fmt: skip


def parse(activity: Activity, round_: str, payload: object) -> Answer:
    return parse_answer(activity, round_=round_, payload=payload, proposals=PROPOSALS)


@pytest.mark.parametrize(("activity", "round_"), ROUNDS, ids=lambda value: getattr(value, "kind", value))
@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_payloads_are_refused_with_a_phrase(activity: Activity, round_: str, payload: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse(activity, round_, payload)
    assert refused.value.key in {"error.not_saved", "choice.full", "points.sum_error"}
    assert len(str(refused.value.slots)) < 50


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["anchor", "a1", "p1"]), inner),
    max_leaves=10,
)


@given(payload=_JSON, case=st.sampled_from(ROUNDS))
def test_any_json_gives_a_canonical_answer_or_a_refusal(payload: object, case: tuple[Activity, str]) -> None:
    activity, round_ = case
    try:
        answer = parse(activity, round_, payload)
    except InvalidAnswer:
        return
    assert parse(activity, round_, json.loads(json.dumps(answer))) == answer


@pytest.mark.parametrize(
    ("activity", "round_", "payload", "answer"),
    [
        (choice(), "vote", ["c"], ["c"]),
        (choice(most=3), "vote", ["c", "a"], ["a", "c"]),
        (scale(), "vote", 5, 5),
        (pulse(), "pulse", {"anchor": 1, "b2": 4, "a1": DONT_KNOW}, {"a1": DONT_KNOW, "b2": 4, "anchor": 1}),
        (
            points(),
            "today",
            {"trust": 30, "market": 0, "hierarchy": 70},
            {"hierarchy": 70, "market": 0, "trust": 30},
        ),
        (dilemma(), "first", "o2", "o2"),
        (dilemma(), "second", "o5", "o5"),
        (question(), "choose", "q2", "q2"),
        (question(), "dots", {"p3": 1, "p2": 0, "p1": 2}, {"p1": 2, "p3": 1}),
    ],
)
def test_an_answer_gets_its_canonical_form(activity: Activity, round_: str, payload: object, answer: Answer) -> None:
    parsed = parse(activity, round_, payload)
    assert json.dumps(parsed) == json.dumps(answer)


def test_one_too_many_is_told_how_many_may_be_chosen() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse(choice(most=2), "vote", ["a", "b", "c"])
    assert (refused.value.key, refused.value.slots) == ("choice.full", {"k": 2})


@pytest.mark.parametrize(("market", "used"), [(20, 90), (40, 110), (300, 370)])
def test_points_that_do_not_add_up_are_told_their_sum(market: int, used: int) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse(points(), "today", {"hierarchy": 50, "market": market, "trust": 20})
    assert (refused.value.key, refused.value.slots) == ("points.sum_error", {"sum": used})


@pytest.mark.parametrize("payload", [{"p1": 2, "p2": 2}, {"p1": 3}, {"p1": 0}, {"p4": 1}, {}])
def test_dots_keep_to_their_number_and_to_the_proposals(payload: object) -> None:
    with pytest.raises(InvalidAnswer):
        parse(question(), "dots", payload)


def test_dots_need_proposals() -> None:
    with pytest.raises(InvalidAnswer):
        parse_answer(question(), round_="dots", payload={"p1": 1})


@pytest.mark.parametrize(
    ("activity", "round_"),
    [(slide(), "vote"), (choice(), "first"), (scale(), ""), (points(), "vote"), (question(), "vote")],
)
def test_a_round_that_the_activity_does_not_have_means_that_we_went_on(activity: Activity, round_: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse(activity, round_, ["a"])
    assert refused.value.key == "error.other_step"


def test_only_a_half_answered_pulse_is_not_done() -> None:
    everything: dict[str, int | str] = {f"{d}{i}": 3 for d in "abcd" for i in (1, 2, 3)}
    assert not is_complete(pulse(), round_="pulse", answer=everything)
    assert is_complete(pulse(), round_="pulse", answer={**everything, "anchor": DONT_KNOW})
    assert is_complete(pulse(), round_="pulse", answer=None)
    assert is_complete(points(), round_="today", answer={"hierarchy": 100, "market": 0, "trust": 0})
