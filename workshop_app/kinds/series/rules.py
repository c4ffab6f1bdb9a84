"""The rules of a series: several statements on the same five worded steps, the one least agreed on shown first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Text
from workshop_app.domain.disclosure import Sealed, Shown, ShownRows, show_rows
from workshop_app.kinds.rows import SteppedRowsBody
from workshop_app.kinds.vote import VOTE


@dataclass(frozen=True, kw_only=True)
class SeriesBody(SteppedRowsBody):
    """Statements, each on the steps of one scale. `bins` as for a single statement on a scale."""

    kind: Literal["series"]
    bins: tuple[Text, Text, Text]
    note: Text | None = None
    course: ClassVar = VOTE

    def shown(self, sealed: Sealed) -> Shown:
        """Each statement as a vote of its own on ordered steps."""
        return show_rows(rows=sealed.of("vote"), k=sealed.k, ordered=True)

    def sentence(self, shown: Shown) -> str:
        """That the first is the one that the room agrees on least, where the order says so."""
        return "series.least_first" if isinstance(shown, ShownRows) and shown.rows[0].spread else ""

    def bin_texts(self) -> tuple[Text, ...]:
        """What the steps are called together."""
        return self.bins


FORM = SeriesBody
