"""What a valid answer to each kind of activity is: arbitrary JSON from a browser in, a canonical value out.

Nothing that gets past here has an unknown id, a wrong type or an unreasonable size. Knows nothing
of who answered, when, or whether the vote is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from workshop_app.domain.agenda import (
    Activity,
    ChoiceBody,
    DilemmaBody,
    Instrument,
    PointsBody,
    PulseBody,
    QuestionBody,
    ScaleBody,
)
from workshop_app.domain.errors import InvalidAnswer

#: A canonical answer; what it looks like depends on the round. JSON-able as it stands.
Answer = str | int | Sequence[str] | Mapping[str, int | str]

#: Kept as an answer of its own, counted as missing, never as a 3.
DONT_KNOW = "dont_know"
STEPS = range(1, 6)

_NOT_SAVED = "error.not_saved"


def parse_answer(activity: Activity, *, round_: str, payload: object, proposals: Collection[str] = ()) -> Answer:
    """The canonical form of `payload`. Raises `InvalidAnswer` for anything that the round does not know.

    `proposals` are the ids that dots can be given to just now.
    """
    match activity.body, round_:
        case ChoiceBody() as body, "vote":
            return _chosen(payload, options=_ids(body.options), most=body.most)
        case ScaleBody(), "vote":
            return _step(payload)
        case PulseBody() as body, "pulse":
            return _pulse(payload, instrument=body.instrument)
        case PointsBody() as body, "today" | "desired":
            return _points(payload, options=_ids(body.options), total=body.total)
        case DilemmaBody() as body, "first" | "second":
            return _one_of(payload, _ids(body.options))
        case QuestionBody() as body, "choose":
            return _one_of(payload, _ids(body.questions))
        case QuestionBody() as body, "dots":
            return _dots(payload, proposals=proposals, body=body)
        case _:
            raise InvalidAnswer("error.other_step")


def is_complete(activity: Activity, *, round_: str, answer: Answer | None) -> bool:
    """Whether the ballot counts as done. None is a ballot that was skipped: done, but never counted in n."""
    if isinstance(activity.body, PulseBody) and round_ == "pulse" and isinstance(answer, Mapping):
        return all(item.id in answer for item in activity.body.instrument.items())
    return True


def _ids(things: Sequence[Any]) -> tuple[str, ...]:
    return tuple(thing.id for thing in things)


def _one_of(payload: object, ids: Collection[str]) -> str:
    if not isinstance(payload, str) or payload not in ids:
        raise InvalidAnswer(_NOT_SAVED)
    return payload


def _chosen(payload: object, *, options: tuple[str, ...], most: int) -> list[str]:
    if not isinstance(payload, list) or not payload:
        raise InvalidAnswer(_NOT_SAVED)
    if len(payload) > most:
        raise InvalidAnswer("choice.full", k=most)
    picked = {_one_of(entry, options) for entry in payload}
    if len(picked) != len(payload):
        raise InvalidAnswer(_NOT_SAVED)
    return [option for option in options if option in picked]


def _whole(payload: object, *, low: int, high: int) -> int:
    # `type` and not `isinstance`: JSON's true is an int to Python.
    if type(payload) is not int or not low <= payload <= high:
        raise InvalidAnswer(_NOT_SAVED)
    return payload


def _step(payload: object) -> int:
    return _whole(payload, low=STEPS[0], high=STEPS[-1])


def _entries(payload: object, *, ids: Collection[str], read: Callable[[object], int | str]) -> dict[str, int | str]:
    """A mapping from some of `ids`, each value through `read`; sized before it is walked."""
    if not isinstance(payload, Mapping) or len(payload) > len(ids):
        raise InvalidAnswer(_NOT_SAVED)
    return {_one_of(key, ids): read(value) for key, value in payload.items()}


def _pulse(payload: object, *, instrument: Instrument) -> Answer:
    items = _ids(instrument.items())
    given = _entries(payload, ids=items, read=lambda value: DONT_KNOW if value == DONT_KNOW else _step(value))
    if not given:
        raise InvalidAnswer(_NOT_SAVED)
    return {item: given[item] for item in items if item in given}


def _points(payload: object, *, options: tuple[str, ...], total: int) -> Answer:
    # Room above `total` for a slip of the finger, so that it gets an error that says what is wrong.
    given = _entries(payload, ids=options, read=lambda value: _whole(value, low=0, high=10 * total))
    if len(given) != len(options):
        raise InvalidAnswer(_NOT_SAVED)
    used = sum(int(value) for value in given.values())
    if used != total:
        raise InvalidAnswer("points.sum_error", sum=used)
    return {option: given[option] for option in options}


def _dots(payload: object, *, proposals: Collection[str], body: QuestionBody) -> Answer:
    # A stepper that went up and down again sends 0: the same as not mentioning the proposal.
    given = _entries(payload, ids=proposals, read=lambda value: _whole(value, low=0, high=body.dots_on_one))
    used = sum(int(value) for value in given.values())
    if not 0 < used <= body.dots:
        raise InvalidAnswer(_NOT_SAVED)
    return {proposal: dots for proposal, dots in sorted(given.items()) if dots}
