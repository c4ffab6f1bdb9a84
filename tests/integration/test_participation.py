"""What a participant may do: join, answer, write for a group; and what becomes of the groups' proposals."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.integration.group_work import claim, in_groups, propose, shown, states
from tests.integration.house import CHOICE, COMMITMENTS, KARI, QUESTION, House
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import BadInput, InvalidAnswer, NotAllowed, RefusedMove, UnknownCode
from workshop_app.domain.phases import Move
from workshop_app.domain.session import EventKind
from workshop_app.services.limits import TooManyTries


@pytest.fixture
def groups(house: House) -> House:
    """A session where three groups may hand in proposals."""
    return in_groups(house)


# --- joining ----------------------------------------------------------------------------------


def test_join_with_a_wrong_code_is_refused(house: House) -> None:
    house.open_lobby()
    for code in ("QQQQQQ", "", "x" * 500, "\ud800", "' OR 1=1"):
        with pytest.raises(UnknownCode):
            house.seat(code)


def test_join_before_the_lobby_and_after_the_end_is_refused(house: House) -> None:
    keys = []
    for prepare in (lambda: None, lambda: (house.open_lobby(), house.end())):
        prepare()
        with pytest.raises(UnknownCode) as refused:
            house.seat()
        keys.append(refused.value.key)
    assert keys == ["error.code_not_open", "error.code_ended"]


def test_closed_doors_keep_newcomers_out_and_let_those_who_were_in_come_back(house: House) -> None:
    house.open_lobby()
    (seat,) = house.join(1)
    house.facilitation.note(house.code, KARI, EventKind.DOORS_CLOSED, value=True)
    with pytest.raises(NotAllowed):
        house.seat()
    with pytest.raises(NotAllowed):
        house.seat(token="somebody else's")
    assert house.seat(token=seat.token) == seat


def test_token_of_no_seat_gets_a_new_one_of_the_servers_making(house: House) -> None:
    house.open_lobby()
    for token in ("chosen-by-the-browser", "", "\ud800"):
        assert house.seat(token=token).token != token


def test_seat_is_stored_only_as_a_hash_and_gone_when_given_up(house: House) -> None:
    house.open_lobby()
    (seat,) = house.join(1)
    with house.database.reading() as db:
        stored = db.execute(text("SELECT token_hash FROM seats")).scalar_one()
    assert seat.token.encode() not in stored
    house.participation.leave(seat)
    assert house.find(token=seat.token).token == ""


# --- answering --------------------------------------------------------------------------------


async def test_answer_after_the_end_is_told_to_be_too_late(house: House) -> None:
    house.open_lobby()
    (seat,) = house.join(1)
    house.go_to(CHOICE, Phase.OPEN)
    run = house.run
    house.end()
    late = house.participation.answer(seat, run_id=run, round_="vote", seq=1, payload={"answer": ["te"]})
    assert await late is False


@pytest.mark.parametrize("seq", [0, -1, 2**53, True, "1", None, 1.0])
async def test_tap_counter_that_no_phone_sends_is_refused(house: House, seq: object) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    (seat,) = house.join(1)
    with pytest.raises(InvalidAnswer):
        await house.send(seat, {"answer": ["te"]}, seq=seq)


@pytest.mark.parametrize("payload", [None, [], "te", {}, {"answer": "te"}, {"answer": ["champagne"]}])
async def test_answer_that_the_round_does_not_know_is_refused(house: House, payload: object) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    (seat,) = house.join(1)
    with pytest.raises(InvalidAnswer):
        await house.send(seat, payload)
    assert house.own(seat).answers == []


async def test_own_answer_is_shown_to_its_seat_until_sealing(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    mine, other = house.join(2)
    await house.answer(mine, ["te"])
    own = [house.own(seat).answers for seat in (mine, other)]
    assert [[answer.answer for answer in answers] for answers in own] == [['["te"]'], []]
    house.press()
    assert house.own(mine).answers == []


async def test_skipped_round_counts_as_done_and_not_in_the_figures(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    seats = house.join(6)
    await house.answer_all(seats[:5], [["te"]] * 5)
    await house.send(seats[5], {"skip": True})
    house.facilitation.move(
        house.code, KARI, move=Move.NEXT, pressed_on=house.position, here=[seat.token for seat in seats]
    )
    assert house.figures(CHOICE, "vote")["vote"][0] == 5


# --- groups -----------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [0, 4, -1, True, "1", None])
def test_group_out_of_range_is_refused(groups: House, group: object) -> None:
    with pytest.raises(BadInput):
        claim(groups, group)


def test_group_is_claimed_only_while_groups_work(house: House) -> None:
    house.go_to(QUESTION, Phase.ALONE)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 3)
    with pytest.raises(RefusedMove):
        claim(house, 1)
    with pytest.raises(RefusedMove):
        house.participation.claim_group(house.join(1)[0], activity_id=CHOICE, group=1, writer=None)


def test_pen_passes_on_and_the_one_who_had_it_writes_no_more(groups: House) -> None:
    first = claim(groups, 1)
    second = claim(groups, 1)
    with pytest.raises(NotAllowed):
        propose(groups, first, "for sent")
    propose(groups, second, "i tide")
    assert states(groups) == {"i tide": "waiting"}


def test_phone_that_writes_for_another_group_lays_the_first_pen_down(groups: House) -> None:
    seat, writer = claim(groups, 1)
    assert claim(groups, 2, seat=seat, writer=writer) == (seat, writer)
    assert list(groups.snapshot.pens) == [2]


@pytest.mark.parametrize("words", ["", "   \n", None, 7, "x" * 141, "\x00\u202e", "\u200b\u200b"])
def test_proposal_without_words_or_too_long_is_refused(groups: House, words: object) -> None:
    pen = claim(groups, 1)
    with pytest.raises(BadInput):
        propose(groups, pen, words)
    assert states(groups) == {}


def test_proposal_is_kept_as_one_line_without_what_can_not_be_seen(groups: House) -> None:
    propose(groups, claim(groups, 1), "  Møte\n\tuten\u202e  leder\x00\ud800 ")
    assert states(groups) == {"Møte uten leder": "waiting"}


@pytest.mark.parametrize(("number", "each"), [(6, 2), (7, 1)])
def test_group_may_hand_in_two_up_to_six_groups_and_one_above(groups: House, number: int, each: int) -> None:
    groups.facilitation.note(groups.code, KARI, EventKind.GROUPS_SET, number)
    pen = claim(groups, 1)
    for n in range(each):
        propose(groups, pen, f"forslag {n}")
    propose(groups, pen, "forslag 0")
    with pytest.raises(RefusedMove):
        propose(groups, pen, "ett til")
    assert len(states(groups)) == each


def test_returned_proposal_is_rewritten_by_its_own_group_only(groups: House) -> None:
    pen, other = claim(groups, 1), claim(groups, 2)
    proposal = propose(groups, pen, "Kari skal slutte")
    groups.facilitation.send_back(groups.code, KARI, proposal=proposal, reason="control.reason.name")
    assert groups.snapshot.proposals[0].reason == "control.reason.name"
    with pytest.raises(BadInput):
        propose(groups, other, "noe annet", proposal)
    propose(groups, pen, "Lederen skal lytte", proposal)
    assert states(groups) == {"Lederen skal lytte": "waiting"}
    with pytest.raises(BadInput):
        propose(groups, pen, "en gang til", proposal)


def test_proposal_is_sent_back_only_for_a_reason_we_have_words_for(groups: House) -> None:
    proposal = propose(groups, claim(groups, 1), "forslag")
    with pytest.raises(BadInput):
        groups.facilitation.send_back(groups.code, KARI, proposal=proposal, reason="fordi")
    assert states(groups) == {"forslag": "waiting"}


def test_screen_holds_twelve_and_merging_makes_room(groups: House) -> None:
    made = shown(groups, 12)
    groups.facilitation.note(groups.code, KARI, EventKind.GROUPS_SET, 6)
    thirteenth = propose(groups, claim(groups, 1), "forslag 13")
    with pytest.raises(RefusedMove):
        groups.facilitation.approve(groups.code, KARI, proposal=thirteenth)
    groups.facilitation.approve(groups.code, KARI, proposal=made[0])
    groups.facilitation.merge(groups.code, KARI, proposal=made[0], into=made[1])
    groups.facilitation.approve(groups.code, KARI, proposal=thirteenth)
    assert list(states(groups).values()).count("shown") == 12


def test_proposal_merged_along_a_chain_follows_to_the_last(groups: House) -> None:
    a, b, c = shown(groups, 3)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    groups.facilitation.merge(groups.code, KARI, proposal=b, into=c)
    assert [proposal.merged_into for proposal in groups.snapshot.proposals] == [c, c, None]


def test_proposal_is_merged_only_into_another_that_is_shown(groups: House) -> None:
    a, b = shown(groups, 2)
    waiting = propose(groups, claim(groups, 3), "venter")
    for into in (a, waiting, "unknown"):
        with pytest.raises(BadInput):
            groups.facilitation.merge(groups.code, KARI, proposal=a, into=into)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    with pytest.raises(BadInput):
        groups.facilitation.merge(groups.code, KARI, proposal=b, into=a)


def test_what_was_merged_into_a_proposal_that_is_sent_back_waits_again(groups: House) -> None:
    a, b = shown(groups, 2)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    groups.facilitation.send_back(groups.code, KARI, proposal=b, reason="control.reason.unclear")
    assert states(groups) == {"forslag 1": "waiting", "forslag 2": "returned"}
    assert [proposal.merged_into for proposal in groups.snapshot.proposals] == [None, None]


# --- dots and cards ---------------------------------------------------------------------------


async def test_dots_on_a_merged_proposal_count_for_the_one_it_went_into(groups: House) -> None:
    a, b, c = shown(groups, 3)
    groups.go_to(QUESTION, Phase.DOTS)
    seats = groups.join(5)
    await groups.answer_all(seats, [{a: 2, b: 1}, {a: 1, c: 2}, {b: 2}, {a: 1}, {c: 1}])
    with pytest.raises(RefusedMove):
        groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    groups.press(Move.CLOSE)
    groups.facilitation.merge(groups.code, KARI, proposal=a, into=b)
    groups.press()
    assert groups.figures(QUESTION, "dots") == {"dots": (5, {"dots": {b: 7, c: 3}})}


async def test_dots_go_only_to_proposals_on_the_screen(groups: House) -> None:
    shown(groups, 2)
    waiting = propose(groups, claim(groups, 3), "venter")
    groups.go_to(QUESTION, Phase.DOTS)
    (seat,) = groups.join(1)
    with pytest.raises(InvalidAnswer):
        await groups.answer(seat, {waiting: 1})


def test_card_from_a_proposal_keeps_what_is_written_and_comes_once(groups: House) -> None:
    (proposal,) = shown(groups, 1)
    groups.go_to(COMMITMENTS)
    groups.facilitation.write_card(groups.code, KARI, position=1, field="who", value="HR")
    for _ in range(2):
        groups.facilitation.card_from_proposal(groups.code, KARI, proposal=proposal)
    assert [(card.what, card.who, card.proposal_id) for card in groups.snapshot.cards] == [
        ("forslag 1", "HR", proposal)
    ]


def test_card_is_not_made_of_what_the_room_has_not_seen_nor_when_cards_are_full(groups: House) -> None:
    made = shown(groups, 3)
    waiting = propose(groups, claim(groups, 4), "venter")
    groups.go_to(COMMITMENTS)
    with pytest.raises(BadInput):
        groups.facilitation.card_from_proposal(groups.code, KARI, proposal=waiting)
    for proposal in made[:2]:
        groups.facilitation.card_from_proposal(groups.code, KARI, proposal=proposal)
    with pytest.raises(RefusedMove):
        groups.facilitation.card_from_proposal(groups.code, KARI, proposal=made[2])
    assert len(groups.snapshot.cards) == 2


def test_farewell_is_for_those_who_were_there(house: House) -> None:
    house.open_lobby()
    (seat,) = house.join(1)
    house.end()
    assert house.find(token=seat.token).session_id == house.session_id
    with pytest.raises(UnknownCode):
        house.find(token=None)


def test_in_a_room_of_fewer_than_the_threshold_no_text_is_shown(groups: House) -> None:
    pen = claim(groups, 1)
    proposal = propose(groups, pen, "Vi spør først")
    groups.join(3)
    with pytest.raises(RefusedMove) as refused:
        groups.facilitation.approve(groups.code, KARI, proposal=proposal)
    assert (refused.value.key, refused.value.slots) == ("control.refused.few_for_texts", {"k": 5})
    assert states(groups) == {"Vi spør først": "waiting"}

    groups.join(1)
    groups.facilitation.approve(groups.code, KARI, proposal=proposal)
    assert states(groups) == {"Vi spør først": "shown"}


async def test_dots_on_proposals_that_have_all_gone_back_hold_nothing_up(groups: House) -> None:
    """A name is discovered late: the only proposal goes back when dots have been given already."""
    (proposal,) = shown(groups, 1)
    groups.go_to(QUESTION, Phase.DOTS)
    await groups.answer_all(groups.join(6), [{proposal: 2}] * 6)
    groups.press(Move.CLOSE)
    groups.facilitation.send_back(groups.code, KARI, proposal=proposal, reason="control.reason.name")
    groups.press()
    assert groups.live.phase is Phase.REVEALED
    assert groups.figures(QUESTION, "dots") == {"dots": (0, None)}


def test_proposal_is_not_put_on_the_screen_while_dots_are_given(groups: House) -> None:
    shown(groups, 2)
    waiting = propose(groups, claim(groups, 3), "venter")
    groups.go_to(QUESTION, Phase.DOTS)
    with pytest.raises(RefusedMove):
        groups.facilitation.approve(groups.code, KARI, proposal=waiting)
    assert states(groups)["venter"] == "waiting"


def test_join_with_one_wrong_code_after_another_is_slowed_down(house: House) -> None:
    with pytest.raises(TooManyTries):
        for _ in range(100):
            with pytest.raises(UnknownCode):
                house.seat("QQQQQQ")
