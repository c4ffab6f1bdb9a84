"""How long what a session leaves behind is kept. The privacy page says the same numbers."""

from __future__ import annotations

from datetime import datetime

#: Proposals and commitments: long enough to follow them up over two years.
MONTHS_OF_TEXTS = 24
#: A unit's totals: it takes some years to see whether anything changes.
YEARS_OF_TOTALS = 5
#: The audit log. The database refuses to delete what is younger than twelve months, whatever stands here.
MONTHS_OF_LOG = 24


def texts_before(now: datetime) -> datetime:
    """Sessions that ended before this lose their texts."""
    return _months_before(now, MONTHS_OF_TEXTS)


def totals_before(now: datetime) -> datetime:
    """Sessions that ended before this lose their totals."""
    return _months_before(now, 12 * YEARS_OF_TOTALS)


def log_before(now: datetime) -> datetime:
    """Lines of the audit log from before this are deleted."""
    return _months_before(now, MONTHS_OF_LOG)


def _months_before(now: datetime, months: int) -> datetime:
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    # The 28th is in every month; a few days more or less do not matter here.
    return now.replace(year=years, month=month + 1, day=min(now.day, 28))
