"""The pretend participants of rehearsals. They take seats, answer and write for groups as phones do.

One crowd per rehearsal, in the process where it was begun. When the facilitator ends the rehearsal, everybody is told
and all of it is deleted.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from workshop_app.domain.body import Body
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.session import Stage
from workshop_app.live.error_log import log_server_error
from workshop_app.live.room import Connection, Role
from workshop_app.live.rooms import Rooms
from workshop_app.live.views.frames.phone import PhoneFrame, PhoneOwn
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.wire import Source
from workshop_app.phrases import phrase
from workshop_app.services.arrivals import Knock, Seat
from workshop_app.services.in_thread import in_thread, in_turn
from workshop_app.services.rehearsals import Rehearsal, Rehearsals

#: The share of those who have not answered who do so at each look.
_PROMPT = 0.35
#: The share that hops over a question.
_SKIPS = 0.05
#: Seconds between looks at which rehearsals are over.
_SWEEP = 60.0
#: How many come through the door at a time.
_AT_A_TIME = 20


@dataclass(kw_only=True)
class Crowds:
    """All crowds of this process. `pace` is the seconds between looks at what is asked."""

    rooms: Rooms
    source: Source
    rehearsals: Rehearsals
    pace: float = 0.8
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    def gather(self, rehearsal: Rehearsal, *, people: int) -> None:
        """Let that many come. Returns at once."""
        crowd = _Crowd(rooms=self.rooms, source=self.source, rehearsals=self.rehearsals, rehearsal=rehearsal)
        task = asyncio.create_task(crowd.live(people, pace=self.pace))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """While the server runs, delete rehearsals that are over; at the end send everybody home."""
        sweeping = asyncio.create_task(self._sweep())
        yield
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        await self.close()

    async def _sweep(self) -> None:
        while True:
            try:
                await in_turn(self.rehearsals.sweep)
            except Exception as error:  # noqa: BLE001 -- whatever it is, there will be another try
                log_server_error(error)
            await asyncio.sleep(_SWEEP)

    async def close(self) -> None:
        """Send everybody home; at the end of the process."""
        for task in list(self._running):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@dataclass(kw_only=True)
class _Crowd:
    rooms: Rooms
    source: Source
    rehearsals: Rehearsals
    rehearsal: Rehearsal
    seats: list[Seat] = field(default_factory=list)
    #: (run, round) → those who are done with it.
    done: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    #: What has been handed in for which groups of which activity.
    handed_in: set[tuple[str, int]] = field(default_factory=set)
    taps: int = 0

    def __post_init__(self) -> None:
        self.random = Random()  # noqa: S311 -- whatever they answer, nobody keeps it

    async def live(self, people: int, *, pace: float) -> None:
        """From the door to the end."""
        try:
            await self._arrive(people)
            # The pace of people who read and think; there is nothing to wait for but time.
            while await self._look():  # noqa: ASYNC110
                await asyncio.sleep(pace)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 -- a rehearsal without answers is still one
            log_server_error(error)
            return
        await self._part()

    async def _arrive(self, people: int) -> None:
        knock = Knock(code=self.rehearsal.code, token=None)
        for begin in range(0, people, _AT_A_TIME):
            coming = range(begin, min(begin + _AT_A_TIME, people))
            self.seats += await asyncio.gather(*(self.rehearsal.arrivals.join(knock) for _ in coming))
            for number, seat in zip(coming, self.seats[begin:], strict=True):
                sid = f"{seat.session_id}/{number}"
                await self.rooms.enter(
                    Connection(
                        sid=sid,
                        session_id=seat.session_id,
                        role=Role.PHONE,
                        language=seat.language,
                        seat=seat.token,
                        pretend=True,
                    )
                )

    async def _look(self) -> bool:
        """See what phones are shown, and do some of what it asks. False when the rehearsal is over."""
        if self.rehearsals.find(self.rehearsal.code) is None:
            return False
        snapshot = await in_thread(self.source.load, self.rehearsal.session_id)
        if snapshot.live.stage is Stage.ENDED:
            return False
        frame = self.source.frame(snapshot, Role.PHONE, snapshot.record.language)
        assert isinstance(frame, PhoneFrame)
        activity = snapshot.live.current(snapshot.agenda)
        if frame.ballot.run and activity is not None:
            await self._answer(frame, activity.body)
        elif frame.takes_proposals and frame.group_count:
            await self._write(frame)
        return True

    async def _answer(self, frame: PhoneFrame, body: Body) -> None:
        ballot = frame.ballot
        done = self.done.setdefault((ballot.run, ballot.round), set())
        waiting = [seat for seat in self.seats if seat.token not in done]
        now = [seat for seat in waiting if self.random.random() < _PROMPT]
        self.taps += 1
        await asyncio.gather(*(self._cast(frame, body, seat) for seat in now))
        done.update(seat.token for seat in now)
        if now:
            self.rooms.counts_changed(self.rehearsal.session_id)

    async def _cast(self, frame: PhoneFrame, body: Body, seat: Seat) -> None:
        round_, proposals = frame.ballot.round, [option.id for option in frame.ballot.options]
        payload: dict[object, object] = {"skip": True}
        if self.random.random() >= _SKIPS:
            payload = {"answer": body.drawn(self.random, round_=round_, proposals=proposals), "done": True}
        # The facilitator may have closed meanwhile: then it is too late, as for anybody.
        with suppress(WorkshopError):
            await self.rehearsal.participation.answer(
                seat, run_id=frame.ballot.run, round_=round_, seq=self.taps, payload=payload
            )

    async def _write(self, frame: PhoneFrame) -> None:
        """One more group takes its pen and hands in a proposal."""
        free = [
            group
            for group in range(1, frame.group_count + 1)
            if (frame.activity, group) not in self.handed_in and group not in frame.claimed
        ]
        if free and self.seats:
            self.handed_in.add((frame.activity, free[0]))
            with suppress(WorkshopError):
                await in_turn(self._hand_in, self.seats[free[0] % len(self.seats)], frame, free[0])

    def _hand_in(self, seat: Seat, frame: PhoneFrame, group: int) -> None:
        part = self.rehearsal.participation
        pen = part.claim_group(seat, activity_id=frame.activity, group=group, writer=None)
        part.propose(seat, activity_id=frame.activity, writer=pen, text=made_up(frame, group, seat.language))

    async def _part(self) -> None:
        """Tell everybody that it is over, and delete it."""
        session_id = self.rehearsal.session_id
        for connection in self.rooms.connections(session_id):
            self.rooms.leave(connection.sid)
            if not connection.pretend:
                await self.rooms.tell(connection.sid, connection.role, _gone(connection))
        await in_turn(self.rehearsals.delete, self.rehearsal.code)


def made_up(frame: PhoneFrame, group: int, language: str) -> str:
    """What a group that is none hands in, in the form that the step asks for."""
    text = phrase("rehearsal.word" if frame.one_word else "rehearsal.proposal", language, n=group)
    return f"{frame.starts[group % len(frame.starts)]}: {text}" if frame.starts else text


def _gone(connection: Connection) -> Mapping[str, object]:
    """What takes the place of whatever the screen shows."""
    said = phrase("rehearsal.gone", connection.language)
    if connection.role is Role.PHONE:
        return {"own": PhoneOwn(problem=said, arrivals=1)}
    return {"problem": said, **({"frame": StageFrame()} if connection.role is Role.STAGE else {})}
