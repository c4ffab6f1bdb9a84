"""What stands in the frames beside the editor: the pages of projector and phone, shown one step at one phase."""

from __future__ import annotations

from collections.abc import Mapping

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NotAllowed
from workshop_app.live.room import Role
from workshop_app.live.views.frames.phone import PhoneOwn
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.browser import query_of, sid_of
from workshop_app.ui.desk import LANGUAGE, id_in_path, person_of
from workshop_app.ui.wiring import use


class Preview(rx.State):
    """The agenda, the step and the phase are named in the page's address. Nothing can be pressed."""

    @rx.event
    async def arrive_at_stage(self) -> None:
        """Show the projector."""
        values = await _shown(self, await person_of(self), Role.STAGE)
        await use().rooms.tell(sid_of(self), Role.STAGE, values)

    @rx.event
    async def arrive_at_phone(self) -> None:
        """Show a phone that has joined."""
        values = await _shown(self, await person_of(self), Role.PHONE)
        await use().rooms.tell(sid_of(self), Role.PHONE, values)


async def _shown(state: rx.State, person: Person | None, role: Role) -> Mapping[str, object]:
    """What the screen is sent: the step for whoever may make agendas, and why there is none for all others."""
    asked = (id_in_path(state), query_of(state, "steg"), query_of(state, "fase"))
    try:
        return await in_thread(_frames, person, asked, role)
    except (NotAllowed, KeyError, ValueError):
        why = phrase("page.not_found", LANGUAGE)
        return {"problem": why} if role is Role.STAGE else {"own": PhoneOwn(problem=why, arrivals=1)}


def _frames(person: Person | None, asked: tuple[str, str, str], role: Role) -> Mapping[str, object]:
    if person is None:
        raise NotAllowed("page.not_found")
    agenda_id, step, phase = asked
    agenda, previews = use().own_agendas.opened(person, agenda_id).agenda, use().previews
    if role is Role.STAGE:
        return {"frame": previews.stage(agenda, step, Phase(phase))}
    frame, own = previews.phone(agenda, step, Phase(phase))
    return {"frame": frame, "own": own}
