"""The rules of the points: a hundred shared out over the options twice, kept as sums and squares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Option, Text
from workshop_app.domain.answers import NOT_SAVED, Answer, entries, ids, whole
from workshop_app.domain.body import Body
from workshop_app.domain.checks import Fault, between
from workshop_app.domain.disclosure import Sealed, Shown, show_points
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.tally import Standing
from workshop_app.kinds.twice import twice


@dataclass(frozen=True, kw_only=True)
class PointsBody(Body):
    """One hundred points over the options: as it is today, then as we want it.

    Two questions that ask for something else have headings of their own over their figures.
    """

    kind: Literal["points"]
    today: Text
    desired: Text
    options: tuple[Option, ...]
    total: int = 100
    step: int = 10
    today_heading: Text | None = None
    desired_heading: Text | None = None
    course: ClassVar = twice("points")

    def mistakes(self) -> Iterator[Fault]:
        """A step that goes up in the total."""
        yield from between("step", self.step, 1, self.total)
        if self.step > 0 and self.total % self.step:
            yield Fault("step", "mistake.uneven_step", {"total": self.total})

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """Points for every option, which come to the total."""
        options, most = ids(self.options), 10 * self.total
        # Room above the total for a slip of the finger, so that it gets an error that says what is wrong.
        given = entries(payload, known=options, read=lambda value: whole(value, low=0, high=most))
        if len(given) != len(options):
            raise InvalidAnswer(NOT_SAVED)
        used = sum(int(value) for value in given.values())
        if used != self.total:
            raise InvalidAnswer("points.sum_error", sum=used)
        return {option: given[option] for option in options}

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """The total in steps, each on any option."""
        steps = Counter(random.choices(ids(self.options), k=self.total // self.step))
        return {option: steps[option] * self.step for option in ids(self.options)}

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """Sum and sum of squares for each option."""
        return {
            "options": {
                option: {"sum": sum(a[option] for a in given), "squares": sum(a[option] ** 2 for a in given)}
                for option in ids(self.options)
            }
        }

    def shown(self, sealed: Sealed) -> Shown:
        """Both rounds beside each other, or neither."""
        return show_points(today=sealed.of("today"), desired=sealed.of("desired"), total=self.total, k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """Both questions."""
        return (self.today, self.desired)

    def headings(self) -> Mapping[str, Text]:
        """Those that are its own."""
        own = {"today": self.today_heading, "desired": self.desired_heading}
        return {round_: text for round_, text in own.items() if text is not None}

    def option_texts(self) -> Mapping[str, Text]:
        """The options."""
        return {option.id: option.text for option in self.options}


FORM = PointsBody
