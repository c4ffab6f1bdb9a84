"""The rules of a matrix: each row answered with one of the same options, which need no order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_app.domain.agenda import Text
from workshop_app.domain.disclosure import Sealed, Shown, show_rows
from workshop_app.kinds.rows import RowOption, RowsBody
from workshop_app.kinds.vote import VOTE


@dataclass(frozen=True, kw_only=True)
class MatrixBody(RowsBody):
    """One question about several things, with the same answers to each."""

    kind: Literal["matrix"]
    options: tuple[RowOption, ...]
    note: Text | None = None
    course: ClassVar = VOTE

    def shown(self, sealed: Sealed) -> Shown:
        """Each row as a vote of its own."""
        return show_rows(rows=sealed.of("vote"), k=sealed.k)

    def option_texts(self) -> Mapping[str, Text]:
        """The options."""
        return {option.id: option.text for option in self.options}


FORM = MatrixBody
