"""Taking back what was decided about a proposal: offered while nothing is built on it, and refused afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.group_work import claim, in_groups, propose, shown, states
from tests.integration.house import COMMITMENTS, KARI, QUESTION, House, scene
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.phases import Move
from workshop_app.domain.session import EventKind
from workshop_app.live.views.control import control_frame
from workshop_app.services.group_work import MOST_SHOWN


@pytest.fixture
def groups(house: House) -> House:
    """A session where three groups may hand in proposals."""
    return in_groups(house)


def take_back(house: House, proposal: str, state: str) -> None:
    house.facilitation.take_back(house.code, KARI, proposal=proposal, state=state)


def offered(house: House) -> list[str]:
    """What the control screen offers to take back."""
    frame = control_frame(scene(house))
    return [card.id for card in (*frame.shown, *frame.set_aside) if card.state]


def test_approved_and_returned_wait_again_as_they_were(groups: House) -> None:
    (a,) = shown(groups, 1)
    b = propose(groups, claim(groups, 2), "venter")
    groups.go_to(QUESTION, Phase.COLLECTING)
    groups.facilitation.send_back(groups.code, KARI, proposal=b, reason="control.reason.name")
    assert offered(groups) == [a, b]
    take_back(groups, a, "shown")
    take_back(groups, b, "returned")
    assert states(groups) == {"forslag 1": "waiting", "venter": "waiting"}
    assert [proposal.reason for proposal in groups.snapshot.proposals] == [None, None]
    assert offered(groups) == []


def test_what_was_merged_stands_by_itself_again(groups: House) -> None:
    a, b = shown(groups, 2)
    groups.go_to(QUESTION, Phase.PLENARY)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    assert offered(groups) == [a]
    with pytest.raises(RefusedMove, match=r"holds_others"):
        take_back(groups, b, "shown")
    take_back(groups, a, "merged")
    assert states(groups) == {"forslag 1": "shown", "forslag 2": "shown"}
    assert [proposal.merged_into for proposal in groups.snapshot.proposals] == [None, None]
    take_back(groups, b, "shown")


async def test_dots_once_open_end_it_also_after_going_back(groups: House) -> None:
    a, b, c = shown(groups, 3)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    groups.go_to(QUESTION, Phase.DOTS)
    await groups.answer_all(groups.join(5), [{c: 2}] * 5)
    groups.press(Move.BACK)
    assert offered(groups) == []
    for proposal, state in ((a, "merged"), (c, "shown")):
        with pytest.raises(RefusedMove, match=r"dots_given"):
            take_back(groups, proposal, state)
    assert states(groups) == {"forslag 1": "merged", "forslag 2": "shown", "forslag 3": "shown"}


def test_what_a_card_was_made_of_stays(groups: House) -> None:
    (a,) = shown(groups, 1)
    groups.go_to(QUESTION, Phase.PLENARY)
    groups.facilitation.card_from_proposal(groups.code, KARI, proposal=a)
    assert offered(groups) == []
    with pytest.raises(RefusedMove, match=r"refused\.used"):
        take_back(groups, a, "shown")


def test_there_must_be_room_on_the_screen(groups: House) -> None:
    made = shown(groups, MOST_SHOWN)
    groups.facilitation.merge(groups.code, KARI, proposal=made[0], into=made[1])
    groups.facilitation.note(groups.code, KARI, EventKind.GROUPS_SET, 6)
    last = propose(groups, claim(groups, 1), "et til")
    groups.facilitation.approve(groups.code, KARI, proposal=last)
    with pytest.raises(RefusedMove, match=r"screen_full"):
        take_back(groups, made[0], "merged")


def test_a_press_that_was_meant_for_something_else_does_nothing(groups: House) -> None:
    (a,) = shown(groups, 1)
    version = groups.live.version
    for proposal, state in ((a, "returned"), (a, "merged"), (a, "waiting"), (a, ""), ("unknown", "shown")):
        take_back(groups, proposal, state)
    assert (states(groups), groups.live.version) == ({"forslag 1": "shown"}, version)


def test_two_facilitators_at_once_take_back_once(groups: House) -> None:
    (a,) = shown(groups, 1)
    version = groups.live.version
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: take_back(groups, a, "shown"), range(2)))
    assert (states(groups), groups.live.version) == ({"forslag 1": "waiting"}, version + 1)


def test_it_belongs_to_the_step_at_hand(groups: House) -> None:
    (a,) = shown(groups, 1)
    groups.go_to(COMMITMENTS)
    take_back(groups, a, "shown")
    assert states(groups) == {"forslag 1": "shown"}


def test_a_group_that_was_rewriting_is_told_and_keeps_its_text(groups: House) -> None:
    pen = claim(groups, 1)
    a = propose(groups, pen, "Kari skal lytte")
    groups.facilitation.send_back(groups.code, KARI, proposal=a, reason="control.reason.name")
    take_back(groups, a, "returned")
    with pytest.raises(BadInput, match=r"proposal\.not_returned"):
        propose(groups, pen, "Lederen skal lytte", a)
    assert states(groups) == {"Kari skal lytte": "waiting"}
