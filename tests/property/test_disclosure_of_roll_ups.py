"""Units in a tree, some of them hidden: what all that is published of the others tells about those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.activities import pulse
from workshop_app.domain.disclosure import (
    Bound,
    Mean,
    PulseOfSession,
    ShownLine,
    ShownPoint,
    ShownRollUp,
    ShownRollUps,
    ShownUnit,
    show_headline,
    show_roll_ups,
)
from workshop_app.domain.disclosure.coarsening import mean_on_scale
from workshop_app.domain.tally import Aggregate

Parents = Mapping[str, str | None]
#: The municipality asks for more than what was once kept, so that hidden units do have sums.
K = 8


@dataclass(frozen=True)
class Unit:
    """The unit's scores in thirds: how many and their total."""

    n: int
    total: int


def headline(unit: Unit, *, leader_total: int | None = None) -> ShownLine | None:
    def moments(total: int) -> dict[str, float]:
        mean = float(Fraction(total, 3 * unit.n)) if unit.n else 0.0
        return {"n": unit.n, "mean": mean, "squares": unit.n * mean**2 + unit.n / 2}

    of_unit = moments(unit.total)
    figures = {
        "dimensions": {"a": of_unit, "b": of_unit, "c": moments(leader_total or unit.total), "d": of_unit},
        "anchor": of_unit,
        "items": {},
    }
    one = PulseOfSession(held_on=date(2025, 1, 15), activity=pulse(), aggregate=Aggregate("pulse", unit.n, figures))
    return show_headline([one], spread={}, k=K)


def published(units: Mapping[str, Unit], parents: Parents) -> ShownRollUps:
    return show_roll_ups(parents=parents, headlines={id_: headline(unit) for id_, unit in units.items()}, spread={})


@st.composite
def municipalities(draw: st.DrawFn) -> tuple[dict[str, Unit], Parents]:
    """Up to nine units on some levels, each with a session or without."""
    ids = [f"u{number}" for number in range(draw(st.integers(1, 9)))]
    parents = {id_: draw(st.sampled_from([None, *ids[:at]])) for at, id_ in enumerate(ids)}
    sizes = draw(st.lists(st.sampled_from([0, 3, 5, 6, 7, 8, 9, 12, 25]), min_size=len(ids), max_size=len(ids)))
    units = {id_: Unit(n, draw(st.integers(3 * n, 15 * n))) for id_, n in zip(ids, sizes, strict=True)}
    return units, parents


# What a hidden unit answered changes nothing that is published


