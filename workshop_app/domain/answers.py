"""What a valid answer is: arbitrary JSON from a browser in, a canonical value out.

Nothing that gets past here has an unknown id, a wrong type or an unreasonable size. Each kind says what its own
answers are made of, out of the pieces below. Knows nothing of who answered, when, or whether the vote is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from workshop_app.domain.agenda import Activity
from workshop_app.domain.errors import InvalidAnswer

#: A canonical answer; what it looks like depends on the round. JSON-able as it stands.
Answer = str | int | Sequence[str] | Mapping[str, int | str]

#: Kept as an answer of its own, counted as missing, never as a 3.
DONT_KNOW = "dont_know"
STEPS = range(1, 6)

NOT_SAVED = "error.not_saved"


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


def parse_answer(activity: Activity, *, round_: str, payload: object, proposals: Collection[str] = ()) -> Answer:
    """The canonical form of `payload`. Raises `InvalidAnswer` for anything that the round does not know.

    `proposals` are the ids that dots can be given to just now.
    """
    if round_ not in {known for _, known in activity.body.course.rounds.values()}:
        raise InvalidAnswer("error.other_step")
    return activity.body.parse(payload, round_=round_, proposals=proposals)


def is_complete(activity: Activity, *, round_: str, answer: Answer | None) -> bool:
    """Whether the ballot counts as done. None is a ballot that was skipped: done, but never counted in n."""
    return answer is None or activity.body.is_complete(answer, round_=round_)


def ids(things: Sequence[_Identified]) -> tuple[str, ...]:
    """The ids of options, questions or statements."""
    return tuple(thing.id for thing in things)


def one_of(payload: object, known: Collection[str]) -> str:
    """One of the `known` ids."""
    if not isinstance(payload, str) or payload not in known:
        raise InvalidAnswer(NOT_SAVED)
    return payload


def some_of(payload: object, *, options: Sequence[str], most: int) -> list[str]:
    """At least one and at most `most` of the options, each once, in the options' order."""
    if not isinstance(payload, list) or not payload:
        raise InvalidAnswer(NOT_SAVED)
    if len(payload) > most:
        raise InvalidAnswer("choice.full", k=most)
    picked = {one_of(entry, options) for entry in payload}
    if len(picked) != len(payload):
        raise InvalidAnswer(NOT_SAVED)
    return [option for option in options if option in picked]


def whole(payload: object, *, low: int, high: int) -> int:
    """A whole number within its limits."""
    # `type` and not `isinstance`: JSON's true is an int to Python.
    if type(payload) is not int or not low <= payload <= high:
        raise InvalidAnswer(NOT_SAVED)
    return payload


def step_of(payload: object) -> int:
    """A step on the scale from 1 to 5."""
    return whole(payload, low=STEPS[0], high=STEPS[-1])


def entries(payload: object, *, known: Collection[str], read: Callable[[object], int | str]) -> dict[str, int | str]:
    """A mapping from some of the `known` ids, each value through `read`; sized before it is walked."""
    if not isinstance(payload, Mapping) or len(payload) > len(known):
        raise InvalidAnswer(NOT_SAVED)
    return {one_of(key, known): read(value) for key, value in payload.items()}


def dots(payload: object, *, known: Collection[str], most: int, on_one: int) -> Answer:
    """At least one dot and at most `most`, with at most `on_one` on each of the `known` ids."""
    # A stepper that went up and down again sends 0: the same as not mentioning the proposal.
    given = entries(payload, known=known, read=lambda value: whole(value, low=0, high=on_one))
    if not 0 < sum(int(value) for value in given.values()) <= most:
        raise InvalidAnswer(NOT_SAVED)
    return {one: number for one, number in sorted(given.items()) if number}
