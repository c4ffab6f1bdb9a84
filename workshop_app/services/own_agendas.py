"""The municipality's own agendas: copying a shipped one, changing it, taking it away as a file and back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from workshop_app.content_checks import LARGEST_FILE, refuse_unfit_agenda
from workshop_app.content_loader import Content, freeze, read_file
from workshop_app.content_reading import Mistake, Mistakes
from workshop_app.content_writing import written
from workshop_app.domain.access import Person, may_make_agendas
from workshop_app.domain.agenda import Agenda
from workshop_app.domain.agenda_editing import entitled
from workshop_app.domain.audit import Deed
from workshop_app.domain.errors import BadInput, NotAllowed, WorkshopError
from workshop_app.persistence import own_agendas, people
from workshop_app.persistence.engine import Database
from workshop_app.persistence.own_agendas import OwnAgenda
from workshop_app.persistence.transaction import Conflict, Transaction
from workshop_app.phrases.formatting import alphabetical
from workshop_app.services.agendas import agenda_of
from workshop_app.services.audit import Subject, note, note_once
from workshop_app.services.filled_in import required
from workshop_app.services.tokens import new_id

#: More of them nobody finds one's way in.
MOST_AGENDAS = 200


class Unfit(WorkshopError):
    """An agenda that can't be kept as it would be. `mistakes` say where and why; nothing has changed."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("agendas.unfit", n=len(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An agenda to choose. Only one of the municipality's own has a `version`, and can be changed."""

    agenda: Agenda
    version: int = 0

    @property
    def is_own(self) -> bool:
        """Whether the municipality has made it."""
        return self.version > 0


@dataclass(frozen=True, kw_only=True)
class OwnAgendas:
    """What facilitators do with agendas before there is a session. Methods block on the database."""

    database: Database
    content: Content

    def all(self) -> list[Kept]:
        """Those that ship, then the municipality's own in Norwegian alphabetical order."""
        with self.database.reading() as db:
            own = [_kept(row) for row in own_agendas.list_agendas(db)]
        own.sort(key=lambda kept: alphabetical(kept.agenda.title.nb))
        return [*(Kept(agenda=agenda) for agenda in self.content.agendas.values()), *own]

    def find(self, agenda_id: str) -> Kept | None:
        """The agenda with that id, whoever made it."""
        if agenda_id in self.content.agendas:
            return Kept(agenda=self.content.agendas[agenda_id])
        with self.database.reading() as db:
            found = own_agendas.find_agenda(db, agenda_id)
        return _kept(found) if found else None

    def listed(self, person: Person) -> list[Kept]:
        """All agendas, for whoever may make some. Raises `NotAllowed`."""
        _demand(person)
        return self.all()

    def opened(self, person: Person, agenda_id: str) -> Kept:
        """One agenda, for whoever may make some. Raises `NotAllowed`, also where there is none."""
        _demand(person)
        found = self.find(agenda_id)
        if found is None:
            raise NotAllowed("page.not_found")
        return found

    def copy(self, person: Person, agenda_id: str, *, title: str) -> str:
        """Make an agenda of one's own from another and return its id. Raises `BadInput` for a taken title."""
        source = self.opened(person, agenda_id).agenda
        agenda = entitled(source, required(title, field="title"))
        with self._writing() as db:
            if agenda.title.nb in _titles(db, self.content):
                raise BadInput("agendas.title_taken", title=agenda.title.nb, field="title")
            return _add(db, person, agenda)

    def change(self, person: Person, agenda_id: str, *, seen: int, change: Callable[[Agenda], Agenda]) -> Kept:
        """Change an agenda that was at the version `seen`; returns what it is now.

        Raises `Unfit` for what can't be held as a session, and `BadInput` where somebody else was quicker.
        """
        kept = self.opened(person, agenda_id)
        if not kept.is_own:
            raise NotAllowed("page.not_found")
        if kept.version != seen:
            raise BadInput("agendas.changed_meanwhile")
        agenda = change(kept.agenda)
        _refuse_unfit(agenda)
        row = OwnAgenda(id=agenda_id, title=agenda.title.nb, version=seen + 1, agenda=freeze(agenda))
        try:
            with self.database.unit_of_work() as db:
                if not own_agendas.replace_agenda(db, row, seen=seen):
                    raise BadInput("agendas.changed_meanwhile")
                _note_change(db, person, kept.agenda, agenda)
        except Conflict:
            raise BadInput("agendas.title_taken", title=agenda.title.nb, field="title") from None
        return _kept(row)

    def delete(self, person: Person, agenda_id: str) -> None:
        """Delete an own agenda. Sessions that were made with it keep theirs."""
        kept = self.opened(person, agenda_id)
        if not kept.is_own:
            raise NotAllowed("page.not_found")
        with self.database.unit_of_work() as db:
            own_agendas.delete_agenda(db, agenda_id)
            note(db, person, Deed.DELETED_AGENDA, _subject(kept.agenda))

    def exported(self, person: Person, agenda_id: str) -> tuple[str, str]:
        """The title, and the agenda as a content file."""
        agenda = self.opened(person, agenda_id).agenda
        return agenda.title.nb, written(agenda)

    def imported(self, person: Person, text: str) -> Kept:
        """Take an agenda in from a content file, always as a new one: where its title is taken it gets a number.

        Raises `Unfit` with every mistake in the file.
        """
        _demand(person)
        if len(text.encode()) > LARGEST_FILE:
            raise Unfit([Mistake("", "mistake.too_large", most=LARGEST_FILE // 1000)])
        try:
            agenda = read_file(text, self.content, name="own")
        except Mistakes as mistakes:
            raise Unfit(mistakes.all) from None
        if agenda is None:
            raise Unfit([Mistake("", "mistake.no_agenda")])
        _refuse_unfit(agenda)
        with self._writing() as db:
            titles, title, number = _titles(db, self.content), agenda.title.nb, 1
            while title in titles:
                number += 1
                title = f"{agenda.title.nb} ({number})"
            agenda = entitled(agenda, title)
            return Kept(agenda=replace(agenda, id=_add(db, person, agenda)), version=1)

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """Alone with the list of agendas, so that titles stay apart. Raises `BadInput` where there are too many."""
        with people.municipality_held(self.database) as db:
            if len(own_agendas.list_agendas(db)) >= MOST_AGENDAS:
                raise BadInput("agendas.too_many", n=MOST_AGENDAS)
            yield db


def _demand(person: Person) -> None:
    if not may_make_agendas(person):
        raise NotAllowed("page.not_found")


def _refuse_unfit(agenda: Agenda) -> None:
    try:
        refuse_unfit_agenda(agenda)
    except Mistakes as mistakes:
        raise Unfit(mistakes.all) from None


def _titles(db: Transaction, content: Content) -> set[str]:
    own = {row.title for row in own_agendas.list_agendas(db)}
    return own | {agenda.title.nb for agenda in content.agendas.values()}


def _add(db: Transaction, person: Person, agenda: Agenda) -> str:
    id_ = new_id()
    row = OwnAgenda(id=id_, title=agenda.title.nb, version=1, agenda=freeze(replace(agenda, id=id_)))
    own_agendas.add_agenda(db, row)
    note(db, person, Deed.MADE_AGENDA, Subject(id=id_, name=agenda.title.nb))
    return id_


def _note_change(db: Transaction, person: Person, before: Agenda, after: Agenda) -> None:
    if before.title.nb != after.title.nb:
        note(db, person, Deed.CHANGED_AGENDA, _subject(before), name=[before.title.nb, after.title.nb])
    else:
        note_once(db, person, Deed.CHANGED_AGENDA, _subject(before))


def _subject(agenda: Agenda) -> Subject:
    return Subject(id=agenda.id, name=agenda.title.nb)


def _kept(row: OwnAgenda) -> Kept:
    return Kept(agenda=agenda_of(row.agenda), version=row.version)
