"""A session on a real database, and the people in it: what integration tests are told with."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event

from workshop_app.content_loader import Content, load_content
from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER, Person
from workshop_app.domain.agenda import Agenda, Language, Phase
from workshop_app.domain.errors import RefusedMove
from workshop_app.domain.moves import Position
from workshop_app.domain.phases import Move
from workshop_app.domain.session import LiveSession
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.persistence import people, session_log, sessions, units
from workshop_app.persistence.ballot_box import BallotBox
from workshop_app.persistence.engine import Database
from workshop_app.persistence.units import Unit
from workshop_app.services.addresses import Addresses
from workshop_app.services.agendas import agenda_of
from workshop_app.services.arrivals import Arrivals, Claim, Knock, Own, Seat
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.participation import Participation
from workshop_app.services.preparation import Preparation
from workshop_app.services.snapshot import Snapshot, load_snapshot

SECRET = b"secret of the house"
HTTPS = "https://workshop.example"
PLAIN_HTTP = "http://198.51.100.7:8080"
CONTENT = load_content(Path("content"))
#: The activities that the tests visit, by what happens in them.
CHOICE, PULSE, POINTS, SECOND_CHOICE = "provestemme", "tillitspulsen", "hundre-poeng", "hva-er-tillit"
DILEMMA, QUESTION, COMMITMENTS, SCALE = "kunnskap-eller-kultur", "hva-na", "tiltak", "sikkerhet"
ITEMS = (*(f"{dimension}{n}" for dimension in "abcd" for n in (1, 2, 3)), "anchor")

UNIT = Unit(
    id="unit", name="Helse og mestring", leader_role="Kommunalsjef", agreed_roles="", discussed_on=date(2026, 1, 5)
)
KARI = Person(id="kari", name="Kari", role=FACILITATOR, units=frozenset({"unit"}))
OLA = Person(id="ola", name="Ola", role=FACILITATOR, units=frozenset({"unit"}))
STRANGER = Person(id="stranger", name="Siri", role=FACILITATOR, units=frozenset({"other"}))
LEADING = Person(id="leader", name="Lars", role=LEADER, units=frozenset({"unit"}))
ADMIN = Person(id="admin", name="Anne", role=ADMINISTRATOR, units=frozenset())


T = TypeVar("T")


def result(outcomes: Sequence[T | Exception]) -> T:
    """What became of the only one who asked."""
    (outcome,) = outcomes
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@dataclass
class House:
    """The use cases on one database, with one session in it. `published` is what rooms were told."""

    database: Database
    code: str
    address: str = HTTPS
    require_https: bool = False
    minimum: int = 5
    published: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ballot_box = BallotBox(self.database)
        self.arrivals = Arrivals(database=self.database, secret=SECRET)
        self.participation = Participation(
            database=self.database, ballot_box=self.ballot_box, publish=self.published.append
        )
        self.facilitation = Facilitation(
            database=self.database,
            publish=self.published.append,
            minimum=self.minimum,
            require_https=self.require_https,
            addresses=Addresses(public_url=self.address, port=80),
        )
        with self.database.reading() as db:
            record = sessions.find_by_code(db, self.code)
        assert record is not None
        self.session_id = record.id
        self.agenda: Agenda = agenda_of(record.agenda)

    @property
    def live(self) -> LiveSession:
        with self.database.reading() as db:
            return session_log.load_live(db, self.session_id)

    @property
    def snapshot(self) -> Snapshot:
        return load_snapshot(self.database, self.session_id)

    @property
    def position(self) -> Position:
        return Position(step=self.live.step, phase=self.live.phase)

    def open_lobby(self) -> None:
        self.facilitation.open_lobby(self.code, KARI)

    def press(self, move: Move = Move.NEXT, *, confirmed: bool = True) -> None:
        self.facilitation.move(self.code, KARI, move=move, pressed_on=self.position, confirmed=confirmed)

    def skip(self) -> None:
        self.facilitation.skip(self.code, KARI, pressed_on=self.position, confirmed=True)

    def end(self) -> None:
        self.facilitation.end(self.code, KARI, confirmed=True)

    def go_to(self, activity_id: str, phase: Phase | None = None) -> None:
        """Skip to an activity, and press next there until it is in that phase."""
        if self.live.step < 0:
            self.open_lobby()
            self.press()
        while (activity := self.live.current(self.agenda)) is None or activity.id != activity_id:
            self.skip()
        while phase is not None and self.live.phase is not phase:
            self.advance()

    def advance(self) -> None:
        """Next; where the room has not settled on a question, the first one is taken."""
        try:
            self.press()
        except RefusedMove as refused:
            if refused.key != "control.refused.choose_question":
                raise
            self.facilitation.choose_question(self.code, KARI, question="tilsyn")

    def join(self, number: int) -> list[Seat]:
        """That many people, each with a browser."""
        return [self.seat() for _ in range(number)]

    def seat(self, code: str | None = None, *, token: str | None = None) -> Seat:
        """Whoever knocks, with a code and perhaps the token of a seat."""
        return result(self.arrivals.join_all([Knock(code=self.code if code is None else code, token=token)]))

    def find(self, *, token: str | None) -> Seat:
        """A phone that comes back."""
        return result(self.arrivals.find_all([Knock(code=self.code, token=token)]))

    def own(self, seat: Seat) -> Own:
        """What that seat is told is its own."""
        return result(self.arrivals.own_all([Claim(seat=seat, pens={})]))

    @property
    def run(self) -> str:
        """The id of the run that takes answers."""
        opened = self.live.open_run(self.agenda)
        assert opened is not None
        return self.snapshot.runs[opened[0]]

    @property
    def round(self) -> str:
        activity = self.live.current(self.agenda)
        assert activity is not None
        assert self.live.phase is not None
        return activity.body.course.rounds[self.live.phase][1]

    async def answer(self, seat: Seat, answer: object, *, seq: int = 1) -> bool:
        return await self.send(seat, {"answer": answer}, seq=seq)

    async def send(self, seat: Seat, payload: object, *, seq: int = 1) -> bool:
        return await self.participation.answer(seat, run_id=self.run, round_=self.round, seq=seq, payload=payload)

    async def answer_all(self, seats: Sequence[Seat], answers: Sequence[object], *, seq: int = 1) -> None:
        for seat, answer in zip(seats, answers, strict=True):
            assert await self.answer(seat, answer, seq=seq)

    def figures(self, activity: str, part: str) -> dict[str, tuple[int, object]]:
        """Round → (n, figures) of a sealed part."""
        aggregates = self.snapshot.figures.get((activity, part), ())
        return {aggregate.round: (aggregate.n, aggregate.figures) for aggregate in aggregates}


def scene(house: House, language: Language = Language.BOKMAL) -> Scene:
    """What the room's views are made from, at a moment that is always the same."""
    snapshot = load_snapshot(house.database, house.session_id, at_hand=True)
    context = ViewContext(
        minimum=5,
        now=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
        address=HTTPS,
        addresses=[HTTPS],
        encrypted=True,
        require_https=False,
        stage_path="/skjerm",
    )
    return Scene(snapshot=snapshot, context=context, language=language)