@given(municipality=municipalities(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_a_hidden_unit_answered_all_that_is_published_is_the_same(
    municipality: tuple[dict[str, Unit], Parents], data: st.DataObject
) -> None:
    units, parents = municipality
    small = st.integers(0, K - 1).flatmap(lambda n: st.builds(Unit, st.just(n), st.integers(3 * n, 15 * n)))
    otherwise = {id_: data.draw(small) if unit.n < K else unit for id_, unit in units.items()}
    assert published(otherwise, parents) == published(units, parents)


@given(municipality=municipalities(), data=st.data())
@settings(max_examples=100, deadline=None)
def test_units_that_look_alike_alone_look_alike_together(
    municipality: tuple[dict[str, Unit], Parents], data: st.DataObject
) -> None:
    """So together they tell nothing that they don't tell alone: nothing of exact means, and nothing about a leader."""
    units, parents = municipality
    twins = {id_: Unit(unit.n, data.draw(st.sampled_from(_alike(unit)))) for id_, unit in units.items()}
    assert published(twins, parents) == published(units, parents)


def _alike(unit: Unit) -> list[int]:
    def look(total: int) -> Mean | None:
        return mean_on_scale(total / 3 / unit.n, n=unit.n) if unit.n else None

    return [total for total in range(3 * unit.n, 15 * unit.n + 1) if look(total) == look(unit.total)]


# The same as a system of equations, against sums of everything that has enough answers

Row = tuple[str, ...]


def sums_of_units_shown(units: Mapping[str, Unit], parents: Parents) -> list[Row]:
    shown = published(units, parents)
    within = {parent: _within(parent, parents) for parent in shown.roll_ups}
    rows = [(unit,) for unit in shown.units]
    return rows + [
        tuple(sorted(within[parent] & set(shown.units))) for parent, roll in shown.roll_ups.items() if roll.mean
    ]


def sums_of_all_that_has_enough(units: Mapping[str, Unit], parents: Parents) -> list[Row]:
    rows: list[Row] = [(id_,) for id_, unit in units.items() if unit.n >= K]
    for parent in filter(None, set(parents.values())):
        inside = sorted(_within(parent, parents))
        if sum(units[id_].n for id_ in inside) >= K:
            rows.append(tuple(inside))
    return rows


def _within(unit: str, parents: Parents) -> set[str]:
    inside = {unit}
    for _ in parents:
        inside |= {id_ for id_, parent in parents.items() if parent in inside}
    return inside


def determined(rows: Iterable[Row], units: Mapping[str, Unit]) -> set[str]:
    """The hidden units whose total follows from the sums, by elimination. That nobody answered is known."""
    names = sorted(id_ for id_, unit in units.items() if unit.n)
    reduced: dict[int, list[Fraction]] = {}
    for row in rows:
        vector = [Fraction(name in row) for name in names]
        for at, known in reduced.items():
            vector = [v - vector[at] * k for v, k in zip(vector, known, strict=True)]
        at = next((i for i, v in enumerate(vector) if v), None)
        if at is None:
            continue
        vector = [v / vector[at] for v in vector]
        reduced = {o: [a - other[at] * b for a, b in zip(other, vector, strict=True)] for o, other in reduced.items()}
        reduced[at] = vector
    alone = {names[at] for at, vector in reduced.items() if sum(map(bool, vector)) == 1}
    return {name for name in alone if units[name].n < K}


@given(municipality=municipalities())
@settings(max_examples=150, deadline=None)
def test_no_hidden_units_total_follows_from_what_is_published(municipality: tuple[dict[str, Unit], Parents]) -> None:
    units, parents = municipality
    assert determined(sums_of_units_shown(units, parents), units) == set()
    shown = published(units, parents)
    assert all(roll.answers is None or roll.answers >= 2 * K for roll in shown.roll_ups.values())
    assert {id_ for id_, unit in units.items() if unit.n >= K} == set(shown.units)


FAMILIES: list[tuple[dict[str, Unit], Parents]] = [
    ({"top": Unit(0, 0), "a": Unit(12, 100), "b": Unit(5, 60)}, {"top": None, "a": "top", "b": "top"}),
    (
        {"top": Unit(0, 0), "mid": Unit(6, 50), "a": Unit(12, 100), "b": Unit(9, 60), "c": Unit(20, 200)},
        {"top": None, "mid": "top", "a": "mid", "b": "mid", "c": "top"},
    ),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_attack_succeeds_when_all_that_has_enough_answers_is_published(
    family: tuple[dict[str, Unit], Parents],
) -> None:
    units, parents = family
    assert determined(sums_of_all_that_has_enough(units, parents), units) != set()
    assert determined(sums_of_units_shown(units, parents), units) == set()


def test_a_sum_of_exact_means_tells_of_units_that_are_shown() -> None:
    """«4,5 eller høyere», «3,5», and «4,4» for both together, eight each: the first eight all answered 5."""

    def look(first: int, second: int) -> tuple[Mean, ...]:
        return (
            *(mean_on_scale(total / 24, n=8) for total in (first, second)),
            mean_on_scale((first + second) / 48, n=16),
        )

    seen = look(120, 89)
    assert {first for first in range(24, 121) for second in range(24, 121) if look(first, second) == seen} == {120}


# Values


def test_a_parent_is_the_mean_by_answers_of_all_that_is_shown_in_it() -> None:
    units = {"top": Unit(10, 90), "mid": Unit(3, 45), "a": Unit(20, 240), "b": Unit(10, 60), "alone": Unit(30, 270)}
    shown = published(units, {"top": None, "mid": "top", "a": "mid", "b": "mid", "alone": None})
    assert shown.roll_ups == {
        "top": ShownRollUp(units=3, answers=40, mean=Mean(33)),
        "mid": ShownRollUp(units=2, answers=30, mean=Mean(33)),
    }
    assert set(shown.units) == {"top", "a", "b", "alone"}
    assert shown.units["a"].mean == Mean(40)


def test_under_two_units_there_is_no_figure_for_them() -> None:
    parents = {"top": None, "a": "top", "b": "top"}
    one = published({"top": Unit(0, 0), "a": Unit(20, 200), "b": Unit(4, 40)}, parents)
    assert one.roll_ups == {"top": ShownRollUp(units=1)}
    none = published({"top": Unit(0, 0), "a": Unit(2, 20), "b": Unit(4, 40)}, parents)
    assert none == ShownRollUps(units={}, roll_ups={"top": ShownRollUp(units=0)})


def test_units_without_a_pulse_or_out_of_sight_are_no_part_of_it() -> None:
    headlines = {"a": headline(Unit(12, 120)), "b": headline(Unit(12, 72)), "c": None}
    shown = show_roll_ups(parents={"a": "top", "b": "top", "c": "top", "d": "top"}, headlines=headlines, spread={})
    assert shown.roll_ups == {"top": ShownRollUp(units=2, answers=24, mean=Mean(27))}


@pytest.mark.parametrize("total", [15 * 12, 3 * 12])
def test_ends_of_the_scale_stay_hedged(total: int) -> None:
    shown = published({"a": Unit(12, total), "b": Unit(12, total)}, {"a": "top", "b": "top"})
    mean = shown.roll_ups["top"].mean
    assert mean is not None
    assert mean.bound is not Bound.ABOUT


def test_figures_about_leaders_do_not_enter() -> None:
    def shown(leader_total: int) -> ShownRollUps:
        headlines = {id_: headline(Unit(12, 108), leader_total=leader_total) for id_ in "ab"}
        return show_roll_ups(parents={"a": "top", "b": "top"}, headlines=headlines, spread={})

    assert shown(36) == shown(180)
    another = ShownLine(dimension="c", points=(ShownPoint(n=12, mean=Mean(30)),))
    assert show_roll_ups(parents={}, headlines={"a": another}, spread={}).units == {}


def test_few_answers_draw_a_units_mean_more_than_many() -> None:
    units = {"few": Unit(10, 126), "high": Unit(60, 666), "low": Unit(60, 594)}
    shown = published(units, dict.fromkeys(units))
    assert shown.units["few"] == ShownUnit(n=10, mean=Mean(42), drawn=Mean(40))
    assert shown.units["high"] == ShownUnit(n=60, mean=Mean(37), drawn=Mean(37))
    alike = published({"a": Unit(12, 120), "b": Unit(12, 114)}, {"a": None, "b": None})
    assert alike.units["a"].drawn == alike.units["b"].drawn


def test_a_ring_of_units_is_gone_round_once() -> None:
    units = {"a": Unit(12, 120), "b": Unit(12, 120)}
    shown = published(units, {"a": "b", "b": "a"})
    assert {roll.units for roll in shown.roll_ups.values()} == {2}
