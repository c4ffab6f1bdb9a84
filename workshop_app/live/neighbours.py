"""What `Rooms` tells other processes and asks of them. One process alone has none: `Alone`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from workshop_app.live.presence import Presence, Roll
from workshop_app.persistence.ballot_box import Elsewhere, nobody_elsewhere
from workshop_app.services.snapshot import Snapshot


class Neighbours(Protocol):
    """The processes that serve the same sessions. Nothing here waits for them or fails with them."""

    def changed(self, session_id: str) -> None:
        """The session has changed, and that is committed. Any thread may call."""

    def counts_changed(self, session_id: str) -> None:
        """Somebody answered, and that is committed."""

    def signed_out(self, sign_in: bytes, *, said: str) -> None:
        """The browser with that hash of a cookie is signed out; `said` is what its control screens show."""

    def put_out(self, person: str, session_ids: Collection[str] | None, *, said: str) -> None:
        """An account may not run those sessions any more, or none; `said` is what its control screens show."""

    def gave_up(self, session_id: str, seat: bytes) -> None:
        """The seat with that hash of a token is given up."""

    async def attend(self, session_id: str, snapshot: Snapshot, roll: Roll) -> None:
        """Say who is connected to this process."""

    def forget(self, session_id: str) -> None:
        """Nobody is or was lately connected here; say no more of it."""

    def presence(self, session_id: str, own: Presence) -> Presence:
        """Who is connected to any process, where `own` are connected to this one."""

    def elsewhere(self, session_id: str) -> Elsewhere:
        """How many are connected to other processes."""


class Alone:
    """There is one process."""

    def changed(self, session_id: str) -> None:
        """Nobody to tell."""

    def counts_changed(self, session_id: str) -> None:
        """Nobody to tell."""

    def signed_out(self, sign_in: bytes, *, said: str) -> None:
        """Nobody to tell."""

    def put_out(self, person: str, session_ids: Collection[str] | None, *, said: str) -> None:
        """Nobody to tell."""

    def gave_up(self, session_id: str, seat: bytes) -> None:
        """Nobody to tell."""

    async def attend(self, session_id: str, snapshot: Snapshot, roll: Roll) -> None:
        """Nobody to tell."""

    def forget(self, session_id: str) -> None:
        """Nothing to forget."""

    def presence(self, _session_id: str, own: Presence) -> Presence:
        """Everybody is here."""
        return own

    def elsewhere(self, _session_id: str) -> Elsewhere:
        """Nobody."""
        return nobody_elsewhere
