"""CSV and JSON: the figures of the tables, in a form that programs read and spreadsheets can't be tricked by."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from tests.integration.house import CONTENT, KARI, UNIT
from tests.integration.test_workbook import TRICKS
from tests.past import CARD, Held, hold
from workshop_app.domain.agenda import Language
from workshop_app.persistence.engine import Database
from workshop_app.reports.json_file import FORMAT, json_file
from workshop_app.reports.tables import tables
from workshop_app.reports.tidy import DICTIONARY, FIGURES, tidy
from workshop_app.reports.unit_figures import UnitFigures, unit_figures
from workshop_app.services.history import History

#: What is drawn from the figures is the same wherever they lie.
DATABASES = ("sqlite",)


def figures_of(database: Database) -> UnitFigures:
    return unit_figures(History(database=database).unit(KARI, UNIT.id))


@pytest.fixture
def figures(database: Database) -> UnitFigures:
    for number, n in enumerate((8, 3, 14)):
        hold(database, CONTENT, KARI, Held(unit_id=UNIT.id, held_on=date(2026, 1 + number, 5), number=n, seed=n))
    return figures_of(database)


def files(figures: UnitFigures) -> dict[str, list[dict[str, str]]]:
    with ZipFile(BytesIO(tidy(figures))) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.DictReader(StringIO(text), delimiter=";")) for name, text in texts.items()}


def number(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def test_the_long_form_has_the_columns_that_it_promises(figures: UnitFigures) -> None:
    rows = files(figures)[FIGURES]
    assert list(rows[0]) == [
        *("unit", "session", "session_date", "first_sitting", "instrument", "version", "measure", "dimension"),
        *("option", "statistic", "value", "bound", "text", "n"),
    ]
    assert {row["unit"] for row in rows} == {UNIT.name}
    assert {row["session_date"] for row in rows} == {"2026-01-05", "2026-02-05", "2026-03-05"}


def test_every_figure_is_that_of_the_tables(figures: UnitFigures) -> None:
    rows, made = files(figures)[FIGURES], tables(figures)
    means = [(row["value"], row["text"], row["bound"], row["n"]) for row in rows if row["statistic"] == "mean"]
    assert means == [(number(r.mean), r.text, r.bound or "", number(r.n)) for r in made.dimensions]
    shares = [(row["value"], row["text"]) for row in rows if row["statistic"] == "share"]
    assert shares == [(number(r.share), r.text) for r in (*made.items, *made.dilemma, *made.votes)]
    spreads = [(row["dimension"], row["text"]) for row in rows if row["statistic"] == "spread"]
    assert spreads == list(dict.fromkeys((r.item, r.spread) for r in made.items)) != []
    gaps = [row["value"] for row in rows if row["statistic"] == "gap"]
    assert gaps == [number(r.gap) for r in made.points if r.option]


def test_each_line_is_said_once(figures: UnitFigures) -> None:
    keys = ("session", "measure", "dimension", "option", "statistic", "text")
    lines = [tuple(row[key] for key in keys) for row in files(figures)[FIGURES]]
    assert len(lines) == len(set(lines))


def test_the_dictionary_tells_every_column_and_every_code(figures: UnitFigures) -> None:
    read = files(figures)
    told = {(row["kolonne"], row["kode"]) for row in read[DICTIONARY]}
    for column in read[FIGURES][0]:
        assert (column, "") in told
    for column in ("measure", "statistic", "bound"):
        used = {row[column] for row in read[FIGURES] if row[column]}
        assert {code for name, code in told if name == column and code} >= used
    assert all(row["betydning"] for row in read[DICTIONARY])


def test_a_norwegian_spreadsheet_opens_it_right(figures: UnitFigures) -> None:
    with ZipFile(BytesIO(tidy(figures))) as archive:
        raw = archive.read(FIGURES)
    assert raw.startswith(b"\xef\xbb\xbfunit;session;session_date;")
    assert raw.endswith(b"\r\n")


def test_the_same_figures_make_the_same_files(figures: UnitFigures) -> None:
    assert tidy(figures) == tidy(figures)
    assert json_file(figures) == json_file(figures)


@pytest.mark.parametrize("trick", [*TRICKS, "\tfane", 'a;b"c', "＝1+1"])
def test_no_text_begins_a_formula_or_breaks_a_line(database: Database, trick: str) -> None:
    held = Held(unit_id=UNIT.id, held_on=date(2026, 3, 2), number=8, cards=[replace(CARD, what=trick)])
    hold(database, CONTENT, KARI, held)
    rows = files(figures_of(database))[FIGURES]
    (told,) = [row["text"] for row in rows if row["statistic"] == "what"]
    assert told.removeprefix("'") == trick
    assert not told.startswith(("=", "+", "-", "@", "\t", "＝"))
    assert all(None not in row for row in rows)


def test_negative_numbers_stay_numbers(figures: UnitFigures) -> None:
    gaps = [row["value"] for row in files(figures)[FIGURES] if row["statistic"] == "gap"]
    assert any(gap.startswith("-") for gap in gaps)


def test_json_holds_the_tables_with_their_wording_and_rules(figures: UnitFigures) -> None:
    read, made = json.loads(json_file(figures)), tables(figures)
    assert (read["format"], read["unit"], read["audience"]) == (FORMAT, UNIT.name, "unit")
    assert [row["text"] for row in read["dimensions"]] == [row.text for row in made.dimensions]
    assert [row["gap"] for row in read["points"]] == [row.gap for row in made.points]
    second = {"session": 2, "date": "2026-02-05", "agenda": "Samling på 90 minutter", "pulse": True}
    second |= {"n": None, "first_sitting": None}
    assert read["sessions"][1] == second
    assert read["thresholds"] == {"any": 5, "statements": 10, "leader": 7}
    assert len(read["wordings"][0]["statements"]) == 13
    assert "Tallene sier ikke hva som er årsaken." in read["cannot"]
    assert read["about_leader"] is None


def test_a_leaders_own_file_says_so(database: Database, figures: UnitFigures) -> None:
    reader = replace(KARI, reads_leader=frozenset({UNIT.id}))
    read = json.loads(json_file(unit_figures(History(database=database).unit(reader, UNIT.id)), Language.ENGLISH))
    assert read["audience"] == "leader"
    assert read["about_leader"].startswith("The file holds figures about the leader.")
    assert "c" in {row["dimension"] for row in read["dimensions"]}


def test_a_unit_without_sessions_has_files_too(database: Database) -> None:
    figures = figures_of(database)
    assert files(figures)[FIGURES] == []
    assert json.loads(json_file(figures))["sessions"] == []


def test_files_of_a_made_up_municipality_say_so(figures: UnitFigures) -> None:
    made_up = replace(figures.history.municipality, is_example=True)
    example = replace(figures, history=replace(figures.history, municipality=made_up))
    assert {row["unit"] for row in files(example)[FIGURES]} == {f"{UNIT.name} · Eksempel"}
    assert json.loads(json_file(example))["example"] is True
    assert json.loads(json_file(figures))["example"] is False
