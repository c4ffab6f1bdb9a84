"""Writing the audit log, for use cases; and reading it, for administrators.

A use case writes its line in the transaction of what it does, so that neither is there without the other. Looking is
written down before anything is shown; looking at the same again within a quarter of an hour is the same look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from workshop_app.domain.access import Person, may_read_log
from workshop_app.domain.audit import SUBJECTS, Deed
from workshop_app.domain.errors import NotAllowed
from workshop_app.persistence import audit
from workshop_app.persistence.audit import Entry, Selection
from workshop_app.persistence.engine import Database
from workshop_app.persistence.transaction import Transaction
from workshop_app.services import clock
from workshop_app.services.filled_in import days
from workshop_app.services.tokens import new_id

#: Lines are handed out as they are; screens and files know them by these names.
__all__ = ["ASKED", "AuditLog", "Entry", "Page", "Selection", "Subject", "note", "note_look", "selection"]

#: Coming back to a page within this time is not another look at it: a connection that comes back opens it anew.
ONE_LOOK = timedelta(minutes=15)
PAGE_LENGTH = 50


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The unit or account that something was done to."""

    id: str = ""
    name: str = ""


def note(db: Transaction, person: Person | None, deed: Deed, subject: Subject | None = None, **detail: object) -> None:
    """Write a line in the transaction of what it is about. `person` is None for the server and for strangers."""
    about = subject or Subject()
    entry = Entry(
        id=new_id(),
        at=clock.now(),
        deed=deed,
        actor=person.id if person else "",
        actor_name=person.name if person else "",
        subject=about.id,
        subject_name=about.name,
        detail=detail,
    )
    audit.add_entry(db, entry)


def note_once(db: Transaction, person: Person, deed: Deed, subject: Subject) -> None:
    """Write a line as `note`, unless the same was written in the last quarter of an hour: many presses are one deed."""
    lately = Selection(actor=person.id, deeds=frozenset({deed}), subject=subject.id, since=clock.now() - ONE_LOOK)
    if not audit.has_entry(db, lately, detail={}):
        note(db, person, deed, subject)


def note_look(database: Database, person: Person, deed: Deed, subject: Subject | None = None, **detail: object) -> None:
    """Write down that somebody is about to be shown something; nothing for the same look."""
    about = subject or Subject()
    look = Selection(actor=person.id, deeds=frozenset({deed}), subject=about.id, since=clock.now() - ONE_LOOK)
    with database.reading() as db:
        if audit.has_entry(db, look, detail=detail):
            return
    with database.unit_of_work() as db:
        note(db, person, deed, about, **detail)


#: What an address may ask for: an account, one of `domain.audit.SUBJECTS`, the first and the last day.
WHO, WHAT, SINCE, UNTIL = ASKED = ("hvem", "hva", "fra", "til")


def selection(asked: Mapping[str, str]) -> Selection:
    """The lines that an address asks for, by the names in `ASKED`. Days are those where the server stands.

    Raises `BadInput` as `filled_in.days`.
    """
    since, until = days(asked.get(SINCE, ""), asked.get(UNTIL, ""), first=SINCE, last=UNTIL)
    return Selection(
        actor=asked.get(WHO, ""),
        deeds=SUBJECTS.get(asked.get(WHAT, ""), frozenset()),
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the log, latest first. `older` is the id to go on from; empty at the end."""

    entries: list[Entry]
    older: str


@dataclass(frozen=True, kw_only=True)
class AuditLog:
    """The log for those who may read it. Methods block, and raise `NotAllowed` for anybody else."""

    database: Database

    def page(self, person: Person, chosen: Selection, *, older_than: str = "") -> Page:
        """A page of it. That it was opened stands in it."""
        _demand(person)
        note_look(self.database, person, Deed.OPENED_LOG)
        with self.database.reading() as db:
            found = audit.entries(db, chosen, older_than=older_than, most=PAGE_LENGTH + 1)
        shown = found[:PAGE_LENGTH]
        return Page(entries=shown, older=shown[-1].id if len(found) > PAGE_LENGTH else "")

    def everything(self, person: Person, chosen: Selection, *, file: str) -> list[Entry]:
        """All of it, to be taken away as a file of that format. That it was taken stands in it."""
        _demand(person)
        with self.database.unit_of_work() as db:
            note(db, person, Deed.TOOK_LOG, file=file)
            return audit.entries(db, chosen)

    def actors(self, person: Person) -> dict[str, str]:
        """Id → name of all accounts that it has lines of."""
        _demand(person)
        with self.database.reading() as db:
            return audit.actors(db)


def _demand(person: Person) -> None:
    if not may_read_log(person):
        raise NotAllowed("page.not_found")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
