"""The audit log to take away: a workbook or a CSV file, in which nothing that somebody wrote can become a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from io import BytesIO

from workshop_app.domain.agenda import Language
from workshop_app.phrases import phrase
from workshop_app.reports.audit_lines import Line, line
from workshop_app.reports.semicolons import semicolons
from workshop_app.reports.workbook import OPTIONS
from workshop_app.services.audit import Entry

#: In characters, in the order of a line's fields.
_WIDTHS = (18, 28, 36, 32, 60)


def audit_csv(entries: Iterable[Entry], language: Language = Language.BOKMAL) -> bytes:
    """The finished file."""
    return semicolons(_head(language), (astuple(line(entry, language)) for entry in entries))


def audit_workbook(entries: Iterable[Entry], language: Language = Language.BOKMAL) -> bytes:
    """The finished file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- slow import

    file = BytesIO()
    with Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet(phrase("audit.title", language))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, width in enumerate(_WIDTHS):
            sheet.set_column(number, number, width, wrapped)
        sheet.write_row(0, 0, _head(language), book.add_format({"bold": True}))
        last = 0
        for last, entry in enumerate(entries, start=1):
            sheet.write_row(last, 0, astuple(line(entry, language)))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(_WIDTHS) - 1)
    return file.getvalue()


def _head(language: str) -> list[str]:
    return [phrase(f"audit.{field.name}", language) for field in fields(Line)]
