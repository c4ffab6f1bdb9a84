"""A unit's tables say what the screens say, to the digit, and nothing that a screen does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from datetime import date

import pytest

from tests.integration.house import ADMIN, CONTENT, KARI, UNIT
from tests.past import CARD, Held, hold
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Language
from workshop_app.domain.disclosure import Audience, ShownPoints
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.phrases import phrase
from workshop_app.reports.figure_words import mean_text, points_text
from workshop_app.reports.rows import Tables
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.unit_page import unit_report
from workshop_app.services.history import History

#: What is drawn from the figures is the same wherever they lie.
DATABASES = ("sqlite",)

DAYS = (date(2026, 1, 12), date(2026, 3, 2), date(2026, 6, 1))
READER = replace(KARI, reads_leader=frozenset({UNIT.id}))


def figures_of(database: Database, person: Person = KARI) -> UnitFigures:
    return unit_figures(History(database=database).unit(person, UNIT.id))


@pytest.fixture
def figures(database: Database) -> UnitFigures:
    """A unit with 8, 3 and 14 answers."""
    for seed, (day, number) in enumerate(zip(DAYS, (8, 3, 14), strict=True), start=1):
        hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=day, number=number, seed=seed))
    return figures_of(database)


@pytest.fixture
def made(figures: UnitFigures) -> Tables:
    return tables(figures)


def test_every_session_has_its_row_and_too_few_answers_are_not_counted(made: Tables) -> None:
    assert [(row.date, row.agenda, row.pulse, row.n) for row in made.sessions] == [
        (DAYS[0], "Samling på 90 minutter", True, 8),
        (DAYS[1], "Samling på 90 minutter", True, None),
        (DAYS[2], "Samling på 90 minutter", True, 14),
    ]


def test_dimensions_are_long_and_stand_in_the_words_of_the_screens(figures: UnitFigures, made: Tables) -> None:
    assert figures.pulse is not None
    lines = (*figures.pulse.lines, figures.pulse.anchor)
    told = [(row.n, row.text, row.verdict) for row in made.dimensions]
    expected = [
        (p.n, mean_text(p.mean, "nb") if p.mean else "Ingen tall å vise her.", p.verdict and p.verdict.value)
        for number in range(3)
        for p in (line.points[number] for line in lines)
    ]
    assert told == expected
    assert [row.dimension for row in made.dimensions][:3] == [line.dimension for line in lines][:3]


def test_numbers_of_a_dimension_are_the_shown_ones_as_decimals(figures: UnitFigures, made: Tables) -> None:
    assert figures.pulse is not None
    point = figures.pulse.lines[0].points[2]
    row = next(row for row in made.dimensions if row.date == DAYS[2] and row.dimension == "a")
    assert point.mean is not None
    assert point.low is not None
    assert (row.mean, row.low) == (point.mean.tenths / 10, point.low / 10)
    assert row.difference is None
    assert row.sentence == phrase(f"verdict.{row.verdict}", "nb")


def test_statements_come_in_three_bins_and_only_from_ten_answers(made: Tables) -> None:
    assert {row.date for row in made.items} == {DAYS[2]}
    assert {row.label for row in made.items} == {"Uenig", "Både og", "Enig"}
    assert all(row.n >= 10 for row in made.items)


def test_the_word_for_how_alike_answers_are_is_that_of_the_page(figures: UnitFigures, made: Tables) -> None:
    pulse = unit_report(figures).pulse
    on_the_page = {one.text: one.spread for side in (pulse.anchor, *pulse.others) for one in side.statements}
    in_the_tables = {row.statement: row.spread_text for row in made.items if row.statement in on_the_page}
    assert on_the_page == in_the_tables != {}
    assert all(row.spread_text == phrase(f"spread.{row.spread}", "nb") for row in made.items)


def test_a_dilemma_that_may_not_be_shown_is_a_sentence(made: Tables) -> None:
    hidden = [row for row in made.dilemma if row.date == DAYS[1]]
    assert [(row.round, row.share, row.n, row.text) for row in hidden] == [
        ("before", None, None, "Ingen tall å vise her."),
        ("after", None, None, "Ingen tall å vise her."),
    ]
    assert all("%" in row.text for row in made.dilemma if row.date != DAYS[1])


def test_points_are_those_of_the_screen_with_their_gap(figures: UnitFigures, made: Tables) -> None:
    shown = figures.sessions[2].points
    assert isinstance(shown, ShownPoints)
    rows = [row for row in made.points if row.date == DAYS[2]]
    assert [(row.today_text, row.desired_text, row.gap) for row in rows] == [
        (points_text(one.today, "nb"), points_text(one.desired, "nb"), one.gap) for one in shown.rows
    ]


#: The questions that have votes of their own, by the seed that takes them up.
TWICE, ONCE = 1, 2


@pytest.mark.parametrize(
    ("seed", "number", "shown"),
    [
        (TWICE, 12, [("before", "bars", 5), ("after", "bars", 5)]),
        (TWICE, 6, [("before", "bins", 3), ("after", "bins", 3)]),
        (TWICE, 4, [("before", None, 1), ("after", None, 1)]),
        (ONCE, 12, [("choice", "bars", 4)]),
        (ONCE, 4, [("choice", None, 1)]),
    ],
)
def test_a_questions_own_votes_are_shown_as_finely_as_in_the_room(
    database: Database, seed: int, number: int, shown: list[tuple[str, str | None, int]]
) -> None:
    hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=DAYS[0], number=number, seed=seed))
    rows, page = tables(figures_of(database)).votes, unit_report(figures_of(database)).questions
    assert list(Counter((row.round, row.form) for row in rows).items()) == [
        ((round_, form), rows_each) for round_, form, rows_each in shown
    ]
    (vote,) = page.taken[0].votes
    if number < 5:
        assert {row.text for row in rows} == {vote.hidden} == {"Ingen tall å vise her."}
        assert (vote.chart.svg, vote.sentence, {row.n for row in rows}) == ("", "", {None})
        return
    assert " ".join(vote.wording) == rows[0].wording
    told = {cell for row in vote.chart.table.rows for cell in row.cells}
    assert told == {row.text for row in rows}


def test_under_eight_only_what_most_have_chosen_in_a_question_is_told(database: Database) -> None:
    hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=DAYS[0], number=6, seed=ONCE))
    rows = tables(figures_of(database)).votes
    (vote,) = unit_report(figures_of(database)).questions.taken[0].votes
    assert {(row.form, row.share) for row in rows} == {("top", None)}
    assert vote.sentence == f"Flest har valgt dette: {', '.join(str(row.label) for row in rows)}"
    assert vote.chart.svg == ""


def test_proposals_with_a_place_come_first_and_all_others_after(made: Tables) -> None:
    for day in DAYS:
        rows = [row for row in made.questions if row.date == day]
        assert sorted(row.proposal or "" for row in rows) == sorted(("Først", "Andre", "Tredje", "Fjerde"))
        ranks = [row.rank for row in rows if row.rank]
        assert ranks == sorted(ranks)
    assert [row.rank for row in made.questions if row.date == DAYS[1]] == [None] * 4


def test_a_commitment_has_its_outcome(made: Tables) -> None:
    row = made.commitments[0]
    assert (row.date, row.what, row.who, row.due) == (DAYS[0], CARD.what, CARD.who, CARD.due)
    assert (row.state, row.state_text, row.learnt, row.settled_on) == ("done", "Gjort", "Kort er nok", CARD.settled_on)


def test_figures_about_the_leader_are_for_those_who_may_read_them(database: Database, figures: UnitFigures) -> None:
    assert figures.history.audience is Audience.UNIT
    assert "c" not in {row.dimension for row in tables(figures).dimensions}
    assert "c" not in {row.dimension for row in tables(figures_of(database, ADMIN)).dimensions}

    leading = tables(figures_of(database, READER))
    assert [row.n for row in leading.dimensions if row.dimension == "c"] == [8, None, 14]
    assert "c" not in {row.dimension for row in leading.items}


def test_behind_a_break_nothing_is_compared(database: Database, figures: UnitFigures) -> None:
    with database.unit_of_work() as db:
        units.change_unit(db, replace(UNIT, reorganised_on=date(2026, 5, 1)))
    of_the_day = [row for row in tables(figures_of(database)).dimensions if row.date == DAYS[2]]
    rows = [row for row in of_the_day if row.dimension in {"a", "b", "anchor"}]
    assert {(row.after_break, row.verdict, row.sentence, row.difference) for row in rows} == {(True, None, None, None)}
    assert all(row.mean for row in rows)


@pytest.mark.parametrize("language", Language)
def test_tables_stand_in_every_language(figures: UnitFigures, language: Language) -> None:
    made = tables(figures, language)
    assert made.commitments[0].state_text == phrase("follow.done", language)
    assert made.dimensions[0].title


def test_a_unit_without_sessions_has_empty_tables(database: Database) -> None:
    made = tables(figures_of(database))
    assert all(getattr(made, field.name) == () for field in fields(Tables))
