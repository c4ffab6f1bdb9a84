"""How figures, dates and times are written in each language. Knows nothing about phrases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

_NO_BREAK = "\N{NO-BREAK SPACE}"

_WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_AND = {"nb": "og", "nn": "og", "en": "and"}

#: Å comes last in Norwegian, after æ and ø, and letters with the same sound stand with them.
_LAST_LETTERS = str.maketrans({"æ": "{1", "ä": "{1", "ø": "{2", "ö": "{2", "å": "{3"})


def alphabetical(name: str) -> str:
    """A key that puts æ, ø and å last, in that order, whatever locale the server runs in."""
    return name.casefold().translate(_LAST_LETTERS)


def format_date(day: date) -> str:
    """`11.02.2026`, in every language: one date on the projector must not be read two ways."""
    return f"{day:%d.%m.%Y}"


def format_time(moment: time | datetime, language: str) -> str:
    """`14.30` in Norwegian, `14:30` in English."""
    return f"{moment:%H:%M}" if language == "en" else f"{moment:%H.%M}"


def format_clock(moment: time | datetime, language: str) -> str:
    """The time as it stands in running text: `kl. 14.30`."""
    written = format_time(moment, language)
    return written if language == "en" else f"kl.{_NO_BREAK}{written}"


def format_decimal(figure: float | Decimal, language: str, *, places: int = 1) -> str:
    """`3,4` in Norwegian, `3.4` in English."""
    written = f"{figure:.{places}f}"
    return written if language == "en" else written.replace(".", ",")


def format_percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent: `40 %`."""
    return f"{share * 100:.0f}{_NO_BREAK}%"


def enumeration(names: Sequence[str], language: str) -> str:
    """Names as they are said in a row: `A, B og C`."""
    *others, last = names
    return f"{', '.join(others)} {_AND[language]} {last}" if others else last


def weekday_name(day: date, language: str) -> str:
    """The day of the week, as it stands inside a sentence."""
    return _WEEKDAYS[language][day.weekday()]


def written(value: object, language: str) -> str:
    """Any value as a person should read it in running text."""
    match value:
        case datetime():
            return f"{format_date(value)} {format_clock(value, language)}"
        case date():
            return format_date(value)
        case time():
            return format_time(value, language)
        case float() | Decimal():
            return format_decimal(value, language)
        case _:
            return str(value)
