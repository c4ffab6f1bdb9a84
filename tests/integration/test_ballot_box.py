"""Answers: each counted once, the newest of each seat, none after the close, none lost that was acknowledged."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DataError

from tests.integration.conftest import HouseFactory
from tests.integration.house import CHOICE, DILEMMA, House
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.phases import Move
from workshop_app.persistence import ballot_box
from workshop_app.persistence.ballot_box import Ballot, OwnAnswer, Receipt
from workshop_app.services.participation import Seat

OPTIONS = ("kaffe", "te", "vann", "noe-annet", "ingenting")


def ballot(house: House, *, seat: str = "seat", seq: int = 1, answer: str | None = '["te"]', **other: object) -> Ballot:
    fields = {"session_id": house.session_id, "run_id": house.run, "round": "vote", "done": answer is not None}
    return Ballot(**{**fields, "seat": seat, "seq": seq, "answer": answer, **other})


def store(house: House, *ballots: Ballot) -> list[Receipt]:
    with house.database.unit_of_work() as db:
        return ballot_box.store(db, ballots)


def own(house: House, seat: str = "seat") -> list[OwnAnswer]:
    with house.database.reading() as db:
        return ballot_box.own_answers(db, run_id=house.run, seats=[seat]).get(seat, [])


@pytest.fixture
def voting(house: House) -> House:
    house.go_to(CHOICE, Phase.OPEN)
    return house


def test_answer_sent_twice_is_one_answer(voting: House) -> None:
    assert store(voting, ballot(voting)) == store(voting, ballot(voting)) == [Receipt.STORED]
    assert own(voting) == [OwnAnswer(round="vote", seq=1, done=True, answer='["te"]')]


def test_older_answer_that_arrives_late_changes_nothing_but_is_received(voting: House) -> None:
    store(voting, ballot(voting, seq=2, answer='["kaffe"]'))
    assert store(voting, ballot(voting, seq=1, answer='["te"]')) == [Receipt.STORED]
    assert own(voting) == [OwnAnswer(round="vote", seq=2, done=True, answer='["kaffe"]')]


def test_withdrawal_takes_the_answer_back_and_an_older_resend_does_not_bring_it_again(voting: House) -> None:
    first = ballot(voting, seq=1)
    store(voting, first)
    store(voting, ballot(voting, seq=2, answer=None))
    store(voting, first)
    assert own(voting) == [OwnAnswer(round="vote", seq=2, done=False, answer=None)]


def test_two_taps_in_one_batch_leave_the_newer_whichever_comes_first(voting: House) -> None:
    newer, older = ballot(voting, seq=2, answer='["kaffe"]'), ballot(voting, seq=1)
    assert store(voting, newer, older) == [Receipt.STORED, Receipt.STORED]
    assert own(voting) == [OwnAnswer(round="vote", seq=2, done=True, answer='["kaffe"]')]
    assert store(voting, older, replace(newer, seq=3)) == [Receipt.STORED, Receipt.STORED]
    assert [answer.seq for answer in own(voting)] == [3]


def test_closed_round_refuses_and_reopens_with_its_ballots(voting: House) -> None:
    kept = ballot(voting)
    store(voting, kept)
    voting.press(Move.CLOSE)
    assert store(voting, replace(kept, seat="another")) == [Receipt.CLOSED]
    voting.press(Move.BACK)
    assert own(voting) == [OwnAnswer(round="vote", seq=1, done=True, answer='["te"]')]
    assert own(voting, "another") == []


def test_sealed_run_refuses_for_good(voting: House) -> None:
    late = ballot(voting)
    voting.press()
    assert store(voting, late) == [Receipt.CLOSED]
    voting.press(Move.REPEAT)
    assert store(voting, late) == [Receipt.CLOSED]
    assert own(voting) == []


def test_other_round_of_the_open_run_refuses(house: House) -> None:
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    early = ballot(house, round="second", answer='"like-mye"')
    assert store(house, early) == [Receipt.CLOSED]


async def test_run_of_another_session_is_refused_like_one_that_is_not_there(
    house: House, new_house: HouseFactory
) -> None:
    other = new_house()
    for each in (house, other):
        each.go_to(CHOICE, Phase.OPEN)
    (seat,) = house.join(1)
    refusals = []
    for run in (other.run, "no-such-run", "\ud800", None, 7):
        with pytest.raises(InvalidAnswer) as refused:
            await house.participation.answer(seat, run_id=run, round_="vote", seq=1, payload={"answer": ["te"]})
        refusals.append((refused.value.key, refused.value.slots))
    assert refusals == [("error.other_step", {})] * 5
    assert store(house, ballot(house, run_id=other.run)) == [Receipt.CLOSED]


async def test_row_that_the_database_can_not_take_does_not_fail_the_batch(voting: House) -> None:
    good = [ballot(voting, seat=f"seat{n}") for n in range(5)]
    bad = ballot(voting, seat="bad", seq=2**70)
    closed = ballot(voting, run_id="unknown")
    cast = [voting.ballot_box.cast(each) for each in (*good[:2], bad, closed, *good[2:])]
    outcomes = await asyncio.gather(*cast, return_exceptions=True)
    assert isinstance(outcomes.pop(2), OverflowError | DataError)
    assert outcomes == [Receipt.STORED] * 2 + [Receipt.CLOSED] + [Receipt.STORED] * 3
    assert [len(own(voting, each.seat)) for each in (*good, bad)] == [1, 1, 1, 1, 1, 0]


async def test_forty_answers_in_the_same_instant_are_all_stored_once(voting: House) -> None:
    seats = voting.join(40)
    assert await asyncio.gather(*(voting.answer(seat, ["te"]) for seat in seats)) == [True] * 40
    voting.press()
    assert voting.figures(CHOICE, "vote")["vote"][0] == 40


async def test_answer_whose_sender_has_gone_is_stored_all_the_same(voting: House) -> None:
    sending = asyncio.create_task(voting.ballot_box.cast(ballot(voting)))
    await asyncio.sleep(0)
    sending.cancel()
    await voting.ballot_box.close()
    assert len(own(voting)) == 1


@dataclass(frozen=True, kw_only=True)
class Burst:
    """People who tap at random at one of two workers, while the facilitator closes, opens again, and shows.

    A tap is (who, which option, at which worker). A pause comes before each press, in seconds.
    """

    voters: int
    taps: list[tuple[int, str, int]]
    presses: list[tuple[float, Move]]


@st.composite
def bursts(draw: st.DrawFn) -> Burst:
    voters = draw(st.integers(6, 25))
    tap = st.tuples(st.integers(0, voters - 1), st.sampled_from(OPTIONS), st.integers(0, 1))
    opened_again = draw(st.integers(0, 2))
    presses = [*[Move.CLOSE, Move.BACK] * opened_again, *draw(st.sampled_from([[Move.CLOSE], []])), Move.NEXT]
    pauses = draw(st.lists(st.floats(0, 0.02), min_size=len(presses), max_size=len(presses)))
    return Burst(
        voters=voters,
        taps=draw(st.lists(tap, min_size=voters, max_size=60)),
        presses=list(zip(pauses, presses, strict=True)),
    )


@given(burst=bursts())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_workers_in_a_burst_that_is_closed_count_every_acknowledged_answer_once(
    new_house: HouseFactory, burst: Burst
) -> None:
    house = new_house()
    asyncio.run(check_burst((house, new_house(code=house.code)), burst))


async def check_burst(workers: tuple[House, House], burst: Burst) -> None:
    """Keeps a ledger of what was acknowledged, and lays it beside what was counted."""
    house = workers[0]
    house.go_to(CHOICE, Phase.OPEN)
    *seats, late = house.join(burst.voters + 1)
    run = house.run
    ledger: dict[int, tuple[int, str]] = {}

    async def answer(worker: int, seat: Seat, seq: int, option: str) -> bool:
        given = {"answer": [option]}
        return await workers[worker].participation.answer(seat, run_id=run, round_="vote", seq=seq, payload=given)

    async def tap(seq: int, voter: int, option: str, worker: int) -> None:
        if await answer(worker, seats[voter], seq, option):
            ledger[voter] = max(ledger.get(voter, (0, "")), (seq, option))

    async def press() -> None:
        for pause, move in burst.presses:
            await asyncio.sleep(pause)
            await asyncio.to_thread(house.press, move)
            if move is not Move.BACK:
                assert [await answer(worker, late, 1, "te") for worker in (0, 1)] == [False, False]

    await asyncio.gather(*(tap(seq, *one) for seq, one in enumerate(burst.taps, start=1)), press())
    chosen = [option for _, option in ledger.values()]
    counts = {"counts": {option: chosen.count(option) for option in OPTIONS}} if len(chosen) >= 5 else None
    assert house.figures(CHOICE, "vote") == {"vote": (len(chosen), counts)}
