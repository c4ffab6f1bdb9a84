"""What a table of units would change, and why a row can't be taken."""

from __future__ import annotations

import pytest

from workshop_app.domain.unit_import import Effect, ImportRow, KnownUnit, planned

HELSE = KnownUnit(id="1", name="Helse", parent_id=None, leader_role="kommunalsjefen")
SOUTH = KnownUnit(id="2", name="Øst", parent_id="1", leader_role="lederen")
CLOSED = KnownUnit(id="3", name="Gammel", parent_id=None, leader_role="lederen", is_closed=True)
UNITS = (HELSE, SOUTH, CLOSED)


def row(name: str, parent: str | None = "", leader_role: str = "", *, number: int = 2) -> ImportRow:
    return ImportRow(number=number, name=name, parent=parent, leader_role=leader_role)


def effects(*rows: ImportRow) -> list[tuple[Effect, str, str, str]]:
    plan = planned(rows, UNITS)
    assert plan.mistakes == ()
    return [(one.effect, one.name, one.parent, one.leader_role) for one in plan.changes]


def test_a_row_makes_moves_or_renames_and_names_are_recognised_in_capitals_too() -> None:
    assert effects(row("Nord", "helse", "lederen"), row("øst", "", "enhetslederen")) == [
        (Effect.NEW, "Nord", "helse", "lederen"),
        (Effect.MOVED, "Øst", "", ""),
        (Effect.LEADER, "Øst", "", "enhetslederen"),
    ]


def test_a_row_that_says_nothing_new_changes_nothing() -> None:
    plan = planned([row("øst", "helse", "lederen"), row("Helse", None)], UNITS)
    assert (plan.changes, plan.unchanged) == ((), 2)


def test_a_table_without_a_column_for_places_moves_nobody() -> None:
    assert effects(row("Øst", None, "enhetslederen")) == [(Effect.LEADER, "Øst", "", "enhetslederen")]


def test_new_units_may_lie_under_each_other_in_any_order() -> None:
    assert effects(row("Team", "Nord", "x"), row("Nord", "", "x", number=3)) == [
        (Effect.NEW, "Team", "Nord", "x"),
        (Effect.NEW, "Nord", "", "x"),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("", "Helse", "x")], [(2, "import.name_missing")]),
        ([row("x" * 121, "", "x")], [(2, "import.too_long")]),
        ([row("Nord")], [(2, "import.leader_missing")]),
        ([row("Nord", "Vest", "x")], [(2, "import.parent_unknown")]),
        ([row("Gammel")], [(2, "import.closed")]),
        ([row("Øst", "Gammel")], [(2, "import.closed")]),
        ([row("Øst", "øst")], [(2, "import.ring")]),
        ([row("Helse", "Øst")], [(2, "import.ring")]),
        ([row("Nord", "Sør", "x"), row("Sør", "Nord", "x", number=3)], [(2, "import.ring"), (3, "import.ring")]),
        ([row("Nord", "", "x"), row("NORD", "", "x", number=9)], [(9, "import.twice")]),
        (
            [row("", number=4), row("Nord", "Vest", "", number=3)],
            [
                (3, "import.leader_missing"),
                (3, "import.parent_unknown"),
                (4, "import.name_missing"),
            ],
        ),
    ],
)
def test_a_row_that_cant_be_taken_is_named_and_then_nothing_changes(
    rows: list[ImportRow], told: list[tuple[int, str]]
) -> None:
    plan = planned(rows, UNITS)
    assert [(one.number, one.key) for one in plan.mistakes] == told
    assert plan.changes == ()
