"""All rows of one database into another of the same revision, whatever kinds the two are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, select

#: Rows that are read and written at a time.
_AT_ONCE = 500

_Row = Mapping[str, Any]


def copy_rows(source: Connection, target: Connection, *, without: Collection[str]) -> None:
    """Copy every table but those `without`, and never the secret of a run. The target's are there, and empty.

    Tables are taken as they are found and not as the code has them, so that an older revision can be copied too.
    """
    here, there = MetaData(), MetaData()
    here.reflect(source)
    there.reflect(target)
    for table in here.sorted_tables:
        if table.name in without or table.name == "alembic_version":
            continue
        for rows in _batches(source, table):
            target.execute(insert(there.tables[table.name]), rows)


def _batches(source: Connection, table: Table) -> Iterator[Sequence[_Row]]:
    columns = [column for column in table.columns if (table.name, column.name) != ("runs", "secret")]
    rows = source.execute(select(*columns)).mappings()
    own = {key.parent.name: key.column.name for key in table.foreign_keys if key.column.table is table}
    if own:
        yield from _parents_first([dict(row) for row in rows], own)
        return
    while batch := rows.fetchmany(_AT_ONCE):
        yield [dict(row) for row in batch]


def _parents_first(rows: list[_Row], own: Mapping[str, str]) -> Iterator[Sequence[_Row]]:
    """Rows that point at rows of the same table, in an order in which each finds what it points at."""
    placed: dict[str, set[Any]] = {column: set() for column in own.values()}
    while rows:
        ready: list[_Row] = []
        later: list[_Row] = []
        for row in rows:
            is_ready = all(row[at] is None or row[at] in placed[to] for at, to in own.items())
            (ready if is_ready else later).append(row)
        if not ready:
            raise ValueError("rows that point at each other in a circle")
        yield ready
        for column, found in placed.items():
            found.update(row[column] for row in ready)
        rows = later
