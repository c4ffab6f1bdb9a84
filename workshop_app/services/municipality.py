"""What holds for the whole municipality: its name and logo, how many must answer, and how long what is kept is kept.

For administrators alone; whoever is none is answered as if there were no such page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from workshop_app.domain.access import Person, may_change_settings
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed
from workshop_app.domain.retention import LEAST_MONTHS, LEAST_YEARS, MOST_MONTHS, MOST_YEARS, Periods
from workshop_app.persistence import logos, people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.people import Logo, Municipality
from workshop_app.persistence.retention import Deleted, Deletion
from workshop_app.persistence.transaction import Transaction
from workshop_app.services.audit import note
from workshop_app.services.filled_in import required
from workshop_app.services.logo_drawing import redrawn
from workshop_app.services.retention import Retention

#: With more than this, hardly any unit would ever see a figure.
HIGHEST_THRESHOLD = 20


@dataclass(frozen=True, kw_only=True)
class MunicipalitySettings:
    """The use cases. `minimum` is the server's own setting. Methods block; all raise `NotAllowed` for others."""

    database: Database
    minimum: int

    def read(self, person: Person) -> Municipality:
        """As it is now; its threshold is the one that holds."""
        _demand(person)
        with self.database.reading() as db:
            found = _found(db)
        return replace(found, minimum_answers=found.threshold(self.minimum))

    def rename(self, person: Person, *, name: str, privacy_contact: str) -> None:
        """The name that participants read, and whom they may ask. Raises `BadInput`."""
        with self._changing(person) as db:
            named = replace(
                _found(db),
                name=required(name, field="name"),
                privacy_contact=required(privacy_contact, field="privacy_contact"),
            )
            _store(db, person, named)

    def choose_logo(self, person: Person, file: bytes) -> None:
        """Show the logo in `file`, drawn anew, in the place of the one before. Blocks up to ten seconds.

        Raises `BadInput` for what is no picture, or can't be used as one.
        """
        _demand(person)
        drawn = redrawn(file)
        with self._changing(person) as db:
            logo = Logo(id=logos.keep(db, drawn.content), width=drawn.width, height=drawn.height)
            people.change_municipality(db, replace(_found(db), logo=logo))
            note(db, person, Deed.CHANGED_MUNICIPALITY, None, logo="chosen")

    def remove_logo(self, person: Person) -> None:
        """Show the name alone again."""
        with self._changing(person) as db:
            found = _found(db)
            if found.logo is not None:
                logos.forget(db)
                people.change_municipality(db, replace(found, logo=None))
                note(db, person, Deed.CHANGED_MUNICIPALITY, None, logo="removed")

    def raise_threshold(self, person: Person, *, minimum: int, understood: bool) -> None:
        """Ask for more answers before anything is shown: at once and backwards. Raises `BadInput` for fewer.

        Never lowered again: whoever has answered was promised the one that held.
        """
        with self._changing(person) as db:
            found = _found(db)
            if not found.threshold(self.minimum) <= minimum <= HIGHEST_THRESHOLD:
                raise BadInput("own_municipality.threshold_refused", most=HIGHEST_THRESHOLD, field="threshold")
            if not understood:
                raise BadInput("own_municipality.threshold_not_understood", field="understood")
            _store(db, person, replace(found, minimum_answers=minimum))

    def keep_for(self, person: Person, *, months_of_texts: int, years_of_totals: int) -> None:
        """How long to keep what. Raises `BadInput`. What is past a shorter period goes at the next daily deletion."""
        periods = Periods(months_of_texts=months_of_texts, years_of_totals=years_of_totals)
        with self._changing(person) as db:
            _refuse_outside(months_of_texts, least=LEAST_MONTHS, most=MOST_MONTHS, field="months_of_texts")
            _refuse_outside(years_of_totals, least=LEAST_YEARS, most=MOST_YEARS, field="years_of_totals")
            _store(db, person, replace(_found(db), periods=periods))

    def would_be_deleted(self, person: Person) -> Deleted:
        """What the daily deletion would delete, had it to be done now. Deletes nothing."""
        _demand(person)
        return Retention(database=self.database).try_out()

    def deleted(self, person: Person) -> Sequence[Deletion]:
        """What has been deleted so far, in the order of the days."""
        _demand(person)
        return Retention(database=self.database).recorded()

    @contextmanager
    def _changing(self, person: Person) -> Iterator[Transaction]:
        _demand(person)
        with people.municipality_held(self.database) as db:
            yield db


def _demand(person: Person) -> None:
    if not may_change_settings(person):
        raise NotAllowed("page.not_found")


def _found(db: Transaction) -> Municipality:
    found = people.municipality(db)
    assert found is not None, "nobody can be signed in before set-up"
    return found


def _store(db: Transaction, person: Person, changed: Municipality) -> None:
    """Store what was decided, with a line in the audit log of what is another than before."""
    before, after = (
        {
            "name": one.name,
            "threshold": one.minimum_answers,
            "months": one.periods.months_of_texts,
            "years": one.periods.years_of_totals,
        }
        for one in (_found(db), changed)
    )
    people.change_municipality(db, changed)
    told = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    note(db, person, Deed.CHANGED_MUNICIPALITY, None, **told)


def _refuse_outside(number: int, *, least: int, most: int, field: str) -> None:
    if not least <= number <= most:
        raise BadInput("own_municipality.period_refused", least=least, most=most, field=field)
