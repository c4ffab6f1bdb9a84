"""What many ask for in the same moment is done at once, and each hears what became of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import pytest

from workshop_app.persistence.together import Together


class Counter:
    """Doubles numbers; refuses negative ones, and everything while it `is_away`."""

    def __init__(self) -> None:
        self.batches: list[Sequence[int]] = []
        self.is_away = False

    def __call__(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append(numbers)
        if self.is_away:
            raise ConnectionError("away")
        return [number * 2 if number >= 0 else ValueError(number) for number in numbers]


@pytest.fixture
def counter() -> Iterator[Counter]:
    return Counter()


async def test_those_who_ask_in_the_same_moment_are_served_in_one_go(counter: Counter) -> None:
    double = Together(counter, name="double")
    assert await asyncio.gather(*(double(number) for number in range(40))) == [number * 2 for number in range(40)]
    assert counter.batches == [list(range(40))]
    await double.close()


async def test_very_many_are_served_in_order_a_few_hundred_at_a_time(counter: Counter) -> None:
    double = Together(counter, name="double")
    assert await asyncio.gather(*(double(number) for number in range(1000))) == [number * 2 for number in range(1000)]
    assert [number for batch in counter.batches for number in batch] == list(range(1000))
    assert max(map(len, counter.batches)) < 1000
    await double.close()


async def test_one_that_is_refused_takes_nothing_from_the_others(counter: Counter) -> None:
    double = Together(counter, name="double")
    outcomes = await asyncio.gather(double(1), double(-1), double(2), return_exceptions=True)
    assert (outcomes[0], type(outcomes[1]), outcomes[2]) == (2, ValueError, 4)
    await double.close()


async def test_work_that_fails_is_heard_by_all_who_wait_and_by_nobody_after(counter: Counter) -> None:
    double = Together(counter, name="double")
    counter.is_away = True
    outcomes = await asyncio.gather(double(1), double(2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ConnectionError, ConnectionError]
    counter.is_away = False
    assert await double(3) == 6
    await double.close()


async def test_one_who_has_gone_meanwhile_keeps_nobody_waiting(counter: Counter) -> None:
    double = Together(counter, name="double")
    gone, stays = asyncio.create_task(double(1)), asyncio.create_task(double(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 4
    await double.close()


async def test_close_waits_for_what_has_been_asked_for(counter: Counter) -> None:
    double = Together(counter, name="double")
    asked = asyncio.create_task(double(21))
    await asyncio.sleep(0)
    await double.close()
    assert await asked == 42
