"""How several votes on the same options may be shown, one row to each. Class W too.

Each row is a vote of its own, from its own answers: nobody is told who answered two rows how. All of them take the
form that the row with the fewest answers may have, which is never finer than what each may have alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop_app.domain.disclosure.shown import Bar, Form, Hidden, ShownRow, ShownRows
from workshop_app.domain.disclosure.votes import bars_of, most_chosen, nominal_form
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import floored


def show_rows(*, rows: Aggregate, k: int) -> ShownRows | Hidden:
    """All rows; one that too few answered has no bars. Where that is so of all, nothing is shown."""
    kept: Mapping[str, Any] = rows.figures["rows"] if rows.figures is not None and rows.n >= floored(k) else {}
    enough = {row: each for row, each in kept.items() if each["n"] >= floored(k) and "counts" in each}
    if not enough:
        return Hidden()
    form = nominal_form(min(each["n"] for each in enough.values()))
    shown = (ShownRow(row, _bars(each, form) if row in enough else ()) for row, each in kept.items())
    return ShownRows(form=form, rows=tuple(shown))


def _bars(each: Mapping[str, Any], form: Form) -> tuple[Bar, ...]:
    return most_chosen(each["counts"]) if form is Form.TOP else bars_of(each["counts"], n=each["n"], form=form)
