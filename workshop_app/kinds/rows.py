"""What all kinds have in common that ask row by row: each row is answered with one of the same few options.

The rows are on one screen and sent together. A row may be left open: that is how one hops over it. Each row is counted
by itself, so nothing is kept of who answered two rows how.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from workshop_app.domain.agenda import Text
from workshop_app.domain.answers import NOT_SAVED, Answer, entries, ids, one_of
from workshop_app.domain.body import STRICT, Body
from workshop_app.domain.checks import Fault, alternatives
from workshop_app.domain.errors import InvalidAnswer
from workshop_app.domain.tally import Standing, rows_of

#: More rows than these can't be read from a projector.
MOST_ROWS = 8
#: More options than these don't fit beside each other on a phone.
MOST_BESIDE = 5


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one option is chosen for. `help` is unfolded on the phone by whoever wants to read more."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: Text
    help: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RowOption:
    """An option in every row. `short` is what its button says, where it lies beside four others on a phone."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: Text
    short: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RowsBody(Body):
    """Rows, each with one answer. What can be answered, a kind says in `option_texts`."""

    question: Text
    rows: tuple[Row, ...]

    def mistakes(self) -> Iterator[Fault]:
        """Rows enough, and not more than can be seen at once."""
        yield from alternatives("rows", ids(self.rows), most=MOST_ROWS)
        yield from alternatives("options", tuple(self.option_texts()), most=MOST_BESIDE)

    def parse(self, payload: object, *, round_: str, proposals: Collection[str]) -> Answer:
        """Row id → option id, in the rows' order; at least one row."""
        rows, options = ids(self.rows), self.option_texts()
        given = entries(payload, known=rows, read=lambda value: one_of(value, options))
        if not given:
            raise InvalidAnswer(NOT_SAVED)
        return {row: given[row] for row in rows if row in given}

    def drawn(self, random: Random, *, round_: str, proposals: Collection[str]) -> Answer:
        """Any option for each row."""
        options = tuple(self.option_texts())
        return {row: random.choice(options) for row in ids(self.rows)}

    def figures(self, given: Sequence[Any], *, part: str, k: int, standing: Standing) -> dict[str, Any]:
        """How often each option was chosen for each row, where enough have answered that row."""
        return rows_of(given, rows=ids(self.rows), options=tuple(self.option_texts()), k=k)

    def wording(self) -> tuple[Text, ...]:
        """The question."""
        return (self.question,)

    def row_texts(self) -> Mapping[str, Text]:
        """The rows."""
        return {row.id: row.text for row in self.rows}


@dataclass(frozen=True, kw_only=True)
class SteppedRowsBody(RowsBody):
    """Rows on the same five worded steps, lowest first. Ballots store a step's number, as an id."""

    steps: tuple[Text, Text, Text, Text, Text]

    def option_texts(self) -> Mapping[str, Text]:
        """The steps, by their number."""
        return {str(number): step for number, step in enumerate(self.steps, start=1)}
