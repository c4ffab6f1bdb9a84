"""What became of a unit, in words: with whom it was merged, what was split off, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from workshop_app.domain.reorganisation import Reorganisation
from workshop_app.phrases.formatting import enumeration
from workshop_app.reports.wording import Words


@dataclass(frozen=True, kw_only=True)
class TurnRow:
    """One sentence, and the other unit's page."""

    says: str = ""
    name: str = ""
    path: str = ""


def turn_rows(turns: tuple[Reorganisation, ...], words: Words) -> list[TurnRow]:
    """Every turn by itself, with the other unit to go to."""
    return [TurnRow(says=_says([one], words), name=one.other_name, path=f"/enheter/{one.other_id}") for one in turns]


def turns_told(turns: tuple[Reorganisation, ...], words: Words) -> Iterator[str]:
    """A sentence for all that happened on one day in one way."""
    ordered = sorted(turns, key=lambda one: (one.day, one.turn))
    for _, some in groupby(ordered, key=lambda one: (one.day, one.turn)):
        yield _says(list(some), words)


def _says(some: list[Reorganisation], words: Words) -> str:
    names = enumeration([one.other_name for one in some], words.language.value)
    return words.say(f"reorganised.{some[0].turn}", names=names, date=some[0].day)
