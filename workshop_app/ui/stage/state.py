"""The projector's adapter: opens with the session's key, and then only watches."""

from __future__ import annotations

import reflex as rx

from workshop_app.domain.errors import WorkshopError
from workshop_app.live.push import FrameState
from workshop_app.live.room import Connection, Role
from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.arriving import until_done
from workshop_app.ui.browser import code_in_path, query_of, sid_of
from workshop_app.ui.wiring import use, use_for


class StageLive(FrameState, rx.State):
    """What the projector shows. Only `live.push` writes it."""

    frame: StageFrame = StageFrame()
    counts: Counts = Counts()
    problem: str = ""


class Stage(rx.State):
    """The projector has nothing to press."""

    @rx.event
    @until_done
    async def arrive(self) -> None:
        """Show where the session is; runs at every first load and every reconnect."""
        try:
            session_id, language = await in_thread(
                use_for(code_in_path(self)).review.stage, code_in_path(self), key=query_of(self, "nokkel")
            )
        except WorkshopError as error:
            await use().rooms.tell(sid_of(self), Role.STAGE, {"problem": phrase(error.key, "nb", **error.slots)})
            return
        await use().rooms.enter(
            Connection(
                sid=sid_of(self),
                session_id=session_id,
                role=Role.STAGE,
                language=language,
                preview=query_of(self, "bilde") == "1",
            )
        )
