"""Where rooms get their frames: the database for snapshots, `views` for what each role sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.domain.agenda import Language
from workshop_app.domain.codes import is_rehearsal
from workshop_app.live.presence import Presence
from workshop_app.live.room import Role
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.live.views.control import control_frame
from workshop_app.live.views.counts import counts_view
from workshop_app.live.views.phone import phone_frame
from workshop_app.live.views.stage import stage_frame
from workshop_app.live.wire import Source
from workshop_app.persistence.ballot_box import Elsewhere
from workshop_app.persistence.engine import Database
from workshop_app.services import clock
from workshop_app.services.addresses import Addresses, is_encrypted
from workshop_app.services.counting import SeatKeys, count_round, seat_keys
from workshop_app.services.rehearsals import Rehearsals
from workshop_app.services.session_keys import calendar_key, scan_key, stage_key
from workshop_app.services.snapshot import Snapshot, load_snapshot

_FRAMES = {Role.PHONE: phone_frame, Role.STAGE: stage_frame, Role.CONTROL: control_frame}


@dataclass(frozen=True, kw_only=True)
class Frames:
    """Settings that frames depend on."""

    database: Database
    addresses: Addresses
    secret: bytes
    minimum: int
    require_https: bool
    rehearsals: Rehearsals

    def source(self) -> Source:
        """The functions that `Rooms` calls."""
        return Source(load=self._load, count=self._count, frame=self._frame, counts=self._counts)

    def keys(self, snapshot: Snapshot, seats: Sequence[str]) -> SeatKeys:
        """What seats are known by in the vote that is open. Blocks on the database."""
        return seat_keys(self._database(snapshot.record.id), snapshot, seats)

    def _load(self, session_id: str) -> Snapshot:
        return load_snapshot(self._database(session_id), session_id, at_hand=True)

    def _database(self, session_id: str) -> Database:
        """Where that session lies: the real ones together, each rehearsal in a file of its own."""
        rehearsal = self.rehearsals.of_session(session_id)
        return rehearsal.database if rehearsal else self.database

    def _count(self, snapshot: Snapshot, here: list[str], elsewhere: Elsewhere) -> tuple[int, int]:
        return count_round(self._database(snapshot.record.id), snapshot, here=here, elsewhere=elsewhere)

    def _frame(self, snapshot: Snapshot, role: Role, language: str) -> object:
        return _FRAMES[role](self._scene(snapshot, language))

    def _counts(self, snapshot: Snapshot, presence: Presence, counted: tuple[int, int], language: str) -> object:
        return counts_view(self._scene(snapshot, language), presence, counted)

    def _scene(self, snapshot: Snapshot, language: str) -> Scene:
        record = snapshot.record
        address, rehearsal = self.addresses.of(snapshot.live), is_rehearsal(record.code)
        context = ViewContext(
            minimum=snapshot.municipality.threshold(self.minimum),
            now=clock.now(),
            address=address,
            addresses=self.addresses.candidates(),
            encrypted=is_encrypted(address),
            require_https=self.require_https and not rehearsal,
            stage_path=f"/skjerm/{record.code}?nokkel={stage_key(self.secret, record.id)}",
            rehearsal=rehearsal,
            calendar_path=f"/d/{record.code}/kalender.ics?nokkel={calendar_key(self.secret, record.id)}",
            scan_key=scan_key(self.secret, record.id),
        )
        return Scene(snapshot=snapshot, context=context, language=Language(language))
