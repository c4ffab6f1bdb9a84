"""How long what a session leaves behind is kept: what a municipality decides, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: Proposals and commitments: long enough to follow them up over two years. No longer than figures are kept.
MONTHS_OF_TEXTS, LEAST_MONTHS, MOST_MONTHS = 24, 3, 60
#: A unit's totals: it takes some years to see whether anything changes.
YEARS_OF_TOTALS, LEAST_YEARS, MOST_YEARS = 5, 1, 10
#: The audit log. The database refuses to delete what is younger than twelve months, whatever stands here.
MONTHS_OF_LOG = 24


@dataclass(frozen=True, kw_only=True)
class Periods:
    """How long a municipality keeps what."""

    months_of_texts: int = MONTHS_OF_TEXTS
    years_of_totals: int = YEARS_OF_TOTALS

    def texts_before(self, now: datetime) -> datetime:
        """Sessions that ended before this lose their texts."""
        return _months_before(now, self.months_of_texts)

    def totals_before(self, now: datetime) -> datetime:
        """Sessions that ended before this lose their totals."""
        return _months_before(now, 12 * self.years_of_totals)


def log_before(now: datetime) -> datetime:
    """Lines of the audit log from before this are deleted."""
    return _months_before(now, MONTHS_OF_LOG)


def _months_before(now: datetime, months: int) -> datetime:
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    # The 28th is in every month; a few days more or less do not matter here.
    return now.replace(year=years, month=month + 1, day=min(now.day, 28))
