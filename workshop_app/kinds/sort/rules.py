"""The rules of a sort: each row is put on one of some tables, and dots are given to those on one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Phase, Text
from workshop_app.domain.answers import ids
from workshop_app.domain.body import Body
from workshop_app.domain.checks import Fault, between
from workshop_app.domain.disclosure import Shown, ShownRow, ShownRows
from workshop_app.domain.phases import Course, Move
from workshop_app.kinds.dots import DotsBody
from workshop_app.kinds.matrix.rules import MatrixBody
from workshop_app.kinds.parts import PartsBody
from workshop_app.kinds.rows import Row, RowOption

#: There is nothing to weigh between fewer.
_LEAST_TO_WEIGH = 2


@dataclass(frozen=True, kw_only=True)
class SortBody(PartsBody):
    """Rows to put on one of the tables in `options`, of which the last is one's own; then dots on what lies there.

    `chosen` are the rows that the room has put on its own table; None: that isn't known, so dots go to all.
    """

    kind: Literal["sort"]
    question: Text
    rows: tuple[Row, ...]
    options: tuple[RowOption, ...]
    note: Text | None = None
    choose: Text
    dots: int = 3
    dots_on_one: int = 2
    chosen: tuple[str, ...] | None = None
    course: ClassVar = Course(
        first=Phase.OPEN,
        ways={
            (Phase.OPEN, Move.NEXT): Phase.COUNTED,
            (Phase.OPEN, Move.CLOSE): Phase.CLOSED,
            (Phase.CLOSED, Move.NEXT): Phase.COUNTED,
            (Phase.CLOSED, Move.BACK): Phase.OPEN,
            (Phase.COUNTED, Move.NEXT): Phase.DOTS,
            (Phase.COUNTED, Move.REPEAT): Phase.OPEN,
            (Phase.DOTS, Move.NEXT): Phase.REVEALED,
            (Phase.DOTS, Move.BACK): Phase.COUNTED,
            (Phase.REVEALED, Move.REPEAT): Phase.DOTS,
        },
        rounds={Phase.OPEN: ("vote", "vote"), Phase.DOTS: ("dots", "dots")},
        sealing={Phase.COUNTED: "vote", Phase.REVEALED: "dots"},
        resting={Phase.OPEN: Phase.COUNTED, Phase.CLOSED: Phase.COUNTED, Phase.DOTS: Phase.REVEALED},
    )

    def mistakes(self) -> Iterator[Fault]:
        """Rows and tables as for a matrix, and dots that can be given."""
        yield from self.asked_in("vote").mistakes()
        yield from between("dots", self.dots, 1, 9)
        yield from between("dots_on_one", self.dots_on_one, 1, self.dots)

    def taken(self, shown: Shown, *, part: str) -> str | None:
        """The ids of the rows that no other table got more of, as far as figures are shown."""
        if part != "vote" or not isinstance(shown, ShownRows):
            return None
        return " ".join(row.row for row in shown.rows if self._is_ours(row))

    def with_chosen(self, chosen: str | None) -> SortBody:
        """With those rows on one's own table."""
        return self if chosen is None else replace(self, chosen=tuple(chosen.split()))

    def passes_by(self, phase: Phase) -> bool:
        """The dots, where there is nothing to weigh."""
        too_few = self.chosen is not None and len(self.chosen) < _LEAST_TO_WEIGH
        return too_few and phase in (Phase.DOTS, Phase.REVEALED)

    def asked_in(self, part: str) -> Body:
        """A matrix, and dots on those of its rows that are one's own."""
        if part == "dots":
            ours = ids(self.rows) if self.chosen is None else self.chosen
            things = {row.id: row.text for row in self.rows if row.id in ours}
            return DotsBody(asked=(self.choose,), things=things, each=self.dots, on_one=self.dots_on_one)
        return MatrixBody(kind="matrix", question=self.question, rows=self.rows, options=self.options, note=self.note)

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def option_texts(self) -> Mapping[str, Text]:
        """The tables."""
        return {option.id: option.text for option in self.options}

    def row_texts(self) -> Mapping[str, Text]:
        """What is sorted."""
        return {row.id: row.text for row in self.rows}

    def _is_ours(self, row: ShownRow) -> bool:
        """Whether one's own table stands first, perhaps with others; a row that is not shown lies nowhere."""
        shares = {bar.options[0]: bar.share.value if bar.share else 0 for bar in row.bars}
        return bool(shares) and shares.get(self.options[-1].id, -1) == max(shares.values())


FORM = SortBody
