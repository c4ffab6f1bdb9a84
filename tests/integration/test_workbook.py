"""The workbook, read back: the same figures as the screens, real dates, and text that stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.integration.house import CONTENT, KARI, UNIT
from tests.past import CARD, Held, hold
from workshop_app.domain.agenda import Language
from workshop_app.domain.lifts import Lift
from workshop_app.persistence import lifts, sessions
from workshop_app.persistence.engine import Database
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.reports.workbook import SHEETS, workbook
from workshop_app.services.history import History

#: What is drawn from the figures is the same wherever they lie.
DATABASES = ("sqlite",)

TODAY = date(2026, 7, 1)
#: What a spreadsheet would take for a formula, a link or a number.
TRICKS = ("=1+1", "+47 900", "-2", "@SUM(1)", '=HYPERLINK("http://ond.example")', "{=1}", "http://ond.example", "007")


LIFT = Lift(
    id="lift",
    session_id="",
    unit_id=UNIT.id,
    level_id=None,
    position=1,
    what="=La oss bestille vikar selv",
    why="Vi venter i to dager",
    sent_on=date(2026, 3, 5),
    due=date(2026, 4, 2),
)


@pytest.fixture
def figures(database: Database) -> UnitFigures:
    for number, n in enumerate((8, 3, 14)):
        hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=date(2026, 1 + number, 5), number=n, seed=n))
    with database.unit_of_work() as db:
        last = sessions.sessions_of_unit(db, UNIT.id)[0]
        lifts.add_lift(db, replace(LIFT, session_id=last.id))
    return figures_of(database)


def figures_of(database: Database) -> UnitFigures:
    return unit_figures(History(database=database).unit(KARI, UNIT.id))


def read(figures: UnitFigures, language: Language = Language.BOKMAL) -> Workbook:
    return load_workbook(BytesIO(workbook(figures, today=TODAY, language=language)))


def rows_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    headings, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_sheet_that_many_would_find_empty_is_left_out(figures: UnitFigures) -> None:
    without = replace(figures, history=replace(figures.history, lifts=()))
    assert "Løft" not in read(without).sheetnames


def told(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_sheets_are_named_in_the_readers_language(figures: UnitFigures) -> None:
    sheets = ["Les meg", "Samlinger", "Dimensjoner", "Påstander", "Dilemma", "Poeng", "Spørsmål", "Tiltak", "Løft"]
    assert read(figures).sheetnames == sheets
    assert read(figures, Language.NYNORSK).sheetnames[2] == "Dimensjonar"
    assert read(figures, Language.ENGLISH).sheetnames[-2:] == ["Commitments", "Raised"]


def test_every_figure_is_that_of_the_tables(figures: UnitFigures) -> None:
    book, made = read(figures), tables(figures)
    shown = [
        (row["Dato"].date(), row["Antall svar"], row["Snitt"], row["Slik det vises"], row["Trolig fra"])
        for row in rows_of(book, "Dimensjoner")
    ]
    assert shown == [(row.date, row.n, row.mean, row.text, row.low) for row in made.dimensions]
    for sheet, rows in (("Dilemma", made.dilemma), ("Påstander", made.items)):
        read_back = [(row["Prosent"], row["Slik det vises"]) for row in rows_of(book, sheet)]
        assert read_back == [(row.share, row.text) for row in rows]
    spreads = [row["Hvor like svarene er"] for row in rows_of(book, "Påstander")]
    assert spreads == [row.spread_text for row in made.items] != []
    points = [(row["I dag"], row["Ønsket, slik det vises"], row["Avstand"]) for row in rows_of(book, "Poeng")]
    assert points == [(row.today, row.desired_text, row.gap) for row in made.points]


def test_every_sheet_has_all_its_rows(figures: UnitFigures) -> None:
    book, made = read(figures), tables(figures)
    # No hands were raised in any of these sessions, and no question was taken up that has votes of its own.
    there = [name for name in SHEETS if name not in ("hands", "votes")]
    for sheet, name in zip(book.sheetnames[1:], there, strict=True):
        assert len(rows_of(book, sheet)) == len(getattr(made, name)) > 0
        assert book[sheet].freeze_panes == "A2"


def test_dates_are_dates(figures: UnitFigures) -> None:
    row = rows_of(read(figures), "Tiltak")[0]
    assert [told(row[name]) for name in ("Dato", "Frist", "Sagt den")] == [
        date(2026, 1, 5),
        CARD.due,
        CARD.settled_on,
    ]


def test_codes_are_words(figures: UnitFigures) -> None:
    book = read(figures)
    assert {row["Runde"] for row in rows_of(book, "Dilemma")} == {"Før samtalen", "Etter samtalen"}
    assert {row["Puls i opplegget"] for row in rows_of(book, "Samlinger")} == {"Ja"}
    assert {row["Vist som"] for row in rows_of(book, "Dilemma")} <= {"Hvert alternativ", "Tre grupper", None}


def test_what_may_not_be_shown_is_an_empty_cell_and_a_sentence(figures: UnitFigures) -> None:
    hidden = [row for row in rows_of(read(figures), "Dimensjoner") if row["Dato"].month == 2]
    assert {(row["Snitt"], row["Antall svar"], row["Slik det vises"]) for row in hidden} == {
        (None, None, "Ingen tall å vise her.")
    }


@pytest.mark.parametrize("trick", TRICKS)
def test_text_stays_text(database: Database, trick: str) -> None:
    card = replace(CARD, what=trick, who=trick)
    held = Held(unit_id=UNIT.id, held_on=date(2026, 3, 2), number=8, cards=[card], proposals=(trick, "Annet", "Tredje"))
    hold(database, CONTENT, KARI, held)
    book = read(figures_of(database))

    cell = book["Tiltak"]["C2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (trick, "s", None)
    assert trick in [row["Forslag"] for row in rows_of(book, "Spørsmål")]
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_to_read_first_has_wording_rules_and_limits(figures: UnitFigures) -> None:
    lines = [row[0] for row in read(figures)["Les meg"].iter_rows(values_only=True)]
    assert lines[:3] == [UNIT.name, "Nordre Land kommune", "Laget 01.07.2026"]
    for line in (
        "Tallene sier ikke hva som er årsaken.",
        "Jeg får påvirke avgjørelser om arbeidet mitt før de blir tatt.",
        "Tenk på de siste fire ukene i Helse og mestring. Hvor enig er du i påstanden?",
        "Med færre enn 5 svar viser vi ingen tall. For få svar og ingen svar ser like ut.",
        "Tillitspulsen, versjon 1",
    ):
        assert line in lines
    assert not any("om lederen. De er bare" in str(line) for line in lines)


def test_a_file_with_figures_about_the_leader_says_for_whom_it_is(database: Database, figures: UnitFigures) -> None:
    reader = replace(KARI, reads_leader=frozenset({UNIT.id}))
    leading = unit_figures(History(database=database).unit(reader, UNIT.id))
    lines = [row[0] for row in read(leading)["Les meg"].iter_rows(values_only=True)]
    assert "Filen har tall om lederen. De er bare for lederen og ingen andre." in lines


def test_a_unit_without_sessions_has_a_workbook_too(database: Database) -> None:
    book = read(figures_of(database))
    assert "Påstander" not in book.sheetnames
    assert rows_of(book, "Samlinger") == []


def test_the_same_figures_make_the_same_file(figures: UnitFigures) -> None:
    assert workbook(figures, today=TODAY) == workbook(figures, today=TODAY)
