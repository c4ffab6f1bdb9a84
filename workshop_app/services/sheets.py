"""Rows of text from a file that somebody has made in a spreadsheet: XLSX or CSV. The file is taken for hostile.

A file is small, and so is what it unpacks to; what a cell computes is not computed; nothing outside the file is opened.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice

from workshop_app.domain.errors import BadInput

#: Rows that a table may have, and columns that are looked at.
MOST_ROWS, _MOST_COLUMNS = 2_000, 40
#: What an XLSX file may unpack to, in bytes and in parts. Two thousand rows take a tenth of it.
_MOST_BYTES, _MOST_PARTS = 4 * 1024 * 1024, 200
_ZIP = b"PK\x03\x04"
#: XML that defines its own entities can grow without end; spreadsheet programs never write any.
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")
_DELIMITERS = ";\t,"

#: A row by its number in the file, counted from 1 as spreadsheet programs do.
NumberedRow = tuple[int, list[str]]


def rows_of(content: bytes) -> list[NumberedRow]:
    """The rows that hold something. Raises `BadInput` for what is no table, or too large a one."""
    read = _xlsx(content) if content.startswith(_ZIP) else _csv(content)
    found = list(islice(((number, row) for number, row in read if row), MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise BadInput("import.too_many")
    if not found:
        raise BadInput("import.empty")
    return found


def _csv(content: bytes) -> Iterator[NumberedRow]:
    text = _decoded(content)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        # A quoted cell may hold line breaks: the number is that of the row, as spreadsheet programs show it.
        yield from _cleaned(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise BadInput("import.not_a_table") from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput("import.not_a_table")


def _xlsx(content: bytes) -> Iterator[NumberedRow]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow import

    try:
        _refuse_hostile(content)
        with warnings.catch_warnings():
            # About styles and other things that we don't look at.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            yield from _cleaned(book.worksheets[0].iter_rows(values_only=True))
    except BadInput:
        raise
    except Exception:  # noqa: BLE001 -- whatever a damaged file makes a library raise
        raise BadInput("import.not_a_table") from None


def _refuse_hostile(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        # Python reads no more of a part than the size that it states.
        if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > _MOST_BYTES:
            raise BadInput("import.too_large")
        for part in listed:
            if any(word in parts.read(part) for word in _DEFINITIONS):
                raise BadInput("import.not_a_table")


def _cleaned(rows: Iterable[Iterable[object]]) -> Iterator[NumberedRow]:
    for number, row in enumerate(rows, start=1):
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in islice(row, _MOST_COLUMNS)]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells
