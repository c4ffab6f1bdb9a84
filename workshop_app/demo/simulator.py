"""Draws the answers of made-up people from what is true of their unit.

Pure but for the random numbers that it is given: the same seed gives the same answers. All answers have the
form that `domain.answers` takes. People are drawn anew for each session, since nobody can be followed to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from math import erf, sqrt
from random import Random

from workshop_app.demo import truth
from workshop_app.demo.truth import UnitTruth
from workshop_app.domain.agenda import Activity, Instrument
from workshop_app.domain.answers import DONT_KNOW, STEPS, Answer
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.kinds.dilemma.rules import DilemmaBody
from workshop_app.kinds.dots import DotsBody
from workshop_app.kinds.one_of import OneOfBody
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.kinds.scale.rules import ScaleBody

#: How alike people share out points: higher is more alike.
_ALIKE = 6.0
#: The share that moves one step towards the room's middle between the two votes of a dilemma.
_MOVED = 0.35


@dataclass(frozen=True)
class Person:
    """How far this person's answers lie from everybody's: in general, and per dimension."""

    general: float
    views: Mapping[str, float]


@cache
def latent(level: float) -> float:
    """Where a normal answer must be centred for its step on the scale to be expected at `level`."""
    low, high = -5.0, 11.0
    while high - low > 1e-6:  # noqa: PLR2004 -- far below what any figure shows
        middle = (low + high) / 2
        low, high = (middle, high) if _expected_step(middle) < level else (low, middle)
    return (low + high) / 2


def _expected_step(centre: float) -> float:
    above = (0.5 * (1 + erf((centre - (step + 0.5)) / (truth.ITEM_SD * sqrt(2)))) for step in STEPS[:-1])
    return STEPS[0] + sum(above)


class Room:
    """The people in one session of one unit. `wanted` is the id of the question that most of them want to take."""

    def __init__(self, unit: UnitTruth, quarter: int, *, wanted: str, random: Random) -> None:
        self._unit, self._quarter, self._wanted, self._random = unit, quarter, wanted, random
        self._people = [self._person() for _ in range(unit.answers[quarter] or 0)]
        self._first: dict[int, int] = {}

    def answers(
        self, activity: Activity, round_: str, *, proposals: Sequence[str] = (), earlier: Collection[str] = ()
    ) -> list[Answer | None]:
        """One answer per person, in the same order each time; None from those who stay out.

        `proposals` are what dots can be given to; `earlier` the statements that have their earlier wording.
        """
        if instrument := activity.body.questionnaire():
            return [self._pulse(person, instrument, earlier) for person in self._people]
        if activity.body.is_about_proposals(round_) and not proposals:
            return [None] * len(self._people)
        return [
            None if self._random.random() < truth.STAYS_OUT else self._vote(number, activity, round_, proposals)
            for number in range(len(self._people))
        ]

    def _person(self) -> Person:
        general = self._deviation(truth.SHARE_OF_PERSON)
        return Person(general, {dimension: self._deviation(truth.SHARE_OF_DIMENSION) for dimension in "abcd"})

    def _deviation(self, share: float) -> float:
        """A draw that accounts for that share of the variance of an answer."""
        return self._random.gauss(0, truth.ITEM_SD * sqrt(share))

    def _vote(self, number: int, activity: Activity, round_: str, proposals: Sequence[str]) -> Answer:
        match activity.body:
            case ChoiceBody() as choice:
                return [self._liked([option.id for option in choice.options])]
            case ScaleBody():
                view = self._deviation(truth.SHARE_OF_DIMENSION)
                return self._step(self._people[number].general + view, truth.CONFIDENCE)
            case PointsBody() as points:
                return self._points(points, wanted=round_ == "desired")
            case DilemmaBody() as dilemma:
                return dilemma.options[self._dilemma(number, round_) - 1].id
            case OneOfBody() as one_of if round_ == "choose":
                return self._question([option.id for option in one_of.options])
            case DotsBody(things=None) as dots:
                return self._dots(dots, proposals)
            case body:
                return body.drawn(self._random, round_=round_, proposals=proposals)

    def _pulse(self, person: Person, instrument: Instrument, earlier: Collection[str]) -> Answer:
        given: dict[str, int | str] = {}
        for dimension in instrument.dimensions:
            level = self._unit.expected(dimension.id, self._quarter)
            view = person.views.get(dimension.id, 0.0)
            for item, offset in zip(dimension.items, cycle(truth.ITEM_OFFSETS), strict=False):
                # Formative statements are conditions of their own: only the person makes them go together.
                view = self._deviation(truth.SHARE_OF_DIMENSION) if dimension.formative else view
                shift = truth.EARLIER_WORDING.shift if item.id in earlier else 0.0
                given[item.id] = self._statement(person.general + view, level + offset + shift)
        headline = next(dimension.id for dimension in instrument.dimensions if dimension.headline)
        inclined = person.general + person.views.get(headline, 0.0)
        given[instrument.anchor.id] = self._statement(inclined, self._unit.expected(headline, self._quarter))
        return given

    def _statement(self, inclined: float, level: float) -> int | str:
        return DONT_KNOW if self._random.random() < truth.DONT_KNOW else self._step(inclined, level)

    def _step(self, inclined: float, level: float) -> int:
        """One answer. What the inclination does not explain of the spread is of the moment."""
        moment = self._deviation(1 - truth.SHARE_OF_PERSON - truth.SHARE_OF_DIMENSION)
        return min(STEPS[-1], max(STEPS[0], round(latent(level) + inclined + moment)))

    def _liked(self, options: Sequence[str]) -> str:
        return self._random.choices(options, [truth.LIKED.get(option, 1.0) for option in options])[0]

    def _question(self, questions: Sequence[str]) -> str:
        wanted = self._random.random() < truth.WANTED and self._wanted in questions
        return self._wanted if wanted else self._random.choice(questions)

    def _points(self, body: PointsBody, *, wanted: bool) -> Answer:
        options = [option.id for option in body.options]
        own = [self._random.gammavariate(_ALIKE * self._unit.shares(o, wanted=wanted) / 100, 1) for o in options]
        tens = Counter(self._random.choices(options, own, k=body.total // body.step))
        return {option: tens[option] * body.step for option in options}

    def _dilemma(self, number: int, round_: str) -> int:
        """A step from 1 to 5. The second vote is the first one, for some moved towards the middle of the room."""
        if round_ == "first" or number not in self._first:
            inclined = self._deviation(truth.SHARE_OF_PERSON + truth.SHARE_OF_DIMENSION)
            self._first[number] = self._step(inclined, self._unit.dilemma)
            return self._first[number]
        first = self._first[number]
        if self._random.random() >= _MOVED:
            return first
        return first + (first < self._unit.dilemma) - (first > self._unit.dilemma)

    def _dots(self, body: DotsBody, proposals: Sequence[str]) -> Answer:
        """Earlier proposals are liked somewhat better, so that there is something to see."""
        given: dict[str, int | str] = {}
        for proposal in self._random.choices(proposals, [1 / (2 + n) for n in range(len(proposals))], k=body.each):
            given[proposal] = min(body.on_one, int(given.get(proposal, 0)) + 1)
        return given
