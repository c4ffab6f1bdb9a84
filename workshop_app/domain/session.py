"""The live session: what can happen in it, and the state that folding those events gives.

Events are the log that the database keeps: moves and ids only, never a participant's doing, never
a text. The state can therefore be read again after any crash. `moves` decides which events follow
from a press. This module knows no clock and no storage: the time of an event comes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from workshop_app.domain.agenda import Activity, Agenda, Phase
from workshop_app.domain.body import Body


class Stage(StrEnum):
    """How far the session as a whole has come."""

    DRAFT = "draft"
    LOBBY = "lobby"
    RUNNING = "running"
    ENDED = "ended"


class Look(StrEnum):
    """The projector's colours, which the room's light decides and no machine can know. Stored by value in the log."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class EventKind(StrEnum):
    """What can have happened. Stored by value in the log: names may be added, never changed."""

    OPENED = "opened"
    MOVED = "moved"
    RUN_OPENED = "run-opened"
    RUN_CLOSED = "run-closed"
    RUN_SEALED = "run-sealed"
    RUN_LOST = "run-lost"
    SCREEN_HIDDEN = "screen-hidden"
    CODE_SHOWN = "code-shown"
    TIME_SHOWN = "time-shown"
    LOOK_CHOSEN = "look-chosen"
    MINUTE_ADDED = "minute-added"
    CLOSING_WARNED = "closing-warned"
    DOORS_CLOSED = "doors-closed"
    ROOM_COUNTED = "room-counted"
    PLAIN_HTTP_ACCEPTED = "plain-http-accepted"
    HANDS_COUNTED = "hands-counted"
    GROUPS_SET = "groups-set"
    QUESTION_CHOSEN = "question-chosen"
    TAKEN = "taken"
    NEXT_DATE_SET = "next-date-set"
    ADDRESS_CHOSEN = "address-chosen"
    NETWORK_SHOWN = "network-shown"
    TEXTS_CHANGED = "texts-changed"
    ENDED = "ended"


