"""Phones that come in the same moment: one read or one transaction, and each gets what it would have got alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from tests.integration.house import KARI, SECRET, House, statements
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NotAllowed, UnknownCode
from workshop_app.domain.session import EventKind
from workshop_app.services.arrivals import Claim, Knock, Seat
from workshop_app.services.limits import JOINS, TooManyTries
from workshop_app.services.session_keys import scan_key

CHOICE = "provestemme"


def seats(house: House) -> int:
    with house.database.reading() as db:
        return int(db.execute(text("SELECT count(*) FROM seats")).scalar_one())


def test_many_newcomers_get_a_seat_each(house: House) -> None:
    house.open_lobby()
    joined = house.arrivals.join_all([Knock(code=house.code, token=None)] * 300)
    assert len({seat.token for seat in joined if isinstance(seat, Seat)}) == 300
    assert seats(house) == 300


def test_three_hundred_cost_the_database_no_more_questions_than_three(house: House) -> None:
    house.open_lobby()
    knocks = [Knock(code=house.code, token=None)]
    few = statements(house, lambda: house.arrivals.join_all(knocks * 3))
    many = statements(house, lambda: house.arrivals.join_all(knocks * 300))
    assert len(many) == len(few)
    joined = [Knock(code=house.code, token=seat.token) for seat in house.join(30)]
    assert len(statements(house, lambda: house.arrivals.find_all(joined))) == len(
        statements(house, lambda: house.arrivals.find_all(joined[:3]))
    )


def test_refused_ones_take_no_seat_and_nothing_from_the_others(house: House) -> None:
    house.open_lobby()
    (known,) = house.join(1)
    knocks = [
        Knock(code="QQQQQQ", token=None),
        Knock(code=house.code, token=known.token),
        Knock(code=house.code, token=None),
    ]
    refused, back, new = house.arrivals.join_all(knocks)
    assert isinstance(refused, UnknownCode)
    assert back == known
    assert isinstance(new, Seat)
    assert new.token != known.token
    assert seats(house) == 2


def test_who_has_scanned_the_code_comes_in_while_somebody_on_the_same_network_guesses(house: House) -> None:
    house.open_lobby()
    guessed = house.arrivals.join_all([Knock(code="QQQQQQ", token=None, network="town hall")] * 61)
    assert isinstance(guessed[-1], TooManyTries)
    typed = Knock(code=house.code, token=None, network="town hall")
    scanned = replace(typed, scanned=scan_key(SECRET, house.session_id))
    wrong = [replace(typed, scanned=key) for key in ("x", "é", scan_key(SECRET, "other"))]
    let_in, *refused = house.arrivals.join_all([scanned, typed, *wrong])
    assert isinstance(let_in, Seat)
    assert all(isinstance(outcome, TooManyTries) for outcome in refused)
    assert isinstance(house.arrivals.find_all([scanned])[0], Seat)


async def test_a_connection_that_joins_without_end_is_stopped_and_no_other(house: House) -> None:
    house.open_lobby()
    knock = Knock(code=house.code, token=None, connection="one")
    for _ in range(JOINS.amount):
        await house.arrivals.join(knock)
    with pytest.raises(TooManyTries):
        await house.arrivals.join(knock)
    await house.arrivals.join(replace(knock, connection="other"))
    assert seats(house) == JOINS.amount + 1


def test_doors_that_are_closed_let_those_in_who_were_in(house: House) -> None:
    house.open_lobby()
    (known,) = house.join(1)
    house.facilitation.note(house.code, KARI, EventKind.DOORS_CLOSED, value=True)
    stranger, back = house.arrivals.join_all(
        [Knock(code=house.code, token="somebody else's"), Knock(code=house.code, token=known.token)]
    )
    assert isinstance(stranger, NotAllowed)
    assert back == known


async def test_each_gets_its_own_answer_and_nobody_elses(house: House) -> None:
    house.go_to(CHOICE, Phase.OPEN)
    joined = house.join(20)
    options = ["kaffe", "te", "vann"]
    for number, seat in enumerate(joined[:15]):
        await house.answer(seat, [options[number % 3]])
    owned = house.arrivals.own_all([Claim(seat=seat, pens={}) for seat in joined])
    told = [[answer.answer for answer in own.answers] for own in owned]
    assert told == [[f'["{options[number % 3]}"]'] for number in range(15)] + [[]] * 5


async def test_arrivals_wait_for_each_other_and_are_told_one_by_one(house: House) -> None:
    house.open_lobby()
    joined = await asyncio.gather(*(house.arrivals.join(Knock(code=house.code, token=None)) for _ in range(40)))
    found = await asyncio.gather(*(house.arrivals.find(Knock(code=house.code, token=seat.token)) for seat in joined))
    assert found == joined
    with pytest.raises(UnknownCode):
        await house.arrivals.find(Knock(code="QQQQQQ", token=None))
    own = await house.arrivals.own(joined[0], pens={})
    assert list(own.answers) == []


def test_who_asks_again_with_the_token_that_was_drawn_takes_no_second_seat(house: House) -> None:
    house.open_lobby()
    knock = Knock(code=house.code, token=None, drawn="0123456789abcdef" * 4)
    first, twice = house.arrivals.join_all([knock, knock])
    (again,) = house.arrivals.join_all([knock])
    house.facilitation.note(house.code, KARI, EventKind.DOORS_CLOSED, value=True)
    (late,) = house.arrivals.join_all([knock])
    assert isinstance(first, Seat)
    assert first.token == knock.drawn
    assert first == twice == again == late
    assert seats(house) == 1


@pytest.mark.parametrize("drawn", ["", "me", "0" * 63, "O" * 64, "0" * 64 + "\n", 7, None])
def test_what_no_browser_of_ours_draws_is_not_taken_for_a_token(house: House, drawn: Any) -> None:
    house.open_lobby()
    first, second = house.arrivals.join_all([Knock(code=house.code, token=None, drawn=drawn)] * 2)
    assert isinstance(first, Seat)
    assert isinstance(second, Seat)
    assert first.token not in {second.token, drawn}
    assert seats(house) == 2
