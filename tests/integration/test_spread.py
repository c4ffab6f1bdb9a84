"""The spread that all units share is kept added up: always what adding up all kept pulses anew would give."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from tests.integration.house import CONTENT, ITEMS, KARI, PULSE, UNIT, House
from tests.past import Held, hold
from workshop_app.domain.agenda import Phase
from workshop_app.domain.disclosure import measured, pooled_spread
from workshop_app.domain.phases import Move
from workshop_app.domain.tally import Aggregate
from workshop_app.persistence import retention, spreads
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade

Sums = dict[tuple[str, int], tuple[int, float]]


def kept(database: Database) -> list[Aggregate]:
    with database.reading() as db:
        texts = db.execute(text("SELECT figures FROM aggregates WHERE round = 'pulse'")).scalars()
        return [Aggregate.from_json(json.loads(one)) for one in texts]


def added_up(database: Database) -> Sums:
    """From all aggregates that are there."""
    sums: dict[tuple[str, int], list[float]] = defaultdict(list)
    for one in (one for pulse in kept(database) for one in measured(pulse)):
        sums[one.dimension, one.n].append(one.deviations)
    return {key: (len(each), pytest.approx(sum(each))) for key, each in sums.items()}


def stored(database: Database) -> Sums:
    with database.reading() as db:
        return {(one.dimension, one.n): (one.sessions, one.deviations) for one in spreads.all_measured(db)}


def hold_some(database: Database, number: int) -> None:
    for seed in range(number):
        held = Held(unit_id=UNIT.id, held_on=date(2020 + seed // 12, seed % 12 + 1, 1), number=4 + seed % 9, seed=seed)
        hold(database, CONTENT, KARI, held)


def test_the_sums_are_those_of_all_pulses_and_so_is_the_spread(database: Database) -> None:
    hold_some(database, 24)

    anew = pooled_spread(one for pulse in kept(database) for one in measured(pulse))
    with database.reading() as db:
        assert pooled_spread(spreads.all_measured(db)) == anew != {}
    assert stored(database) == added_up(database)


async def test_a_repeated_pulse_counts_once(house: House) -> None:
    chance = random.Random(5)
    house.open_lobby()
    seats = house.join(9)
    house.go_to(PULSE, Phase.OPEN)
    for move in (Move.BACK, Move.REPEAT), ():
        await house.answer_all(seats, [{item: chance.randint(1, 5) for item in ITEMS} for _ in seats])
        house.press()
        house.press()
        for back in move:
            house.press(back)

    assert len(kept(house.database)) == 1
    assert stored(house.database) == added_up(house.database) != {}


def test_what_is_deleted_is_taken_out_again(database: Database) -> None:
    hold_some(database, 24)
    with database.unit_of_work() as db:
        retention.forget_totals(db, before=datetime(2021, 6, 15, tzinfo=UTC))
    assert len(kept(database)) == 6
    assert stored(database) == added_up(database)

    with database.unit_of_work() as db:
        retention.forget_totals(db, before=datetime(2030, 1, 1, tzinfo=UTC))
    assert stored(database) == {}


def times(database: Database) -> list[object]:
    with database.reading() as db:
        return list(db.execute(text("SELECT part, sealed_at FROM runs ORDER BY id")).all())


def test_an_older_database_is_added_up_when_it_is_brought_up_to_date(database: Database) -> None:
    hold_some(database, 10)
    before, sealed = stored(database), times(database)
    with database.unit_of_work() as db:
        db.execute(text("ALTER TABLE runs DROP COLUMN sealed_at"))
        db.execute(text("DROP TABLE spreads"))
        db.execute(text("CREATE INDEX ix_aggregates_round ON aggregates (round)"))
        db.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    upgrade(database, to="0007")
    assert stored(database) == {key: (number, pytest.approx(sum_)) for key, (number, sum_) in before.items()}
    assert times(database) == sealed
