"""Many measured values as a few that can be compared: percentiles, and medians over repeats."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

#: Percentiles of one row, and "n", how many values it has.
Row = Mapping[str, float]
_COLUMNS = ("p50", "p95", "p99", "max")


def row_of(values: Sequence[float]) -> Row:
    """Percentiles of what one run measured. Raises `ValueError` for no values at all."""
    if not values:
        raise ValueError("Nothing was measured")
    cuts = statistics.quantiles(values, n=100, method="inclusive") if len(values) > 1 else [values[0]] * 99
    return {"n": len(values), "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}


def median_of(rows: Sequence[Row]) -> Row:
    """Column by column the median over repeats: one bad moment of the machine does not decide."""
    return {column: statistics.median(row[column] for row in rows) for column in rows[0]}


def table(title: str, rows: Mapping[str, Row]) -> str:
    """Rows with their percentiles, to read."""
    lines = [f"{title:<40}{'n':>7}" + "".join(f"{column:>10}" for column in _COLUMNS)]
    for name, row in rows.items():
        figures = "".join(
            f"{row[column]:>10.4g}" if row[column] < 1000 else f"{row[column]:>10.0f}" for column in _COLUMNS
        )
        lines.append(f"{name:<40}{row['n']:>7.0f}{figures}")
    return "\n".join(lines)


def ratios(title: str, ours: Mapping[str, Row], theirs: Mapping[str, Row]) -> str:
    """Ours divided by theirs: below 1 is less."""
    lines = [f"{title:<40}" + "".join(f"{column:>10}" for column in _COLUMNS)]
    for name in (name for name in ours if name in theirs):
        quotients = [_quotient(ours[name][column], theirs[name][column]) for column in _COLUMNS]
        lines.append(f"{name:<40}" + "".join(f"{quotient:>10}" for quotient in quotients))
    return "\n".join(lines)


def _quotient(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.2f}" if theirs else "–"
