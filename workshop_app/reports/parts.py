"""What every section of a page is put together from: tables, and charts with a sentence and a table beside them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: its heading and its cells."""

    head: str = ""
    cells: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table. `heads` has one text more than a row has cells: the first stands over the rows' headings."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing, the sentence that says what it says, how to read it, and the same in a table. No `svg`: no chart."""

    svg: str = ""
    says: str = ""
    reading: list[str] = field(default_factory=list)
    table: Table = field(default_factory=Table)
