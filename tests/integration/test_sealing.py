"""Sealing leaves figures and nothing else: no ballot, no key, no secret, in the database or its log file."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from time import monotonic

import pytest
from sqlalchemy import text

from tests.integration.conftest import HouseFactory
from tests.integration.house import CHOICE, DILEMMA, ITEMS, POINTS, PULSE, QUESTION, House, canonical
from workshop_app.domain.agenda import Phase
from workshop_app.domain.phases import Move
from workshop_app.domain.tally import tally
from workshop_app.persistence.engine import Database
from workshop_app.services.arrivals import Seat
from workshop_app.services.tokens import token_hash

SPLITS = [{"hierarki": 10 * n, "marked": 90 - 10 * n, "tillit": 10} for n in range(8)]
#: Seconds that a press may take while somebody reads for long.
PATIENCE = 5.0


def number_of(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def ballot_keys(house: House, seats: list[Seat]) -> list[bytes]:
    """What would lead from an answer to a seat, and on SQLite the secret that it is made with too (docs/privacy.md)."""
    with house.database.reading() as db:
        secret = db.execute(text("SELECT secret FROM runs WHERE id = :run"), {"run": house.run}).scalar_one()
    keys = [hmac.new(secret, seat.token.encode(), hashlib.sha256).digest() for seat in seats]
    return [*keys, secret] if house.database.is_sqlite else keys


async def vote_on_points(house: House, seats: list[Seat]) -> None:
    house.go_to(POINTS, Phase.TODAY)
    await house.answer_all(seats, SPLITS[: len(seats)])
    house.press()
    await house.answer_all(seats, SPLITS[: len(seats)])


async def test_nothing_of_an_answer_is_left_on_disk_after_sealing(house: House, on_disk: Callable[[], bytes]) -> None:
    house.open_lobby()
    seats = house.join(8)
    await vote_on_points(house, seats)
    traces = [canonical(split).encode() for split in SPLITS] + ballot_keys(house, seats)
    before = on_disk()
    assert all(trace in before for trace in traces)
    house.press()
    after = on_disk()
    assert [trace for trace in traces if trace in after] == []
    assert house.figures(POINTS, "points")["today"][0] == 8


async def test_sealing_deletes_ballots_and_the_secret_of_its_run(house: House) -> None:
    house.open_lobby()
    seats = house.join(8)
    await vote_on_points(house, seats)
    assert number_of(house.database, "ballots") == 16
    house.press()
    assert number_of(house.database, "ballots") == 0
    assert number_of(house.database, "runs WHERE secret IS NOT NULL") == 0


async def test_nothing_of_a_seat_is_left_on_disk_after_the_end(house: House, on_disk: Callable[[], bytes]) -> None:
    house.open_lobby()
    seats = house.join(8)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 8)
    traces = [token_hash(seat.token) for seat in seats] + ballot_keys(house, seats)
    assert all(trace in on_disk() for trace in traces)
    house.end()
    after = on_disk()
    assert [trace for trace in traces if trace in after] == []
    assert [number_of(house.database, table) for table in ("seats", "ballots", "writers")] == [0, 0, 0]
    assert all(seat.token.encode() not in after for seat in seats)


async def test_bytes_that_a_reader_held_at_sealing_go_when_house_is_kept(
    house: House, on_disk: Callable[[], bytes]
) -> None:
    house.open_lobby()
    seats = house.join(8)
    await vote_on_points(house, seats)
    trace = canonical(SPLITS[3]).encode()
    with house.database.reading() as db:
        db.execute(text("SELECT count(*) FROM ballots")).scalar_one()
        began = monotonic()
        house.press()
        assert monotonic() - began < PATIENCE
        assert trace in on_disk()
    house.facilitation.keep_house()
    assert trace not in on_disk()


async def test_repeat_replaces_the_figures(house: House) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 6)
    house.press()
    first = house.figures(CHOICE, "vote")
    house.press(Move.REPEAT)
    assert house.figures(CHOICE, "vote") == first
    await house.answer_all(seats[:5], [["kaffe"]] * 5)
    house.press()
    counts = {"kaffe": 5, "te": 0, "vann": 0, "noe-annet": 0, "ingenting": 0}
    assert house.figures(CHOICE, "vote") == {"vote": (5, {"counts": counts})}
    assert number_of(house.database, "aggregates") == 1


async def test_too_few_answers_leave_only_their_number(house: House) -> None:
    house.open_lobby()
    seats = house.join(4)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 4)
    house.press()
    assert house.figures(CHOICE, "vote") == {"vote": (4, None)}


async def test_higher_threshold_of_the_municipality_holds(new_house: HouseFactory) -> None:
    house = new_house(minimum=8)
    house.open_lobby()
    seats = house.join(7)
    house.go_to(CHOICE, Phase.OPEN)
    await house.answer_all(seats, [["te"]] * 7)
    house.press()
    assert house.figures(CHOICE, "vote") == {"vote": (7, None)}


async def test_first_vote_of_a_dilemma_is_sealed_together_with_the_second(house: House) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    await house.answer_all(seats, ["bare-kunnskap"] * 6)
    house.press()
    assert (house.figures(DILEMMA, "dilemma"), number_of(house.database, "ballots")) == ({}, 6)
    house.press()
    await house.answer_all(seats, ["bare-kultur"] * 6)
    house.press()
    sealed = house.figures(DILEMMA, "dilemma")
    assert {round_: n for round_, (n, _) in sealed.items()} == {"first": 6, "second": 6}
    assert number_of(house.database, "ballots") == 0


async def test_leaving_a_dilemma_after_its_first_vote_seals_it(house: House) -> None:
    house.open_lobby()
    seats = house.join(6)
    house.go_to(DILEMMA, Phase.FIRST_VOTE)
    await house.answer_all(seats, ["like-mye"] * 6)
    house.press()
    house.skip()
    assert number_of(house.database, "ballots") == 0
    assert house.figures(DILEMMA, "dilemma") == {"first": (6, None), "second": (0, None)}


ROUNDS = {
    (CHOICE, "vote"): {"vote": [["te"], ["te"], ["vann"], ["kaffe"], ["te"], ["te"], ["vann"], ["te"]]},
    (POINTS, "points"): {"today": SPLITS, "desired": list(reversed(SPLITS))},
    (DILEMMA, "dilemma"): {"first": ["like-mye"] * 8, "second": ["mest-kultur"] * 5 + ["like-mye"] * 3},
    (PULSE, "pulse"): {"pulse": [{item: 1 + (n + i) % 5 for i, item in enumerate(ITEMS)} for n in range(8)]},
    (QUESTION, "choose"): {"choose": ["tilsyn"] * 3 + ["samhandling"] * 5},
}


@pytest.mark.parametrize(("activity", "part"), ROUNDS)
async def test_figures_are_the_tally_of_what_was_acknowledged(house: House, activity: str, part: str) -> None:
    rounds = ROUNDS[activity, part]
    house.open_lobby()
    seats = house.join(8)
    house.go_to(activity)
    for answers in rounds.values():
        while house.live.open_run(house.agenda) is None:
            house.press()
        await house.answer_all(seats, answers)
        house.press()
    if house.live.phase is Phase.CLOSED:
        house.skip()
    ledger = [{round_: answers[n] for round_, answers in rounds.items()} for n in range(8)]
    expected = tally(house.agenda.activity(activity), part=part, ballots=ledger, k=5)
    assert house.figures(activity, part) == {a.round: (a.n, a.figures) for a in expected}


async def test_room_settles_the_question_when_one_leads(house: House) -> None:
    house.open_lobby()
    seats = house.join(8)
    house.go_to(QUESTION, Phase.CHOOSING)
    await house.answer_all(seats, ["tilsyn"] * 2 + ["samhandling"] * 6)
    house.press()
    assert house.live.chosen == {QUESTION: "samhandling"}


async def test_tie_leaves_the_question_to_the_facilitator(house: House) -> None:
    house.open_lobby()
    seats = house.join(8)
    house.go_to(QUESTION, Phase.CHOOSING)
    await house.answer_all(seats, ["tilsyn"] * 4 + ["samhandling"] * 4)
    house.press()
    assert house.live.chosen == {}


async def test_ending_in_the_middle_of_choosing_is_the_last_line_of_the_log(house: House) -> None:
    house.open_lobby()
    seats = house.join(8)
    house.go_to(QUESTION, Phase.CHOOSING)
    await house.answer_all(seats, ["tilsyn"] * 8)
    house.end()
    with house.database.reading() as db:
        last = db.execute(text("SELECT kind FROM session_events ORDER BY version DESC LIMIT 1")).scalar_one()
    assert last == "ended"
