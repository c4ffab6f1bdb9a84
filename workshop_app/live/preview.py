"""What one step of an agenda looks like on projector and phone, before there is a session.

The step is played in memory through the real moves, with pretend answers counted by the real tally, and shown by the
real views; nothing is stored, and nobody is asked anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from workshop_app.domain import moves
from workshop_app.domain.agenda import Activity, Agenda, Language, Phase
from workshop_app.domain.commitments import Card, Promised
from workshop_app.domain.disclosure import PulseOfSession
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.moves import Position
from workshop_app.domain.opening import Surroundings
from workshop_app.domain.phases import Move
from workshop_app.domain.session import Event, EventKind, LiveSession, RunKey, as_settled, chosen_question, evolve
from workshop_app.domain.tally import Aggregate, Ballot, tally
from workshop_app.domain.thresholds import FLOOR
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.live.views.frames.phone import PhoneFrame, PhoneOwn
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.persistence.people import Municipality
from workshop_app.persistence.proposals import Proposal
from workshop_app.persistence.sessions import SessionRecord
from workshop_app.persistence.units import Unit
from workshop_app.phrases import phrase
from workshop_app.services import clock
from workshop_app.services.addresses import Addresses
from workshop_app.services.snapshot import Snapshot

#: As many as a step can ask about.
_COMMITMENTS = 5
#: Enough for every figure to be shown as finely as figures ever are.
_PEOPLE = 24
_GROUPS = 4
_LONGEST_WAY = 20
_CODE = "ABC234"


@dataclass(frozen=True, kw_only=True)
class Previews:
    """Settings that the frames depend on."""

    addresses: Addresses
    minimum: int

    def phases(self, agenda: Agenda, step: str) -> list[Phase]:
        """The phases of a step in the order in which a session goes through them."""
        return _Playing(_around(agenda, step), step, self._shown).way()

    def stage(self, agenda: Agenda, step: str, phase: Phase) -> StageFrame:
        """What the projector shows then. Raises `KeyError` for a step that there is not."""
        return stage_frame(self._at(agenda, step, phase))

    def phone(self, agenda: Agenda, step: str, phase: Phase) -> tuple[PhoneFrame, PhoneOwn]:
        """What a phone shows then, and what is its own: a seat. Raises `KeyError` for a step that there is not."""
        return phone_frame(self._at(agenda, step, phase)), PhoneOwn(joined=True, arrivals=1)

    def _at(self, agenda: Agenda, step: str, phase: Phase) -> Scene:
        playing = _Playing(_around(agenda, step), step, self._shown)
        playing.until(phase)
        return playing.scene()

    def _shown(self, snapshot: Snapshot) -> Scene:
        address = self.addresses.of(snapshot.live)
        context = ViewContext(
            minimum=self.minimum,
            now=clock.now(),
            address=address,
            addresses=(),
            encrypted=True,
            require_https=False,
            stage_path="",
        )
        return Scene(snapshot=snapshot, context=context, language=Language.BOKMAL)


def _around(agenda: Agenda, step: str) -> Agenda:
    """The step alone; with the result of a pulse comes the pulse."""
    activity = agenda.activity(step)
    pulses = [one for one in agenda.activities if one.body.questionnaire() and activity.body.needs_pulse]
    return replace(agenda, activities=(*pulses, activity))


@dataclass
class _Playing:
    """A session of one step, in memory."""

    agenda: Agenda
    step: str
    shown: Callable[[Snapshot], Scene]
    live: LiveSession = field(default_factory=LiveSession)
    ballots: dict[RunKey, list[dict[str, object]]] = field(default_factory=dict)
    sealed: dict[RunKey, tuple[Aggregate, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.step)  # noqa: S311 -- nobody's secret, and the same at each look
        self._take(moves.open_lobby(self.live, now=self._now()))
        self._press()
        while self._activity().id != self.step:
            self._go_on()

    def way(self) -> list[Phase]:
        """All phases that pressing «next» leads through."""
        found = [self._phase()]
        for _ in range(_LONGEST_WAY):
            before = self._phase()
            if not self._go_on() or self._phase() is before:
                break
            found.append(self._phase())
        return found

    def until(self, phase: Phase) -> None:
        """Go on until the phase has come; a phase that never comes leaves the step in its first."""
        if phase in (way := _Playing(self.agenda, self.step, self.shown).way()):
            for _ in range(way.index(phase)):
                self._go_on()

    def scene(self) -> Scene:
        """What every view asks for."""
        return self.shown(self._snapshot())

    def _go_on(self) -> bool:
        """Answer, and press «next». False where that is refused: the step's last phase."""
        self._answer()
        if self._phase() is Phase.CHOSEN and chosen_question(self.live, self._activity()) is None:
            self._choose()
        try:
            self._press()
        except WorkshopError:
            return False
        return True

    def _answer(self) -> None:
        opened = self.live.open_run(self.agenda)
        if opened is None:
            return
        key, round_ = opened
        people = self.ballots.setdefault(key, [{} for _ in range(_PEOPLE)])
        body = as_settled(self.live, self._activity()).body
        proposals = [proposal.id for proposal in self._proposals()]
        for one in people:
            one[round_] = body.drawn(self.random, round_=round_, proposals=proposals)

    def _press(self) -> None:
        here = Position(step=self.live.step, phase=self.live.phase)
        around = Surroundings(now=self._now(), confirmed=True, answered=_PEOPLE, expected=_PEOPLE)
        self._take(moves.move(self.live, self.agenda, move=Move.NEXT, pressed_on=here, around=around))

    def _choose(self) -> None:
        """The question that the room leans to, else the first."""
        offered = [one.id for one in self._activity().body.offered_questions()]
        self._take(moves.choose_question(self.live, self.agenda, question=offered[0], now=self._now()))

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.kind is EventKind.RUN_SEALED:
                self._count((str(event.payload["activity"]), str(event.payload["part"])))
            self.live = evolve(self.live, event)

    def _count(self, key: RunKey) -> None:
        ballots: Sequence[Ballot] = self.ballots.get(key, [])  # type: ignore[assignment]  # what `parse_answer` gave
        names = [proposal.id for proposal in self._proposals()]
        self.sealed[key] = tally(
            as_settled(self.live, self.agenda.activity(key[0])), part=key[1], ballots=ballots, k=FLOOR, proposals=names
        )

    def _snapshot(self) -> Snapshot:
        unit = phrase("preview.unit", "nb")
        return Snapshot(
            record=SessionRecord(
                id="", code=_CODE, unit_id="", held_on=clock.today(), language="nb", agenda="", created_by=""
            ),
            municipality=Municipality(name="", privacy_contact=""),
            unit=Unit(id="", name=unit, leader_role=phrase("preview.leader", "nb"), agreed_roles="", discussed_on=None),
            agenda=self.agenda,
            live=replace(self.live, groups=_GROUPS),
            runs={key: "preview" for key, run in self.live.runs.items() if run.open_round},
            figures=self.sealed,
            pulses=self._pulses(),
            proposals=self._proposals(),
            pens={},
            cards=(),
            promised=self._promised(),
        )

    def _promised(self) -> tuple[Promised, ...]:
        """As many commitments of a session before as a step can ask about."""
        numbers = range(1, _COMMITMENTS + 1)
        cards = (Card(position=n, what=phrase("preview.commitment", "nb", n=n)) for n in numbers)
        return tuple(Promised(session_id="", held_on=clock.today(), card=card) for card in cards)

    def _pulses(self) -> dict[str, tuple[PulseOfSession, ...]]:
        counted = {key[0]: aggregates for key, aggregates in self.sealed.items() if key[1] == "pulse" and aggregates}
        return {
            name: (PulseOfSession(held_on=clock.today(), activity=self.agenda.activity(name), aggregate=kept[0]),)
            for name, kept in counted.items()
        }

    def _proposals(self) -> tuple[Proposal, ...]:
        return tuple(
            Proposal(
                id=f"proposal-{group}",
                activity_id=self.step,
                group=group,
                position=group,
                text=phrase("preview.proposal", "nb", n=group),
                state="shown",
                reason=None,
                merged_into=None,
            )
            for group in range(1, _GROUPS + 1)
        )

    def _activity(self) -> Activity:
        activity = self.live.current(self.agenda)
        assert activity is not None
        return activity

    def _phase(self) -> Phase:
        assert self.live.phase is not None
        return self.live.phase

    def _now(self) -> datetime:
        return clock.now()
