"""What a table of units would change: new ones, other places, other words for leaders. Decides; changes nothing.

Units are recognised by their names. Those that the table does not name stay as they are, and none is ever closed by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from workshop_app.domain.plain_text import folded

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A row of the table, by its number in the file. `parent` is None where the table has no such column."""

    number: int
    name: str
    parent: str | None
    leader_role: str


@dataclass(frozen=True, kw_only=True)
class KnownUnit:
    """A unit that is there."""

    id: str
    name: str
    parent_id: str | None
    leader_role: str
    is_closed: bool = False


class Effect(StrEnum):
    """What a row would do."""

    NEW = "new"
    MOVED = "moved"
    LEADER = "leader"


@dataclass(frozen=True, kw_only=True)
class ImportChange:
    """One change. `unit_id` is empty for a new unit; `parent` the name of the one above, empty at the top."""

    effect: Effect
    name: str
    parent: str = ""
    leader_role: str = ""
    unit_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """Why a row can't be taken: the phrase, and what it names."""

    number: int
    key: str
    slots: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What would change, in the order of the file; with a single mistake, nothing. `unchanged` rows change nothing."""

    changes: tuple[ImportChange, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    unchanged: int = 0


def planned(rows: Sequence[ImportRow], units: Sequence[KnownUnit]) -> ImportPlan:
    """The plan for a table."""
    there = {folded(unit.name): unit for unit in units}
    mistakes = sorted(_mistakes(rows, there), key=lambda one: one.number)
    if mistakes:
        return ImportPlan(mistakes=tuple(mistakes))
    names = {unit.id: unit.name for unit in units}
    changes = [change for row in rows for change in _changes(row, there.get(folded(row.name)), names)]
    touched = {folded(change.name) for change in changes}
    return ImportPlan(changes=tuple(changes), unchanged=len(rows) - len(touched))


def _changes(row: ImportRow, unit: KnownUnit | None, names: Mapping[str, str]) -> Iterator[ImportChange]:
    parent = row.parent or ""
    if unit is None:
        yield ImportChange(effect=Effect.NEW, name=row.name, parent=parent, leader_role=row.leader_role)
        return
    now = names.get(unit.parent_id or "", "")
    if row.parent is not None and folded(parent) != folded(now):
        yield ImportChange(effect=Effect.MOVED, name=unit.name, parent=parent, unit_id=unit.id)
    if row.leader_role and row.leader_role != unit.leader_role:
        yield ImportChange(effect=Effect.LEADER, name=unit.name, leader_role=row.leader_role, unit_id=unit.id)


def _mistakes(rows: Sequence[ImportRow], there: Mapping[str, KnownUnit]) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for row in rows:
        key = folded(row.name)
        if key and key in first:
            yield Mistake(number=row.number, key="import.twice", slots={"name": row.name, "n": first[key]})
        first.setdefault(key, row.number)
    above = _above(rows, there)
    for row in rows:
        yield from (Mistake(number=row.number, key=key, slots=slots) for key, slots in _wrong(row, there, above))


def _wrong(
    row: ImportRow, there: Mapping[str, KnownUnit], above: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, object]]]:
    unit, parent = there.get(folded(row.name)), folded(row.parent or "")
    if not row.name:
        yield "import.name_missing", {}
        return
    if max(len(row.name), len(row.leader_role)) > LONGEST:
        yield "import.too_long", {"most": LONGEST}
    if unit is None and not row.leader_role:
        yield "import.leader_missing", {"name": row.name}
    if unit is not None and unit.is_closed:
        yield "import.closed", {"name": unit.name}
    if parent and parent not in above:
        yield "import.parent_unknown", {"name": row.parent}
    elif parent and parent in there and there[parent].is_closed:
        yield "import.closed", {"name": there[parent].name}
    elif parent and _is_in_ring(folded(row.name), above):
        yield "import.ring", {"name": row.name}


def _above(rows: Sequence[ImportRow], there: Mapping[str, KnownUnit]) -> dict[str, str]:
    """Folded name → that of the unit above, as it would be; empty at the top."""
    names = {unit.id: folded(unit.name) for unit in there.values()}
    above = {name: names.get(unit.parent_id or "", "") for name, unit in there.items()}
    for row in rows:
        key = folded(row.name)
        if row.parent is not None or key not in above:
            above[key] = folded(row.parent or "")
    return above


def _is_in_ring(name: str, above: Mapping[str, str]) -> bool:
    at, seen = above.get(name, ""), set()
    while at and at != name and at not in seen:
        seen.add(at)
        at = above.get(at, "")
    return at == name
