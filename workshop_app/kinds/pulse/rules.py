"""The rules of the pulse: every statement answered, or «Vet ikke»; counted by dimension."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Instrument, Phase, Text
from workshop_app.domain.answers import DONT_KNOW, NOT_SAVED, STEPS, Answer, entries, ids, step_of
from workshop_app.domain.body import Body
from workshop_app.domain.disclosure import PulseOfSession, Sealed, Shown, show_beside
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.phases import Course, Move
from workshop_app.domain.pulse_scoring import pulse_figures
from workshop_app.domain.tally import Standing


@dataclass(frozen=True, kw_only=True)
class PulseBody(Body):
    """The recurring questionnaire, one statement to a screen."""

    kind: Literal["pulse"]
    instrument: Instrument
    course: ClassVar = Course(
        first=Phase.OPEN,
        ways={
            (Phase.OPEN, Move.NEXT): Phase.CLOSED,
            (Phase.OPEN, Move.CLOSE): Phase.CLOSED,
            (Phase.CLOSED, Move.BACK): Phase.OPEN,
            (Phase.CLOSED, Move.REPEAT): Phase.OPEN,
        },
        rounds={Phase.OPEN: ("pulse", "pulse")},
        resting={Phase.OPEN: Phase.CLOSED},
    )
    is_confidential: ClassVar = True

    def questionnaire(self) -> Instrument:
        """The instrument."""
        return self.instrument

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """The answers so far, statement by statement: a pulse is sent as it grows."""
        items = ids(self.instrument.items())
        given = entries(payload, known=items, read=lambda value: DONT_KNOW if value == DONT_KNOW else step_of(value))
        if not given:
            raise InvalidAnswer(NOT_SAVED)
        return {item: given[item] for item in items if item in given}

    def is_complete(self, answer: Answer, *, round_: str) -> bool:
        """Whether no statement is left."""
        return isinstance(answer, Mapping) and all(item.id in answer for item in self.instrument.items())

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Any step for each statement."""
        return {item.id: random.choice(STEPS) for item in self.instrument.items()}

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """Means by dimension, and statements where enough have answered."""
        return pulse_figures(self.instrument, ballots=given, k=k)

    def shown(self, sealed: Sealed) -> Shown:
        """Beside the pulses that the unit has answered shortly before; without any, as its only one."""
        alone = PulseOfSession(held_on=date.min, activity=sealed.activity, aggregate=sealed.of("pulse"))
        return show_beside(sealed.pulses or [alone], audience=sealed.audience, k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """How the statements are to be taken."""
        return (self.instrument.instruction,)


FORM = PulseBody
