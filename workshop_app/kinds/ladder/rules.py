"""The rules of a ladder: for each everyday decision, on which of five steps it stands today and should stand.

Which decisions these are is settled in the room, before the first round opens: picked from those that the agenda has,
or worded on the spot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.agenda_editing import free_id, id_from
from workshop_app.domain.answers import ids
from workshop_app.domain.checks import Fault, alternatives
from workshop_app.domain.disclosure import Sealed, Shown, show_ladder
from workshop_app.domain.errors import BadInput
from workshop_app.domain.phases import Move
from workshop_app.domain.plain_text import folded, one_line
from workshop_app.domain.tally import Standing, step_sums
from workshop_app.kinds.rows import Row, SteppedRowsBody
from workshop_app.kinds.twice import twice

#: «For four everyday decisions chosen by the unit» (domain.md §5); one alone would not be a comparison.
MOST_PICKED, LEAST_PICKED = 4, 2
#: Decisions to pick from; with more of them, picking takes longer than thinking.
MOST_OFFERED = 20
#: Characters in a decision that is worded in the room: it stands beside five steps on the projector.
LONGEST_PICK = 60
#: What texts of `content/` mean something by.
_SIGNS = frozenset("{}<>")


@dataclass(frozen=True, kw_only=True)
class LadderBody(SteppedRowsBody):
    """Decisions on a ladder from one end to the other: as it is today, then as we want it.

    `rows` are the decisions that are asked about, `offered` others that can be picked in the room. Once somebody has
    picked, `offered` holds all of them, so that they keep their order.
    """

    kind: Literal["ladder"]
    today: Text
    desired: Text
    offered: tuple[Row, ...] = ()
    course: ClassVar = replace(
        twice("ladder"), first=Phase.PICKING, ways={(Phase.PICKING, Move.NEXT): Phase.TODAY, **twice("ladder").ways}
    )

    def mistakes(self) -> Iterator[Fault]:
        """As all rows; and not more offered than can be looked through."""
        yield from super().mistakes()
        yield from alternatives("offered", ids(self.offered), least=0, most=MOST_OFFERED)

    def picks(self) -> Mapping[str, Text]:
        """The decisions of the agenda, and those worded here."""
        return {row.id: row.text for row in self._known()}

    def with_pick(self, pick: str, *, is_wanted: bool) -> LadderBody:
        """A decision more, as the last, or less. Raises `BadInput`."""
        found = next((row for row in self._known() if row.id == pick), None)
        if found is None:
            raise BadInput("error.not_saved")
        others = tuple(row for row in self.rows if row.id != pick)
        if is_wanted == (len(others) < len(self.rows)):
            return self
        return self._with((*others, found) if is_wanted else others, self._known())

    def with_own_pick(self, text: str) -> LadderBody:
        """A decision that is worded here; one that is there already is picked. Raises `BadInput`."""
        kept = _written(text)
        same = next((row for row in self._known() if folded(row.text.nb) == folded(kept)), None)
        if same is not None:
            return self.with_pick(same.id, is_wanted=True)
        known = self._known()
        if len(known) >= MOST_OFFERED:
            raise BadInput("pick.full", most=MOST_OFFERED)
        row = Row(id=free_id(id_from(kept), ids(known)), text=Text(nb=kept))
        return self._with((*self.rows, row), (*known, row))

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

    def _known(self) -> tuple[Row, ...]:
        offered = ids(self.offered)
        return (*(row for row in self.rows if row.id not in offered), *self.offered)

    def _with(self, rows: tuple[Row, ...], known: tuple[Row, ...]) -> LadderBody:
        if len(rows) < LEAST_PICKED:
            raise BadInput("pick.too_few", least=LEAST_PICKED)
        # An agenda of one's own may have more from the start; then they can only become fewer.
        if len(rows) > max(MOST_PICKED, len(self.rows)):
            raise BadInput("pick.too_many", most=MOST_PICKED)
        return replace(self, rows=rows, offered=known)


def _written(text: str) -> str:
    kept = one_line(text)
    if not kept:
        raise BadInput("pick.empty")
    if len(kept) > LONGEST_PICK:
        raise BadInput("error.too_long", n=len(kept) - LONGEST_PICK)
    if _SIGNS & set(kept):
        raise BadInput("pick.signs", signs="{ } < >")
    return kept


FORM = LadderBody
