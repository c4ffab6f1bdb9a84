"""Units as an administrator keeps them in order: names, places, closing and reopening."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.house import ADMIN, KARI, UNIT, House, create_session
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.persistence.engine import Database
from workshop_app.services import clock
from workshop_app.services.unit_tree import UnitTree


@pytest.fixture
def tree(database: Database) -> UnitTree:
    return UnitTree(database=database)


def add(tree: UnitTree, name: str, parent_id: str | None = None) -> str:
    return tree.create(ADMIN, name=name, leader_role="avdelingslederen", parent_id=parent_id)


def drawn(tree: UnitTree) -> list[str]:
    return ["  " * depth + unit.name for unit, depth in tree.all(ADMIN).walk()]


def refused(work: Callable[..., object], *given: object, **more: object) -> tuple[str, object]:
    with pytest.raises(BadInput) as error:
        work(*given, **more)
    return error.value.key, error.value.slots.get("field")


def test_units_are_read_from_the_top_down_in_norwegian_order(tree: UnitTree) -> None:
    for name in ("Årdal", "Øvre", "Ål", "Ærfugl", "Zoo"):
        add(tree, name, UNIT.id)
    add(tree, "Barn og unge")
    assert drawn(tree) == ["Barn og unge", UNIT.name, "  Zoo", "  Ærfugl", "  Øvre", "  Ål", "  Årdal"]


@pytest.mark.parametrize(("name", "again"), [("Øst", "øst"), ("Ås", "A\u030as"), ("Straße", "STRASSE")])
def test_a_name_is_taken_however_its_letters_are_written(tree: UnitTree, name: str, again: str) -> None:
    add(tree, name)
    other = add(tree, "En annen")
    assert refused(add, tree, again) == ("units.name_taken", "name")
    assert refused(tree.change, ADMIN, other, name=again, parent_id=None) == ("units.name_taken", "name")


def test_a_unit_is_renamed_and_moved_with_all_that_lies_under_it(tree: UnitTree) -> None:
    north = add(tree, "Nord", UNIT.id)
    add(tree, "Team 1", north)
    other = add(tree, "Barn og unge")
    tree.change(ADMIN, north, name="Nordre", parent_id=other)
    assert drawn(tree) == ["Barn og unge", "  Nordre", "    Team 1", UNIT.name]


def test_a_unit_lies_neither_under_itself_nor_under_a_closed_one(tree: UnitTree) -> None:
    north = add(tree, "Nord", UNIT.id)
    closed = add(tree, "Gammel")
    tree.close(ADMIN, closed)
    for impossible in (north, closed, "gone"):
        given = {"name": UNIT.name, "parent_id": impossible}
        assert refused(tree.change, ADMIN, UNIT.id, **given) == ("units.parent_impossible", "parent")
    assert [one.name for one in tree.possible_parents(ADMIN, UNIT.id)] == []


def test_a_unit_that_keeps_its_place_under_a_closed_one_can_be_renamed(tree: UnitTree) -> None:
    north = add(tree, "Nord", UNIT.id)
    tree.close(ADMIN, north)
    tree.close(ADMIN, UNIT.id)
    tree.change(ADMIN, north, name="Nordre", parent_id=UNIT.id)
    assert drawn(tree) == [UNIT.name, "  Nordre"]


def test_a_closed_unit_has_no_new_sessions_and_opens_again(house: House, tree: UnitTree) -> None:
    tree.close(ADMIN, UNIT.id)
    closed = next(unit for unit, _ in tree.all(ADMIN).walk() if unit.id == UNIT.id)
    assert closed.closed_on == clock.today()
    with pytest.raises(NotAllowed, match=r"units\.closed"):
        create_session(tree.database)
    with pytest.raises(RefusedMove, match=r"units\.closed"):
        house.open_lobby()
    tree.reopen(ADMIN, UNIT.id)
    house.open_lobby()


def test_closing_waits_for_the_session_under_way_and_for_what_lies_below(house: House, tree: UnitTree) -> None:
    house.open_lobby()
    assert refused(tree.close, ADMIN, UNIT.id) == ("tree.under_way", None)
    house.end()
    below = add(tree, "Nord", UNIT.id)
    assert refused(tree.close, ADMIN, UNIT.id) == ("tree.open_below", None)
    tree.close(ADMIN, below)
    tree.close(ADMIN, UNIT.id)
    assert refused(tree.reopen, ADMIN, below) == ("tree.above_closed", None)


def test_others_and_what_is_not_there_are_answered_alike(tree: UnitTree) -> None:
    for attempt in (tree.close, tree.reopen):
        with pytest.raises(NotAllowed):
            attempt(KARI, UNIT.id)
        with pytest.raises(NotAllowed):
            attempt(ADMIN, "gone")
    with pytest.raises(NotAllowed):
        tree.all(KARI)
