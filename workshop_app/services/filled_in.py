"""What people fill in on the desk's forms, as it is kept. Each error's slot `field` names what can't be taken."""

from __future__ import annotations

from datetime import date

from workshop_app.domain.errors import BadInput
from workshop_app.domain.plain_text import one_line

_LONGEST = 120
_LONGEST_EMAIL = 254


def optional(text: str, *, field: str) -> str:
    """One line of text, which may be empty. Raises `BadInput` for one that is too long."""
    kept = one_line(text)
    if len(kept) > _LONGEST:
        raise BadInput("error.too_long", n=len(kept) - _LONGEST, field=field)
    return kept


def required(text: str, *, field: str) -> str:
    """One line of text that says something. Raises `BadInput`."""
    kept = optional(text, field=field)
    if not kept:
        raise BadInput("error.field_missing", field=field)
    return kept


def email_address(text: str, *, field: str = "email") -> str:
    """An e-mail address in lower case. Raises `BadInput`."""
    address = text.strip().lower()
    if not address:
        raise BadInput("error.field_missing", field=field)
    if len(address) > _LONGEST_EMAIL:
        raise BadInput("error.too_long", n=len(address) - _LONGEST_EMAIL, field=field)
    name, at, domain = address.partition("@")
    if not (name and at and "." in domain) or address != one_line(address) or " " in address:
        raise BadInput("setup.email_wrong", field=field)
    return address


def days(since: str, until: str, *, first: str, last: str) -> tuple[date | None, date | None]:
    """The first and the last day that somebody asks for, None where the field named `first` or `last` is empty.

    Raises `BadInput` for what is no day, and for days in the wrong order.
    """
    begin, end = _day(since, field=first), _day(until, field=last)
    if begin and end and end < begin:
        raise BadInput("audit.wrong_order", field=last)
    return begin, end


def _day(text: str, *, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("error.bad_date", field=field) from None
