"""Rehearsals: sessions on a database file of their own, so that nothing of them can come into what is kept.

Each has the use cases of a real session, on its file; deleting the file deletes all there ever was of it. Backups,
history, figures and exports read the real database, where a rehearsal has never been. Its code is one character
longer than others, which is how every screen knows where to look, and its session's id is made of the code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from workshop_app.content_loader import freeze
from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Agenda, Language
from workshop_app.domain.codes import is_rehearsal, new_rehearsal_code
from workshop_app.domain.errors import BadInput
from workshop_app.domain.session import Stage
from workshop_app.persistence import accounts, people, session_log, sessions, units
from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.migrations import upgrade
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.units import Unit
from workshop_app.services import clock
from workshop_app.services.addresses import Addresses
from workshop_app.services.arrivals import Arrivals
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.limits import Limits
from workshop_app.services.participation import Participation
from workshop_app.services.review import Review

#: Pretend participants.
FEWEST, MOST = 5, 200
#: A rehearsal that nobody has ended is deleted after this long.
LONGEST = timedelta(hours=12)
_SESSION = "rehearsal-"
_OWNER_ONLY = 0o700
_DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """One rehearsal's use cases, with the names that those of real sessions have."""

    code: str
    database: Database
    ballot_box: BallotBox
    facilitation: Facilitation
    arrivals: Arrivals
    participation: Participation
    review: Review

    @property
    def session_id(self) -> str:
        """The id of its session."""
        return session_of(self.code)


@dataclass(kw_only=True)
class Rehearsals:
    """All rehearsals, in files of one folder, which several workers share. `publish` as in `Facilitation`."""

    folder: Path
    database: Database
    addresses: Addresses
    secret: bytes
    minimum: int
    publish: Callable[[str], None]
    limits: Limits = field(default_factory=Limits)
    _open: dict[str, Rehearsal] = field(default_factory=dict)

    def begin(self, person: Person, unit: Unit, agenda: Agenda) -> Rehearsal:
        """Make a rehearsal and let people in. Blocks on the database."""
        code = new_rehearsal_code(secrets.choice)
        self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        made = self._made(code)
        upgrade(made.database)
        self._furnish(made.database, unit)
        record = SessionRecord(
            id=made.session_id,
            code=code,
            unit_id=unit.id,
            held_on=clock.today(),
            language=Language.BOKMAL.value,
            agenda=freeze(agenda),
            created_by=person.id,
        )
        with made.database.unit_of_work() as db:
            sessions.add_session(db, record)
        self._open[code] = made
        made.facilitation.open_lobby(code, person)
        return made

    def find(self, code: str) -> Rehearsal | None:
        """The rehearsal with that normalised code, at whatever worker it was begun; None when it is gone."""
        if not is_rehearsal(code) or not self._file(code).exists():
            if code in self._open:
                self._open.pop(code).database.close()
            return None
        if code not in self._open:
            self._open[code] = self._made(code)
        return self._open[code]

    def of_session(self, session_id: str) -> Rehearsal | None:
        """The rehearsal with that session."""
        return self.find(session_id.removeprefix(_SESSION)) if session_id.startswith(_SESSION) else None

    def delete(self, code: str) -> None:
        """Delete all there is of it."""
        for ending in ("", "-wal", "-shm", "-journal"):
            self._file(code).with_name(f"{code}.db{ending}").unlink(missing_ok=True)
        self.find(code)

    def sweep(self) -> None:
        """Delete those that have ended or have been forgotten. Blocks on their databases."""
        for file in self.folder.glob("*.db"):
            rehearsal = self.find(file.stem)
            if rehearsal is not None and (_is_old(file) or self.has_ended(rehearsal)):
                self.delete(file.stem)

    def has_ended(self, rehearsal: Rehearsal) -> bool:
        """Whether its facilitator has ended it. Blocks on its database."""
        with rehearsal.database.reading() as db:
            return session_log.load_live(db, rehearsal.session_id).stage is Stage.ENDED

    def _made(self, code: str) -> Rehearsal:
        database = Database(f"sqlite:///{self._file(code)}")
        ballot_box = BallotBox(database)
        return Rehearsal(
            code=code,
            database=database,
            ballot_box=ballot_box,
            facilitation=Facilitation(
                database=database,
                publish=self.publish,
                minimum=self.minimum,
                require_https=False,
                addresses=self.addresses,
            ),
            arrivals=Arrivals(database=database, secret=self.secret, limits=self.limits),
            participation=Participation(database=database, ballot_box=ballot_box, publish=self.publish),
            review=Review(database=database, secret=self.secret, minimum=self.minimum),
        )

    def _furnish(self, database: Database, unit: Unit) -> None:
        """What a session stands on: the names of municipality and unit, and the ids of accounts without their names."""
        with self.database.reading() as db:
            municipality = people.municipality(db)
            ids = [(account.id, account.role) for account in accounts.list_accounts(db)]
        assert municipality is not None
        with database.unit_of_work() as db:
            people.found_municipality(
                db,
                name=municipality.name,
                privacy_contact="",
                is_example=municipality.is_example,
                logo=municipality.logo,
            )
            for id_, role in ids:
                people.add_person(db, id_=id_, email=id_, name="", password_hash="", role=role)
            # Nobody answers about anybody here, so nothing has to be discussed first.
            alone = replace(unit, parent_id=None, discussed_on=unit.discussed_on or clock.today())
            units.add_unit(db, alone, member=ids[0][0])

    def _file(self, code: str) -> Path:
        return self.folder / f"{code}.db"


def people_written(text: str) -> int:
    """How many pretend participants somebody has asked for. Raises `BadInput`."""
    asked = text.strip()
    if not asked.isdecimal() or not FEWEST <= int(asked[:_DIGITS]) <= MOST:
        raise BadInput("rehearsal.number", least=FEWEST, most=MOST, field="people")
    return int(asked)


def session_of(code: str) -> str:
    """The id of the session that a rehearsal's code leads to."""
    return f"{_SESSION}{code}"


def _is_old(file: Path) -> bool:
    return clock.now().timestamp() - file.stat().st_mtime > LONGEST.total_seconds()
