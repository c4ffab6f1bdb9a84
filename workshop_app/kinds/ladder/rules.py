"""The rules of a ladder: for each everyday decision, on which of five steps it stands today and should stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Text
from workshop_app.domain.answers import ids
from workshop_app.domain.disclosure import Sealed, Shown, show_ladder
from workshop_app.domain.tally import Standing, step_sums
from workshop_app.kinds.rows import SteppedRowsBody
from workshop_app.kinds.twice import twice


@dataclass(frozen=True, kw_only=True)
class LadderBody(SteppedRowsBody):
    """Decisions on a ladder from one end to the other: as it is today, then as we want it."""

    kind: Literal["ladder"]
    today: Text
    desired: Text
    course: ClassVar = twice("ladder")

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """The sum of the steps for each decision, where enough have answered it."""
        return step_sums(given, rows=ids(self.rows), k=k)

    def shown(self, sealed: Sealed) -> Shown:
        """Both rounds beside each other, or neither."""
        return show_ladder(today=sealed.of("today"), desired=sealed.of("desired"), k=sealed.k)

    def wording(self) -> tuple[Text, ...]:
        """Both questions."""
        return (self.today, self.desired)

    def end_texts(self) -> tuple[Text, ...]:
        """The first step and the last."""
        return (self.steps[0], self.steps[-1])


FORM = LadderBody