@dataclass(frozen=True)
class Event:
    """Something that happened, at a time that the caller's clock gave. `payload` is JSON-able."""

    kind: EventKind
    at: datetime
    payload: Mapping[str, str | int | bool | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """One go at one part of an activity. Closed when `open_round` is None; sealed is for good.

    `lost`: its answers were not in the backup that the session was restored from. It takes none and has no figures.
    """

    repetition: int = 1
    open_round: str | None = None
    sealed: bool = False
    lost: bool = False

    @property
    def counted(self) -> bool:
        """Whether figures of it were kept."""
        return self.sealed and not self.lost


#: Field name → new value; `Any` because each field has its own type.
_Changes = dict[str, Any]

#: An activity's id and one of its kind's parts.
RunKey = tuple[str, str]


@dataclass(frozen=True)
class LiveSession:
    """Where the session stands. `step` counts activities from 0; -1 is the lobby."""

    version: int = 0
    stage: Stage = Stage.DRAFT
    step: int = -1
    phase: Phase | None = None
    phase_since: datetime | None = None
    started_at: datetime | None = None
    extra_minutes: int = 0
    runs: Mapping[RunKey, Run] = field(default_factory=dict)
    left: Mapping[str, Phase] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    screen_hidden: bool = False
    code_shown: bool = False
    time_shown: bool = True
    look: str = Look.LIGHT
    warned_at: datetime | None = None
    doors_closed: bool = False
    #: Whether somebody has looked whether all are here; how many, where the number of phones was right.
    room_counted: int = 0
    plain_http_accepted: bool = False
    groups: int | None = None
    next_date: str | None = None
    address: str | None = None
    network_shown: bool = False

    def current(self, agenda: Agenda) -> Activity | None:
        """The activity at hand, or None in the lobby and outside a running session."""
        return agenda.activities[self.step] if self.stage is Stage.RUNNING and self.step >= 0 else None

    @property
    def shows_way_in(self) -> bool:
        """Whether the projector shows the way in, or soon will."""
        return self.code_shown or self.stage in (Stage.DRAFT, Stage.LOBBY)

    def run(self, activity_id: str, part: str) -> Run | None:
        """The latest go at that part, if there has been one."""
        return self.runs.get((activity_id, part))

    def open_run(self, agenda: Agenda) -> tuple[RunKey, str] | None:
        """The part and round that take answers just now."""
        activity = self.current(agenda)
        if activity is None or self.phase is None:
            return None
        part, round_ = activity.body.course.rounds.get(self.phase, ("", ""))
        run = self.run(activity.id, part)
        return ((activity.id, part), round_) if run and run.open_round == round_ else None


def replay(events: Iterable[Event]) -> LiveSession:
    """The state after all these events, in order."""
    session = LiveSession()
    for event in events:
        session = evolve(session, event)
    return session


def chosen_question(session: LiveSession, activity: Activity) -> str | None:
    """The id of the question to work on: settled in the session, or chosen beforehand."""
    return session.chosen.get(activity.id, activity.body.settled_question())


def as_settled(session: LiveSession, activity: Activity) -> Activity:
    """The activity as it goes on once the room has taken something; the same before, and for most kinds."""
    return _with_body(activity, activity.body.with_chosen(chosen_question(session, activity)))


def as_asked(session: LiveSession, activity: Activity, part: str) -> Activity:
    """One part of the activity, as if there were no other."""
    settled = as_settled(session, activity)
    return _with_body(settled, settled.body.asked_in(part))


def _with_body(activity: Activity, body: Body) -> Activity:
    return activity if body is activity.body else replace(activity, body=body)


def has_shown_pulse(session: LiveSession, agenda: Agenda) -> bool:
    """Whether the room has come to a step that shows the pulse."""
    return any(one.id in session.left for one in agenda.activities if one.body.needs_pulse)


_Change = Callable[[LiveSession, Event], _Changes]


def evolve(session: LiveSession, event: Event) -> LiveSession:
    """The state after one more event. Total: knows every kind of event and never refuses one."""
    changes = _CHANGES[event.kind](session, event)
    return replace(session, version=session.version + 1, **changes)


def _moved(session: LiveSession, event: Event) -> _Changes:
    phase = Phase(str(event.payload["phase"]))
    return {
        "stage": Stage.RUNNING,
        "step": event.payload["step"],
        "phase": phase,
        "phase_since": event.at,
        "started_at": session.started_at or event.at,
        "extra_minutes": 0,
        "warned_at": None,
        "code_shown": False,
        "left": {**session.left, str(event.payload["activity"]): phase},
    }


def _run_changed(session: LiveSession, event: Event) -> _Changes:
    key = (str(event.payload["activity"]), str(event.payload["part"]))
    before = session.runs.get(key, Run())
    if event.kind is EventKind.RUN_OPENED:
        run = Run(int(str(event.payload["repetition"])), open_round=str(event.payload["round"]))
    else:
        is_lost = event.kind is EventKind.RUN_LOST
        run = replace(before, open_round=None, sealed=is_lost or event.kind is EventKind.RUN_SEALED, lost=is_lost)
    return {"runs": {**session.runs, key: run}}


def _question_chosen(session: LiveSession, event: Event) -> _Changes:
    return {"chosen": {**session.chosen, str(event.payload["activity"]): str(event.payload["question"])}}


def _taken(session: LiveSession, event: Event) -> _Changes:
    return {"chosen": {**session.chosen, str(event.payload["activity"]): str(event.payload["chosen"])}}


def _set(name: str) -> _Change:
    return lambda _session, event: {name: event.payload["value"]}


_CHANGES: Mapping[EventKind, _Change] = {
    EventKind.OPENED: lambda _session, _event: {"stage": Stage.LOBBY},
    EventKind.MOVED: _moved,
    EventKind.RUN_OPENED: _run_changed,
    EventKind.RUN_CLOSED: _run_changed,
    EventKind.RUN_SEALED: _run_changed,
    EventKind.RUN_LOST: _run_changed,
    EventKind.QUESTION_CHOSEN: _question_chosen,
    EventKind.TAKEN: _taken,
    EventKind.MINUTE_ADDED: lambda session, _event: {"extra_minutes": session.extra_minutes + 1},
    EventKind.CLOSING_WARNED: lambda _session, event: {"warned_at": event.at},
    EventKind.SCREEN_HIDDEN: _set("screen_hidden"),
    EventKind.CODE_SHOWN: _set("code_shown"),
    EventKind.TIME_SHOWN: _set("time_shown"),
    EventKind.LOOK_CHOSEN: _set("look"),
    EventKind.DOORS_CLOSED: _set("doors_closed"),
    EventKind.ROOM_COUNTED: _set("room_counted"),
    EventKind.PLAIN_HTTP_ACCEPTED: _set("plain_http_accepted"),
    EventKind.GROUPS_SET: _set("groups"),
    EventKind.NEXT_DATE_SET: _set("next_date"),
    EventKind.ADDRESS_CHOSEN: _set("address"),
    EventKind.NETWORK_SHOWN: _set("network_shown"),
    EventKind.TEXTS_CHANGED: lambda _session, _event: {},
    EventKind.HANDS_COUNTED: lambda _session, _event: {},
    EventKind.ENDED: lambda _session, _event: {"stage": Stage.ENDED, "phase": None},
}
