"""What administrators see of all units: which sessions there are, and where the pulse has been discussed.

Nothing of what came out of a session, so looking stands in no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.access import Person, may_oversee
from workshop_app.domain.errors import NotAllowed
from workshop_app.domain.session import Stage
from workshop_app.persistence import units
from workshop_app.persistence.engine import Database
from workshop_app.persistence.session_list import Chosen, Listed, list_sessions
from workshop_app.persistence.units import Unit
from workshop_app.phrases.formatting import alphabetical
from workshop_app.services.filled_in import days

#: What an address may ask for: a unit, a stage, the first and the last day.
UNIT, STAGE, SINCE, UNTIL = ASKED = ("enhet", "status", "fra", "til")
PAGE_LENGTH = 50
#: Further down nobody looks by turning pages, and the database would have to count past all before.
_MOST_PAGES = 1_000


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the list. `units` are all that can be asked for; `more` whether another page follows."""

    sessions: list[Listed]
    units: list[Unit]
    more: bool


def chosen(asked: Mapping[str, str]) -> Chosen:
    """The sessions that an address asks for, by the names in `ASKED`. Raises `BadInput` as `filled_in.days`."""
    since, until = days(asked.get(SINCE, ""), asked.get(UNTIL, ""), first=SINCE, last=UNTIL)
    stage = next((stage for stage in Stage if stage == asked.get(STAGE)), None)
    return Chosen(unit_id=asked.get(UNIT, ""), stage=stage, since=since, until=until)


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """The use cases. Methods block on the database, and raise `NotAllowed` for whoever is no administrator."""

    database: Database

    def sessions(self, person: Person, which: Chosen, *, page: int = 0) -> Page:
        """One page of all sessions, the latest first."""
        _demand(person)
        skip = PAGE_LENGTH * min(max(page, 0), _MOST_PAGES)
        with self.database.reading() as db:
            found = list_sessions(db, which, skip=skip, most=PAGE_LENGTH + 1)
            known = [line.unit for line in units.list_units(db, only=None)]
        return Page(sessions=found[:PAGE_LENGTH], units=_in_order(known), more=len(found) > PAGE_LENGTH)

    def discussions(self, person: Person) -> list[Unit]:
        """All units that may have sessions: first those whose pulse has not been discussed."""
        _demand(person)
        with self.database.reading() as db:
            found = [line.unit for line in units.list_units(db, only=None) if line.unit.closed_on is None]
        return sorted(_in_order(found), key=lambda unit: unit.discussed_on is not None)


def _in_order(found: list[Unit]) -> list[Unit]:
    return sorted(found, key=lambda unit: alphabetical(unit.name))


def _demand(person: Person) -> None:
    if not may_oversee(person):
        raise NotAllowed("page.not_found")
