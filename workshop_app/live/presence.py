"""Who is connected, counted over all processes that serve a session.

Between processes go sets, never increments: a lost message is repaired by the next one, and a phone
that two processes believe to have counts once. What stands for a seat there is a *mark*, which only
this server's secret key can make and which is another one at each vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Counts of connections: seats here and lost, projectors and control screens."""

    here: int
    offline: int
    stages: int
    controls: int
    #: Whether a projector has been here at all: one that is gone is another matter than one never opened.
    stage_seen: bool = False


@dataclass(frozen=True, kw_only=True)
class Roll:
    """Who is connected to this process: raw seat tokens, for its own memory only."""

    here: frozenset[str]
    lost: frozenset[str]
    presence: Presence


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """A roll as other processes may know it. `run` is the vote that the marks were made for, or empty."""

    run: str = ""
    here: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    stages: int = 0
    controls: int = 0
    stage_seen: bool = False


def together(own: Presence, mine: Attendance, others: Sequence[Attendance]) -> Presence:
    """`own` with what other processes have; `mine` is the same as `own`, in marks.

    Marks of two votes can't be compared. They meet for a moment only, while a vote is being opened
    or closed, and are simply added up.
    """
    if not others:
        return own
    everybody = [mine, *others]
    alike = [some for some in everybody if some.run == mine.run]
    unlike = [some for some in everybody if some.run != mine.run]
    here = frozenset[str]().union(*(some.here for some in alike))
    lost = frozenset[str]().union(*(some.lost for some in alike)) - here
    return Presence(
        here=len(here) + sum(len(some.here) for some in unlike),
        offline=len(lost) + sum(len(some.lost) for some in unlike),
        stages=own.stages + sum(some.stages for some in others),
        controls=own.controls + sum(some.controls for some in others),
        stage_seen=own.stage_seen or any(some.stage_seen for some in others),
    )


class Register:
    """What other processes have said of who is connected to them, for as long as it holds."""

    def __init__(self, *, lasts: float) -> None:
        self._lasts = lasts
        self._heard: dict[str, dict[str, tuple[float, Attendance]]] = {}

    def hear(self, process: str, session_id: str, attendance: Attendance, *, now: float) -> bool:
        """Take in what a process says of a session; whether that is news. `now` is in seconds."""
        heard = self._heard.setdefault(session_id, {})
        _, before = heard.get(process, (now, Attendance()))
        heard[process] = (now, attendance)
        return before != attendance

    def of(self, session_id: str) -> list[Attendance]:
        """What the others have of a session."""
        return [attendance for _, attendance in self._heard.get(session_id, {}).values()]

    def renew(self, *, now: float) -> None:
        """Let everything hold as if it had been said now: nobody could say anything meanwhile."""
        for heard in self._heard.values():
            for process, (_, attendance) in heard.items():
                heard[process] = (now, attendance)

    def expire(self, *, now: float) -> set[str]:
        """Forget what has not been said again in time; the sessions that this was about."""
        changed = set()
        for session_id, heard in list(self._heard.items()):
            gone = [process for process, (at, _) in heard.items() if now - at > self._lasts]
            for process in gone:
                del heard[process]
            if gone:
                changed.add(session_id)
            if not heard:
                del self._heard[session_id]
        return changed