def found(database: Database) -> None:
    """The municipality, its people and a unit."""
    with database.unit_of_work() as db:
        people.found_municipality(db, name="Nordre Land kommune", privacy_contact="personvern@example.no")
        for person in (KARI, OLA, STRANGER, LEADING, ADMIN):
            people.add_person(
                db,
                id_=person.id,
                email=f"{person.id}@example.no",
                name=person.name,
                password_hash="-",
                role=person.role,
            )
        units.add_unit(db, UNIT, member=KARI.id)


def create_session(
    database: Database,
    *,
    content: Content = CONTENT,
    agenda: str = "90-minutter",
    order: Sequence[str] | None = None,
    question: str | None = None,
    language: str = "nb",
) -> str:
    """A session in draft; its code."""
    return Preparation(database=database, content=content).create_session(
        KARI,
        unit_id=UNIT.id,
        agenda_id=agenda,
        held_on=date(2026, 3, 2),
        language=language,
        order=order or [activity.id for activity in content.agendas[agenda].activities],
        chosen_question=question,
    )


def canonical(answer: object) -> str:
    """An answer as it is stored."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def statements(house: House, work: Callable[[], object]) -> list[str]:
    """What the database is asked while `work()` runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(house.database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(house.database.engine, "before_cursor_execute", note)
    return asked
