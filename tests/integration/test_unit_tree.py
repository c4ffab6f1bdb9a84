"""Units as an administrator keeps them in order: names, places, closing and reopening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from benchmarks.past_sessions import Past, store
from tests.integration.house import ADMIN, KARI, UNIT, House, create_session
from workshop_app.domain.errors import BadInput, NotAllowed, RefusedMove
from workshop_app.domain.reorganisation import Turn
from workshop_app.persistence.engine import Database
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.unit_figures import unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services import clock
from workshop_app.services.history import History, UnitHistory
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


def pulse(tree: UnitTree, unit_id: str, *, days_ago: int) -> None:
    held_on = clock.today() - timedelta(days=days_ago)
    with tree.database.unit_of_work() as db:
        store(db, Past(id=f"{unit_id[:8]}-{days_ago}", held_on=held_on), unit_id=unit_id, created_by=KARI.id)


def history_of(tree: UnitTree, unit_id: str) -> UnitHistory:
    return History(database=tree.database).unit(ADMIN, unit_id)


def test_a_merger_keeps_each_units_figures_and_breaks_the_line_of_the_one_that_goes_on(tree: UnitTree) -> None:
    north, south = add(tree, "Nord"), add(tree, "Sør")
    add(tree, "Team 1", north)
    for unit_id in (north, south):
        pulse(tree, unit_id, days_ago=100)
    tree.merge(ADMIN, north, into_id=south, name="Hele")
    pulse(tree, south, days_ago=0)

    assert drawn(tree) == ["Hele", "  Nord", "  Team 1", UNIT.name]
    merged, closed = history_of(tree, south), history_of(tree, north)
    assert [len(one.occasions) for one in (merged, closed)] == [2, 1]
    assert closed.unit.closed_on == clock.today()
    assert [(one.turn, one.other_name) for one in merged.reorganised] == [(Turn.TOOK_IN, "Nord")]
    assert [(one.turn, one.other_name) for one in closed.reorganised] == [(Turn.WENT_INTO, "Hele")]
    shown = unit_report(unit_figures(merged)).pulse
    assert shown.verdict == (
        f"Nord ble slått sammen med enheten {format_date(clock.today())}. Tall før og etter kan ikke sammenlignes."
    )
    assert refused(tree.reopen, ADMIN, north) == ("tree.went_into_another", None)


def test_a_split_leaves_a_break_and_units_that_begin_without_figures(tree: UnitTree) -> None:
    north = add(tree, "Nord", UNIT.id)
    pulse(tree, north, days_ago=100)
    new = tree.split(ADMIN, north, names=["Nord 2", "Nord 1"], goes_on=True)

    assert drawn(tree) == [UNIT.name, "  Nord", "  Nord 1", "  Nord 2"]
    whole, part = history_of(tree, north), history_of(tree, new[0])
    assert (whole.other_people, part.other_people) == ([clock.today()], [])
    assert (len(whole.occasions), len(part.occasions)) == (1, 0)
    assert (part.unit.discussed_on, part.unit.leader_role) == (None, "avdelingslederen")
    assert [(one.turn, one.other_name) for one in part.reorganised] == [(Turn.CAME_FROM, "Nord")]

    tree.split(ADMIN, new[0], names=["A", "B"], goes_on=False)
    assert history_of(tree, new[0]).unit.closed_on == clock.today()


def test_a_split_needs_several_units_with_names_of_their_own(tree: UnitTree) -> None:
    before = drawn(tree)
    for names, goes_on, key in (
        ([], True, "tree.split_few"),
        (["A"], False, "tree.split_few"),
        (["A", "a"], False, "units.name_taken"),
        ([UNIT.name], True, "units.name_taken"),
        ([f"{n}" for n in range(21)], True, "tree.split_many"),
    ):
        assert refused(tree.split, ADMIN, UNIT.id, names=names, goes_on=goes_on) == (key, "name")
    assert drawn(tree) == before


@pytest.mark.parametrize(("days_ago", "is_refused"), [(0, True), (14, True), (15, False)])
def test_the_same_people_answer_in_another_unit_only_after_a_while(
    tree: UnitTree, days_ago: int, *, is_refused: bool
) -> None:
    north, south = add(tree, "Nord"), add(tree, "Sør")
    pulse(tree, south, days_ago=days_ago)
    works = (
        lambda: tree.merge(ADMIN, north, into_id=south, name="Hele"),
        lambda: tree.split(ADMIN, south, names=["A", "B"], goes_on=False),
    )
    if is_refused:
        assert [refused(work) for work in works] == [("tree.too_soon", None)] * 2
    else:
        works[0]()


def test_a_unit_merges_neither_with_itself_nor_with_what_lies_under_it_nor_with_a_closed_one(tree: UnitTree) -> None:
    north, closed = add(tree, "Nord", UNIT.id), add(tree, "Gammel")
    tree.close(ADMIN, closed)
    for impossible in (UNIT.id, north, closed):
        given = {"into_id": impossible, "name": "Hele"}
        assert refused(tree.merge, ADMIN, UNIT.id, **given) == ("tree.merge_impossible", "into")
    assert refused(tree.merge, ADMIN, closed, into_id=UNIT.id, name="Hele") == ("units.closed", None)


def test_others_and_what_is_not_there_are_answered_alike(tree: UnitTree) -> None:
    for attempt in (tree.close, tree.reopen):
        with pytest.raises(NotAllowed):
            attempt(KARI, UNIT.id)
        with pytest.raises(NotAllowed):
            attempt(ADMIN, "gone")
    with pytest.raises(NotAllowed):
        tree.all(KARI)
