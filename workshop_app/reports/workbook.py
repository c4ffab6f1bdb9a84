"""A unit's figures as a workbook (.xlsx): one sheet for each table, and one that says how to read them.

Text is always text: nothing that somebody wrote can become a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from workshop_app.domain.agenda import Language
from workshop_app.phrases import phrase
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.caveats import Wording, about_leader, cannot, rules, wordings
from workshop_app.reports.figure_words import unit_name
from workshop_app.reports.tables import tables
from workshop_app.reports.unit_figures import UnitFigures

if TYPE_CHECKING:
    from pandas import DataFrame, ExcelWriter
    from xlsxwriter.worksheet import Worksheet

#: What stands of each share, on every sheet that has any.
_OF_A_SHARE = {"label": 40, "n": 12, "share": 9, "bound": 20, "text": 20, "form": 18}
#: Sheet → its columns, each with a width in characters. Sheets are named as the fields of `Tables`.
SHEETS: dict[str, dict[str, int]] = {
    "sessions": {"session": 9, "date": 12, "agenda": 34, "pulse": 17, "n": 12},
    "dimensions": {
        "session": 9,
        "date": 12,
        "title": 34,
        "n": 12,
        "mean": 8,
        "bound": 20,
        "text": 20,
        "low": 12,
        "high": 12,
        "difference": 18,
        "sentence": 50,
        "after_break": 18,
        "instrument": 16,
        "version": 9,
        "dimension": 17,
        "verdict": 17,
    },
    "items": {
        "session": 9,
        "date": 12,
        "statement": 60,
        "n": 12,
        "label": 14,
        "share": 9,
        "bound": 20,
        "text": 20,
        "spread_text": 26,
        "instrument": 16,
        "version": 9,
        "dimension": 17,
        "item": 15,
    },
    "dilemma": {
        "session": 9,
        "date": 12,
        "question": 50,
        "round": 16,
        **_OF_A_SHARE,
    },
    "votes": {
        "session": 9,
        "date": 12,
        "wording": 50,
        "occasion": 20,
        **_OF_A_SHARE,
    },
    "hands": {
        "session": 9,
        "date": 12,
        "question": 50,
        "occasion": 20,
        **_OF_A_SHARE,
    },
    "points": {
        "session": 9,
        "date": 12,
        "label": 24,
        "n_today": 18,
        "today": 8,
        "today_bound": 18,
        "today_text": 22,
        "n_desired": 20,
        "desired": 9,
        "desired_bound": 18,
        "desired_text": 22,
        "gap": 9,
    },
    "questions": {"session": 9, "date": 12, "title": 50, "rank": 8, "tied": 12, "proposal": 60},
    "commitments": {
        "session": 9,
        "date": 12,
        "what": 50,
        "situation": 34,
        "who": 26,
        "due": 12,
        "first_step": 34,
        "notice": 34,
        "state_text": 18,
        "learnt": 50,
        "settled_on": 12,
    },
    "lifts": {
        "session": 9,
        "date": 12,
        "asked": 50,
        "hinders": 50,
        "level": 34,
        "sent_on": 12,
        "expected_by": 18,
        "answer_text": 16,
        "reason": 50,
        "by": 14,
        "answered_on": 12,
    },
}
#: Sheets that many units would find empty.
_LEFT_OUT_EMPTY = frozenset({"items", "votes", "hands", "lifts"})
#: The last column of each sheet of a unit that has had several sittings of one workshop.
_OF_SITTINGS = {"first_sitting": 14}
#: Columns with codes → the beginnings of the phrases for them.
_WORDS = {
    "bound": "export.bound.",
    "today_bound": "export.bound.",
    "desired_bound": "export.bound.",
    "form": "export.form.",
    "round": "dilemma.",
}
#: Text stays text.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_DATES = "dd.mm.yyyy"
_WIDE = 100


def workbook(figures: UnitFigures, *, today: date, language: Language = Language.BOKMAL) -> bytes:
    """The finished file. `today` is written in it."""
    import pandas as pd  # noqa: PLC0415 -- slow import

    file = BytesIO()
    with pd.ExcelWriter(file, engine="xlsxwriter", date_format=_DATES, engine_kwargs={"options": OPTIONS}) as writer:
        writer.book.set_properties({"title": figures.history.unit.name, "created": datetime.combine(today, time())})
        _read_me(writer, figures, today=today, language=language)
        made = tables(figures, language)
        has_sittings = any(row.first_sitting for row in made.sessions)
        for name, columns in SHEETS.items():
            rows = getattr(made, name)
            if rows or name not in _LEFT_OUT_EMPTY:
                shown = columns | (_OF_SITTINGS if has_sittings else {})
                _sheet(writer, name, _frame(rows, shown, language), shown, language)
    return file.getvalue()


def _frame(rows: Sequence[object], columns: dict[str, int], language: Language) -> DataFrame:
    import pandas as pd  # noqa: PLC0415 -- slow import

    cells = [[_cell(name, getattr(row, name), language) for name in columns] for row in rows]
    headings = [phrase(f"export.column.{name}", language) for name in columns]
    return pd.DataFrame(cells, columns=headings, dtype=object)


def _cell(name: str, value: Any, language: Language) -> Any:  # noqa: ANN401 -- whatever a row holds
    """A value as a reader of the sheet should meet it: words instead of codes."""
    if isinstance(value, bool):
        return phrase("export.yes" if value else "export.no", language)
    if value is not None and name in _WORDS:
        return phrase(f"{_WORDS[name]}{value}", language)
    return value


def _sheet(writer: ExcelWriter[Any], name: str, frame: DataFrame, columns: dict[str, int], language: Language) -> None:
    title = phrase(f"export.sheet.{name}", language)
    frame.to_excel(writer, sheet_name=title, index=False)
    sheet: Worksheet = writer.sheets[title]
    wrapped = writer.book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for number, width in enumerate(columns.values()):
        sheet.set_column(number, number, width, wrapped)
    sheet.autofilter(0, 0, len(frame), len(columns) - 1)


def _read_me(writer: ExcelWriter[Any], figures: UnitFigures, *, today: date, language: Language) -> None:
    sheet = writer.book.add_worksheet(phrase("export.sheet.readme", language))
    bold = writer.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = writer.book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _WIDE)
    for row, (is_heading, text) in enumerate(_lines(figures, today=today, language=language)):
        sheet.write_string(row, 0, text, bold if is_heading else plain)


def _lines(figures: UnitFigures, *, today: date, language: Language) -> Iterator[tuple[bool, str]]:
    """(whether it is a heading, text) of every line of the sheet to read first."""
    unit, leader = figures.history.unit, about_leader(figures, language)
    yield True, unit_name(unit, figures.history.municipality, language)
    yield False, figures.history.municipality.name
    yield False, phrase("export.made", language, date=format_date(today))
    if leader:
        yield True, leader
    yield from _section(phrase("export.cannot", language), cannot(language))
    yield from _section(phrase("export.rules", language), rules(figures, language))
    for wording in wordings(figures, language):
        yield from _wording(wording, language)


def _section(title: str, lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    yield False, ""
    yield True, title
    yield from ((False, line) for line in lines)


def _wording(wording: Wording, language: Language) -> Iterator[tuple[bool, str]]:
    title = phrase("export.wording", language, title=wording.title, version=wording.version)
    steps = phrase("pulse.scale_ends", language)
    yield from _section(title, (wording.instruction, steps, wording.note))
    before = None
    for statement in wording.statements:
        if statement.title != before:
            yield True, statement.title
            before = statement.title
        yield False, statement.text
