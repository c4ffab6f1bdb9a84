"""How several votes on the same options may be shown, one row to each. Class W too.

Each row is a vote of its own, from its own answers: nobody is told who answered two rows how. All of them take the
form that the row with the fewest answers may have, which is never finer than what each may have alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop_app.domain.disclosure.likeness import agreement_on_steps, spread_on_steps
from workshop_app.domain.disclosure.shown import Form, Hidden, ShownRow, ShownRows
from workshop_app.domain.disclosure.votes import bars_of, most_chosen, nominal_form, ordered_form
from workshop_app.domain.tally import Aggregate
from workshop_app.domain.thresholds import floored, for_items


def show_rows(*, rows: Aggregate, k: int, ordered: bool = False) -> ShownRows | Hidden:
    """All rows; one that too few answered has no bars. Where that is so of all, nothing is shown.

    `ordered`: on five steps. Where enough for a word about likeness have answered each row that is shown, the one
    that they agree on least comes first.
    """
    kept = kept_rows(rows, k=k)
    enough = [each["n"] for each in kept.values() if each]
    if not enough:
        return Hidden()
    form = ordered_form(min(enough)) if ordered else nominal_form(min(enough))
    if not ordered or min(enough) < for_items(k):
        return ShownRows(form=form, rows=tuple(_row(row, each, form) for row, each in kept.items()))
    said = [_row(row, each, form, is_said=True) for row, each in kept.items()]
    return ShownRows(form=form, rows=tuple(sorted(said, key=_agreed)))


def _agreed(row: ShownRow) -> float:
    """Higher than any agreement where there is none to tell of."""
    return agreement_on_steps(row.bars) if row.bars else 2


def kept_rows(rows: Aggregate, *, k: int) -> Mapping[str, Mapping[str, Any]]:
    """Row → what was counted of it; nothing of a row that too few answered, now or by the threshold of then."""
    if rows.figures is None or rows.n < floored(k):
        return {}
    return {
        row: each if each["n"] >= floored(k) and len(each) > 1 else {} for row, each in rows.figures["rows"].items()
    }


def _row(row: str, each: Mapping[str, Any], form: Form, *, is_said: bool = False) -> ShownRow:
    if not each:
        return ShownRow(row, ())
    counts = each["counts"]
    bars = most_chosen(counts) if form is Form.TOP else bars_of(counts, n=each["n"], form=form)
    return ShownRow(row, bars, spread_on_steps(bars) if is_said else None)
