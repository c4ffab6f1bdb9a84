"""Several who do the same thing in the same instant: somebody is first, and the others find what he or she left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text

from tests.integration.house import ADMIN, CONTENT, KARI, OLA, QUESTION, House
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.session import EventKind
from workshop_app.services.preparation import Preparation


def at_once(doings: Sequence[Callable[[], object]]) -> list[type[WorkshopError] | None]:
    """Start them all together, each in a thread; how each was refused, or None."""
    together = Barrier(len(doings))

    def do(doing: Callable[[], object]) -> type[WorkshopError] | None:
        together.wait()
        try:
            doing()
        except WorkshopError as refused:
            return type(refused)
        return None

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(do, doings))


@pytest.fixture(params=range(3))
def proposing(house: House, request: pytest.FixtureRequest) -> House:
    """A session in which groups write. Races are run several times: whoever is first may be another each time."""
    house.go_to(QUESTION, Phase.GROUPS)
    house.facilitation.note(house.code, KARI, EventKind.GROUPS_SET, 4)
    return house


def number_of(house: House, table: str) -> int:
    with house.database.reading() as db:
        return int(db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_nobody_is_seated_when_a_session_has_ended(proposing: House) -> None:
    doings = [lambda: proposing.join(1)] * 6
    at_once([*doings[:3], proposing.end, *doings[3:]])
    assert number_of(proposing, "seats") == 0


def test_two_facilitators_who_press_together_move_one_step(proposing: House) -> None:
    position, step = proposing.position, proposing.live.step
    skips = [
        lambda who=who: proposing.facilitation.skip(proposing.code, who, pressed_on=position, confirmed=True)
        for who in (KARI, OLA) * 2
    ]
    at_once(skips)
    assert proposing.live.step == step + 1


def test_a_pen_has_one_holder_however_many_reach_for_it(proposing: House) -> None:
    seats = proposing.join(5)
    claims = [
        lambda seat=seat: proposing.participation.claim_group(seat, activity_id=QUESTION, group=1, writer=None)
        for seat in seats
    ]
    assert at_once(claims) == [None] * 5
    assert number_of(proposing, "writers") == 1


def test_a_group_hands_in_no_more_than_it_may(proposing: House) -> None:
    (seat,) = proposing.join(1)
    pen = proposing.participation.claim_group(seat, activity_id=QUESTION, group=1, writer=None)
    doings = [
        lambda n=n: proposing.participation.propose(seat, activity_id=QUESTION, writer=pen, text=f"Forslag {n}")
        for n in range(5)
    ]
    assert Counter(at_once(doings))[None] == 2
    with proposing.database.reading() as db:
        positions = db.execute(text("SELECT position FROM proposals ORDER BY position")).scalars().all()
    assert positions == [1, 2]


def test_one_unit_has_a_name(proposing: House) -> None:
    preparation = Preparation(database=proposing.database, content=CONTENT)
    doings = [
        lambda name=name: preparation.create_unit(
            ADMIN, name=name, leader_role="x", agreed_roles="", discussed_on=date(2026, 1, 1)
        )
        for name in ("Teknisk", "teknisk") * 2
    ]
    assert Counter(at_once(doings))[None] == 1
