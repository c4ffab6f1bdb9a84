"""The control screen's adapter: from presses to `services.facilitation`.

Every handler finds out anew who is signed in, from the cookie of the connection, and whether that
person may control the session whose code stands in the address. Position comes with each press, so
that two control screens pressing together move one step.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

import reflex as rx

from workshop_app.domain.access import Person
from workshop_app.domain.agenda import Phase
from workshop_app.domain.errors import NeedsConfirmation, NotAllowed, WorkshopError
from workshop_app.domain.moves import Position
from workshop_app.domain.phases import Move
from workshop_app.domain.session import EventKind
from workshop_app.live.error_log import log_server_error
from workshop_app.live.push import FrameState
from workshop_app.live.room import Connection, Role
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.counts import Counts
from workshop_app.phrases import phrase
from workshop_app.services.facilitation import Facilitation
from workshop_app.services.in_thread import in_thread, in_turn
from workshop_app.ui.arriving import until_done
from workshop_app.ui.browser import code_in_path, cookie_of, sid_of
from workshop_app.ui.control.replies import refusal, yes_to
from workshop_app.ui.wiring import use, use_for

_SIGN_IN = "/logg-inn"
#: What a press may ask to be set, by the name that the page uses.
_NOTES = {
    "hidden": EventKind.SCREEN_HIDDEN,
    "code": EventKind.CODE_SHOWN,
    "time": EventKind.TIME_SHOWN,
    "minute": EventKind.MINUTE_ADDED,
    "warn": EventKind.CLOSING_WARNED,
    "doors": EventKind.DOORS_CLOSED,
    "counted": EventKind.ROOM_COUNTED,
    "http": EventKind.PLAIN_HTTP_ACCEPTED,
}


class ControlLive(FrameState, rx.State):
    """What the control screen shows. Only `live.push` writes it."""

    frame: ControlFrame = ControlFrame()
    counts: Counts = Counts()
    problem: str = ""


class Control(rx.State):
    """What the facilitator can do. `asking` is the question before something that can't be undone.

    `yes` is the button that answers it, and `merging` the proposal that waits for its other half.
    """

    notice: str = ""
    asking: str = ""
    yes: str = ""
    merging: str = ""
    _asked: tuple[str, int, str] | None = None

    @rx.event
    @until_done
    async def arrive(self) -> rx.event.EventSpec | None:
        """Show where the session is; runs at every first load and every reconnect."""
        person = await self._person()
        if person is None:
            return rx.redirect(f"{_SIGN_IN}?neste={self.router.url.path}")
        try:
            session_id = await in_thread(use_for(self._code()).review.controlled, person, self._code())
        except NotAllowed as error:
            await use().rooms.tell(sid_of(self), Role.CONTROL, {"problem": phrase(error.key, "nb")})
            return None
        await use().rooms.enter(
            Connection(
                sid=sid_of(self),
                session_id=session_id,
                role=Role.CONTROL,
                language="nb",
                sign_in=cookie_of(self) or "",
                person=person.id,
            )
        )
        return None

    @rx.event
    async def open_lobby(self) -> None:
        """Let people in."""
        await self._do(self._facilitation().open_lobby)

    @rx.event
    async def press(self, move: str, step: int, phase: str) -> None:
        """Next, close, back, repeat, skip or end, as pressed on `step` and `phase`."""
        await self._press(move, step, phase, confirmed=False)

    @rx.event
    async def confirm(self) -> None:
        """Yes to what was asked."""
        if self._asked is not None:
            what, where, phase = self._asked
            if what == "remove":
                await self._do(self._facilitation().remove_card, position=where)
            else:
                await self._press(what, where, phase, confirmed=True)

    @rx.event
    async def dismiss(self) -> None:
        """No to what was asked, and away with notices."""
        self.asking, self.notice, self.merging, self._asked = "", "", "", None

    @rx.event
    async def note(self, name: str, value: bool) -> None:  # noqa: FBT001 -- a value, not a flag
        """Hide the screen, show the code or the time, add a minute, close the doors."""
        if name in _NOTES:
            await self._do(self._facilitation().note, kind=_NOTES[name], value=value is True)

    @rx.event
    async def count_room(self, people: int) -> None:
        """Say that as many people are in the room as the screen counts."""
        await self._do(self._facilitation().note, kind=EventKind.ROOM_COUNTED, value=people)

    @rx.event
    async def set_groups(self, count: int) -> None:
        """Say how many groups there are."""
        await self._do(self._facilitation().note, kind=EventKind.GROUPS_SET, value=count)

    @rx.event
    async def set_next_date(self, date: str) -> None:
        """Say when the next session is; an empty date takes it away."""
        await self._do(self._facilitation().set_next_date, date=date)

    @rx.event
    async def set_next_time(self, time: str) -> None:
        """Say at what time of that day it is."""
        await self._do(self._facilitation().set_next_time, time=time)

    @rx.event
    async def choose_look(self, look: str) -> None:
        """Choose the projector's colours."""
        await self._do(self._facilitation().choose_look, look=str(look))

    @rx.event
    async def choose_address(self, address: str) -> AsyncIterator[None]:
        """Choose which of this machine's addresses stands on the projector, once it has answered."""
        self.notice = phrase("control.address_trying", "nb")
        yield
        await self._do(self._facilitation().choose_address, address=address)

    @rx.event
    async def show_network(self, form: dict[str, Any]) -> None:
        """Show a wireless network beside the code."""
        typed = {name: str(form.get(name, "")) for name in ("name", "password")}
        await self._do(self._facilitation().show_network, **typed)

    @rx.event
    async def take_network_away(self) -> None:
        """Forget the wireless network."""
        await self._do(self._facilitation().take_network_away)

    @rx.event
    async def choose_question(self, question: str) -> None:
        """Settle which question to take."""
        await self._do(self._facilitation().choose_question, question=question)

    @rx.event
    async def pick(self, pick: str, wanted: bool) -> None:  # noqa: FBT001 -- a value, not a flag
        """Take something in that this step will ask about, or out."""
        await self._do(self._facilitation().pick, pick=str(pick), is_wanted=wanted is True)

    @rx.event
    async def write_pick(self, form: dict[str, Any]) -> None:
        """Take in what somebody in the room has worded."""
        await self._do(self._facilitation().write_pick, text=str(form.get("text", "")))

    @rx.event
    async def approve(self, proposal: str) -> None:
        """Show a proposal."""
        await self._do(self._facilitation().approve, proposal=proposal)

    @rx.event
    async def send_back(self, proposal: str, reason: str) -> None:
        """Return a proposal to its group, with the phrase that says why."""
        await self._do(self._facilitation().send_back, proposal=proposal, reason=reason)

    @rx.event
    def begin_merge(self, proposal: str) -> None:
        """Pick the first of two proposals to merge. Nothing happens before the other one is chosen."""
        self.merging = str(proposal)

    @rx.event
    async def merge(self, proposal: str, into: str) -> None:
        """Let one proposal stand for both."""
        self.merging = ""
        await self._do(self._facilitation().merge, proposal=proposal, into=into)

    @rx.event
    async def take_back(self, proposal: str, state: str) -> None:
        """Let a proposal be what it was before it became `state`."""
        self.merging = ""
        await self._do(self._facilitation().take_back, proposal=proposal, state=state)

    @rx.event
    async def write_card(self, position: int, field: str, value: str) -> None:
        """Change one field of a commitment card."""
        await self._do(self._facilitation().write_card, position=position, field=field, value=value)

    @rx.event
    async def card_from_proposal(self, proposal: str) -> None:
        """Make a card of a proposal."""
        await self._do(self._facilitation().card_from_proposal, proposal=proposal)

    @rx.event
    async def remove_card(self, position: int) -> None:
        """Take a card away, once that is confirmed."""
        self._asked = ("remove", position, "")
        self.notice, self.yes = "", phrase("control.remove_card", "nb")
        self.asking = phrase("control.remove_card_confirm", "nb")

    @rx.event
    async def lift(self, form: dict[str, Any]) -> None:
        """Lift something to the level above."""
        texts = {name: str(form.get(name, "")) for name in ("what", "why", "proposal")}
        await self._do(self._facilitation().lift, **texts)

    @rx.event
    async def count_hands(self, form: dict[str, Any]) -> None:
        """Write down how many hands were raised for each option."""
        counts = {str(option): _number(text) for option, text in form.items()}
        await self._do(self._facilitation().count_hands, counts=counts)

    @rx.event
    async def take_lift_back(self, lift: str) -> None:
        """The room does not want it after all."""
        await self._do(self._facilitation().take_lift_back, lift=lift)

    @rx.event
    async def follow_up(self, state: str) -> None:
        """Say what became of the commitment at hand."""
        await self._do(self._facilitation().follow_up, state=str(state))

    @rx.event
    async def write_learnt(self, learnt: str) -> None:
        """Write down what was learnt of it."""
        await self._do(self._facilitation().follow_up, learnt=str(learnt))

    def _code(self) -> str:
        return code_in_path(self)

    def _facilitation(self) -> Facilitation:
        """That of the session in the address: a rehearsal has its own."""
        return use_for(self._code()).facilitation

    async def _person(self) -> Person | None:
        return await in_thread(use().sign_in.person, cookie_of(self))

    async def _press(self, move: str, step: int, phase: str, *, confirmed: bool) -> None:
        self._asked = (move, step, phase)
        if move == "end":
            await self._do(self._facilitation().end, confirmed=confirmed)
            return
        try:
            pressed_on = Position(step=int(step), phase=Phase(phase) if phase else None)
            wanted = None if move == "skip" else Move(move)
        except (ValueError, TypeError):
            return
        if wanted is None:
            await self._do(self._facilitation().skip, pressed_on=pressed_on, confirmed=confirmed)
            return
        connection = use().rooms.connection(sid_of(self))
        session_id = connection.session_id if connection else ""
        await self._do(
            self._facilitation().move,
            move=wanted,
            pressed_on=pressed_on,
            here=use().rooms.seats_here(session_id),
            elsewhere=use().rooms.elsewhere(session_id),
            confirmed=confirmed,
        )

    async def _do(self, work: Callable[..., None], **arguments: object) -> None:
        """Do it as whoever is signed in, and say so when it is refused."""
        asked, self._asked = self._asked, None
        self.notice, self.asking = "", ""
        try:
            # Who it is and what they do in one go: a second thread would have to be waited for.
            await in_turn(_as_whoever_it_is, cookie_of(self), partial(work, self._code(), **arguments))
        except NeedsConfirmation as error:
            self._asked = asked
            self.asking = phrase(error.key, "nb", **error.slots)
            self.yes = yes_to(error, pressed=asked[0] if asked else "next")
        except WorkshopError as error:
            self.notice = refusal(error)
        except Exception as error:  # noqa: BLE001 -- whoever pressed must not be left without a word
            log_server_error(error)
            self.notice = phrase("error.not_done", "nb")


def _as_whoever_it_is(cookie: str | None, work: Callable[..., None]) -> None:
    person = use().sign_in.person(cookie)
    if person is None:
        raise NotAllowed("sign_in.expired")
    work(person=person)


def _number(text: object) -> object:
    """What stands in a field for a number; an empty one is 0. What is no number is left for the use case to refuse."""
    written = str(text).strip()
    return int(written or 0) if not written or (written.isascii() and written.isdigit()) else written
