"""CSV as a Norwegian Excel opens it right with a double click.

Semicolons, decimal commas and a byte order mark: it would read 4.5 as the fourth of May otherwise. R takes it with
`read_csv2`, pandas with `sep=";", decimal=","`. Dates are ISO. A text that a spreadsheet might run as a formula gets
an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

#: What a spreadsheet may take for the beginning of a formula, also in the wide forms that some of them fold.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def semicolons(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The finished file."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_guarded(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: object) -> str:
    """A cell as it is written. Only text can begin a formula: a number is one that we made."""
    cell = written(value)
    return f"'{cell}" if isinstance(value, str) and cell.startswith(_FORMULA) else cell


def written(value: object) -> str:
    """A value as it stands in a cell."""
    match value:
        case None:
            return ""
        case float():
            return str(value).replace(".", ",")
        case date():
            return value.isoformat()
        case _:
            return str(value)
