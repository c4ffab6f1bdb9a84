"""Hands that the facilitator has counted, where not everybody has a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop_app.domain.errors import BadInput, RefusedMove
from workshop_app.domain.session import Event, EventKind, as_asked
from workshop_app.persistence import ballot_box, runs, seats
from workshop_app.services import clock
from workshop_app.services.changes import Standing

#: More hands for one option than any room has.
MOST = 1_000


def count(at: Standing, counts: Mapping[str, object]) -> Sequence[Event]:
    """Keep the hands of the round that is open. Raises `RefusedMove` where none can be raised, and `BadInput`.

    The log says that hands were counted and not how many: under the threshold no figure stays.
    """
    opened, activity = at.live.open_run(at.agenda), at.live.current(at.agenda)
    if opened is None or activity is None:
        raise RefusedMove("hands.closed")
    if activity.body.questionnaire() is not None:
        raise RefusedMove("hands.not_for_pulse")
    key, round_ = opened
    options = as_asked(at.live, activity, key[1]).body.by_hand()
    if not options or not set(counts) <= set(options):
        raise RefusedMove("control.refused.not_here")
    kept = {option: _number(counts.get(option, 0)) for option in options}
    run_id = runs.open_runs(at.db, at.record.id)[key]
    _demand_as_many_people(at, run_id, round_, hands=sum(kept.values()))
    runs.count_hands(at.db, run_id, round_=round_, counts=kept)
    return [Event(EventKind.HANDS_COUNTED, clock.now(), {"activity": key[0], "part": key[1], "round": round_})]


def _demand_as_many_people(at: Standing, run_id: str, round_: str, *, hands: int) -> None:
    """Where it is known how many are in the room, nobody may be counted twice; whoever came later has a seat."""
    if at.live.room_counted <= 1:
        return
    people = max(at.live.room_counted, seats.count_seats(at.db, at.record.id))
    done, _ = ballot_box.count_done(at.db, run_id=run_id, round_=round_, here=())
    if done + hands > people:
        raise BadInput("hands.too_many", n=people, done=done, hands=hands)


def _number(given: object) -> int:
    # `type` and not `isinstance`: JSON's true is an int to Python.
    if type(given) is not int or not 0 <= given <= MOST:
        raise BadInput("hands.number", most=MOST)
    return given
