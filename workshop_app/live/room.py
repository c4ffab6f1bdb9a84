"""One session's room in this process: who is connected to it, and the newest of what they have been shown."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

from workshop_app import metrics
from workshop_app.live.presence import Presence, Roll
from workshop_app.services.snapshot import Snapshot
from workshop_app.services.tokens import token_hash

#: A seat without a connection counts as «uten nett» for this long, in seconds; then it has left.
REMEMBERED = 600.0


class Role(StrEnum):
    """Which of the three live screens a connection shows."""

    PHONE = "phone"
    STAGE = "stage"
    CONTROL = "control"


@dataclass(frozen=True, kw_only=True)
class Connection:
    """One browser page. `seat` is the raw token of a phone, in memory while it is connected; empty before it joins."""

    sid: str
    session_id: str
    role: Role
    language: str
    seat: str = ""
    #: The picture of the projector on a control screen: it sees what the projector sees and is none.
    preview: bool = False
    #: One that answers by itself, in a rehearsal: it has a seat and no browser.
    pretend: bool = False
    #: The cookie that a control screen came in with, and whose it is: when they are signed out, the screen is too.
    sign_in: str = ""
    person: str = ""


#: Values ready to be sent; what it is, only the wire knows.
Message = object
#: Role and language: those who share a frame.
Audience = tuple[Role, str]


@dataclass
class Room:
    """One session's connections, and the newest of what they have been shown."""

    session_id: str
    connections: dict[str, Connection] = field(default_factory=dict)
    #: Seat → how many of the connections it has.
    seated: Counter[str] = field(default_factory=Counter)
    lost: dict[str, float] = field(default_factory=dict)
    stage_seen: bool = False
    snapshot: Snapshot | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    #: How often the session has changed, as far as is known here; what the snapshot holds of
    #: that; and what everybody has been shown. Apart, since a newcomer or a count may load first.
    wanted: int = 1
    loaded: int = 0
    shown: int = 1
    refreshing: asyncio.Task[None] | None = None
    counting: asyncio.Task[None] | None = None
    counted: tuple[int, int] = (0, 0)
    #: Language → what phones are shown of the snapshot at hand, made once however many come.
    frames: dict[str, Message] = field(default_factory=dict)

    def add(self, connection: Connection) -> None:
        """Somebody is here, or is here as somebody else."""
        self.remove(connection.sid)
        self.connections[connection.sid] = connection
        metrics.SCREENS.labels(connection.role.value).inc()
        if connection.seat:
            self.seated[connection.seat] += 1
            metrics.PEOPLE.inc(self.seated[connection.seat] == 1)

    def remove(self, sid: str) -> None:
        """Somebody is not here any more."""
        gone = self.connections.pop(sid, None)
        if gone is None:
            return
        metrics.SCREENS.labels(gone.role.value).dec()
        if not gone.seat:
            return
        self.seated[gone.seat] -= 1
        if not self.seated[gone.seat]:
            del self.seated[gone.seat]
            metrics.PEOPLE.dec()

    def seats(self) -> list[str]:
        """The tokens of the seats that are connected, each once."""
        return list(self.seated)

    def audiences(self) -> set[Audience]:
        """Everybody who needs a frame."""
        return {(c.role, c.language) for c in self.connections.values() if not c.pretend}

    def presence(self, now: float) -> Presence:
        """Who is here just now; forgets seats that have been gone for long."""
        self.lost = {s: at for s, at in self.lost.items() if s not in self.seated and now - at < REMEMBERED}
        roles = [c.role for c in self.connections.values()]
        stages = sum(c.role is Role.STAGE and not c.preview for c in self.connections.values())
        self.stage_seen = self.stage_seen or stages > 0
        return Presence(
            here=len(self.seated),
            offline=len(self.lost),
            stages=stages,
            controls=roles.count(Role.CONTROL),
            stage_seen=self.stage_seen,
        )

    def roll(self, now: float) -> Roll:
        """Everybody who is or was lately connected to this process."""
        presence = self.presence(now)
        return Roll(here=frozenset(self.seats()), lost=frozenset(self.lost), presence=presence)

    def take_seat_away(self, seat: bytes) -> None:
        """Nobody has the seat with that hash any more, in no tab, and it is not «uten nett» either."""
        self.lost = {token: at for token, at in self.lost.items() if token_hash(token) != seat}
        for connection in list(self.connections.values()):
            if connection.seat and token_hash(connection.seat) == seat:
                self.add(replace(connection, seat=""))


def room_name(session_id: str, role: Role, language: str) -> str:
    """The name under which everybody who shares a frame is reached at once."""
    return f"{session_id}/{role}/{language}"
