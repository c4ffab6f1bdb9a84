"""The phone's adapter: from browser events to `services.participation`, and receipts back.

Answers never become State variables: they would outlive their deletion in the server's memory.
Every public method can be called by any client, so each finds the seat anew from the token that the
browser keeps, and trusts no argument.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from secrets import randbelow

import reflex as rx

from workshop_app.domain.agenda import Language
from workshop_app.domain.errors import NotAllowed, WorkshopError
from workshop_app.live.error_log import log_server_error
from workshop_app.live.push import FrameState
from workshop_app.live.room import Connection, Role
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.live.views.frames.phone import OwnAnswerView, PhoneFrame, PhoneOwn, PhoneReceipt
from workshop_app.phrases import phrase
from workshop_app.services.addresses import is_encrypted
from workshop_app.services.arrivals import Knock, Seat
from workshop_app.services.in_thread import in_turn
from workshop_app.ui.arriving import until_done
from workshop_app.ui.browser import code_in_path, network_of, origin_of, query_of, sid_of
from workshop_app.ui.wiring import use, use_for

#: Numbers that arrivals are told apart by; any browser can read them.
_MOST_ARRIVALS = 2**31


class PhoneLive(FrameState, rx.State):
    """What the phone shows. Only `live.push` writes it."""

    frame: PhoneFrame = PhoneFrame()
    own: PhoneOwn = PhoneOwn()
    receipt: PhoneReceipt = PhoneReceipt()


class Phone(rx.State):
    """What a phone can do. The browser keeps its seats and pens; the server keeps their hashes."""

    #: Two tabs at once are one person.
    seats: str = rx.LocalStorage("{}", name="workshop_seats", sync=True)
    pens: str = rx.LocalStorage("{}", name="workshop_pens", sync=True)
    language: str = rx.LocalStorage("", name="workshop_language")
    _arrivals: int = 0

    @rx.event
    @until_done
    async def arrive(self) -> None:
        """Find the session and show where it is; runs at every first load and every reconnect."""
        # Not counted: a state that was lost would count from the beginning, and an arrival look like one before.
        self._arrivals = 1 + randbelow(_MOST_ARRIVALS)
        try:
            found = await use_for(self._code()).arrivals.find(self._knock())
        except WorkshopError as error:
            await self._own(problem=self._why_not(error))
            return
        await self._enter(found.session_id, seat=found.token, language=found.language)

    @rx.event
    async def join(self, token: str = "") -> AsyncIterator[None]:
        """Take a seat; `token` is what the browser has drawn for it, so that it can ask again."""
        try:
            seat = await use_for(self._code()).arrivals.join(replace(self._knock(), drawn=token))
        except WorkshopError as error:
            await self._own(notice=self._why_not(error))
            return
        except Exception as error:  # noqa: BLE001 -- whoever pressed must not be left without a word
            await self._own(notice=self._why_not(error, "join.not_yet"), again=True)
            return
        self.seats = json.dumps({**_kept(self.seats), seat.code: seat.token})
        # Kept by the browser before it shows anything: whoever reloads at once is still in. So with all that it keeps.
        yield
        await self._enter(seat.session_id, seat=seat.token, language=seat.language)

    @rx.event
    async def answer(self, ballot: dict) -> None:  # type: ignore[type-arg]  # whatever a browser sent
        """Store an answer and say what became of it, to this phone only.

        One that overtakes its phone's arrival is not refused: the phone sends it again when it has arrived.
        """
        sid, code = sid_of(self), self._code()
        connection = use().rooms.connection(sid)
        if connection is None:
            return
        receipt = PhoneReceipt(
            run=str(ballot.get("run", ""))[:64],
            round=str(ballot.get("round", ""))[:16],
            seq=ballot["seq"] if isinstance(ballot.get("seq"), int) else 0,
            arrivals=self._arrivals,
        )
        try:
            seat = _seat_of(connection, code)
            stored = await use_for(code).participation.answer(
                seat,
                run_id=ballot.get("run"),
                round_=ballot.get("round"),
                seq=ballot.get("seq"),
                payload=ballot,
                encrypted=is_encrypted(origin_of(self)),
            )
        except WorkshopError as error:
            receipt = replace(receipt, state="refused", message=self._why_not(error))
        except Exception as error:  # noqa: BLE001 -- the phone keeps the answer, and sends it again by itself
            receipt = replace(receipt, state="failed", message=self._why_not(error, "error.not_yet"))
        else:
            message = "" if stored else phrase("error.vote_closed", self._spoken())
            receipt = replace(receipt, state="stored" if stored else "closed", message=message)
            use().rooms.counts_changed(seat.session_id)
        await use().rooms.tell(sid, Role.PHONE, {"receipt": receipt})

    @rx.event
    async def claim_group(self, activity: str, group: int) -> AsyncIterator[None]:
        """Write for a group from now on."""
        pens = _kept(self.pens)
        try:
            pen = await in_turn(
                use_for(self._code()).participation.claim_group,
                self._seat(),
                activity_id=activity,
                group=group,
                writer=pens.get(self._pen_name(activity)),
            )
        except Exception as error:  # noqa: BLE001 -- whoever pressed must not be left without a word
            await self._tell_own(notice=self._why_not(error))
            return
        self.pens = json.dumps({**pens, self._pen_name(activity): pen})
        yield
        await self._tell_own()

    @rx.event
    async def release_group(self, activity: str) -> None:
        """Stop writing for a group."""
        pen = _kept(self.pens).get(self._pen_name(activity))
        if pen is not None:
            with suppress(WorkshopError):
                await in_turn(
                    use_for(self._code()).participation.release_group, self._seat(), activity_id=activity, writer=pen
                )
        await self._tell_own()

    @rx.event
    async def propose(self, activity: str, text: str, proposal: str) -> None:
        """Hand in a proposal for the group; `proposal` names a returned one that this replaces."""
        pen = _kept(self.pens).get(self._pen_name(activity), "")
        try:
            await in_turn(
                use_for(self._code()).participation.propose,
                self._seat(),
                activity_id=activity,
                writer=pen,
                text=text,
                proposal=proposal or None,
            )
        except Exception as error:  # noqa: BLE001 -- the phone keeps the text, and sends it again by itself
            await self._tell_own(notice=self._why_not(error, "error.not_yet"))
            return
        await self._tell_own(notice=phrase("proposal.sent", self._spoken()))

    @rx.event
    async def refresh_own(self) -> None:
        """Read again what belongs to this phone: its group's proposals may have been judged."""
        # Counted, since a page does not notice that it has been told the same again.
        self._arrivals += 1
        await self._tell_own()

    @rx.event
    async def choose_language(self, language: str) -> AsyncIterator[None]:
        """Read the session in another language from now on."""
        if language in set(Language):
            self.language = language
            yield
            await Phone.arrive.fn(self)

    @rx.event
    async def leave(self) -> None:
        """Give the seat up and go back to the start."""
        code = self._code()
        with suppress(WorkshopError):
            await in_turn(use_for(self._code()).participation.leave, self._seat())
        self.seats = json.dumps({kept: token for kept, token in _kept(self.seats).items() if kept != code})
        use().rooms.give_up_seat(sid_of(self))
        await Phone.arrive.fn(self)

    def _knock(self) -> Knock:
        return Knock(
            code=self._code(),
            token=_kept(self.seats).get(self._code()),
            network=network_of(self),
            scanned=query_of(self, "k"),
            connection=sid_of(self),
        )

    def _code(self) -> str:
        return use().participation.folded(code_in_path(self))

    def _spoken(self) -> str:
        """What this phone has chosen, else what the session is held in."""
        if self.language in set(Language):
            return self.language
        connection = use().rooms.connection(sid_of(self))
        return connection.language if connection else Language.BOKMAL.value

    def _why_not(self, error: Exception, otherwise: str = "error.not_done") -> str:
        """A refusal in its own words; what is not one is noted in the log, and said with `otherwise`."""
        if isinstance(error, WorkshopError):
            return phrase(error.key, self._spoken(), **error.slots)
        log_server_error(error)
        return phrase(otherwise, self._spoken())

    def _pen_name(self, activity: str) -> str:
        return f"{self._code()}/{activity}"

    def _seat(self) -> Seat:
        """The seat of this very connection. Raises `NotAllowed` for one that has not joined."""
        return _seat_of(use().rooms.connection(sid_of(self)), self._code())

    async def _enter(self, session_id: str, *, seat: str, language: str) -> None:
        spoken = self.language if self.language in set(Language) else language
        connection = Connection(sid=sid_of(self), session_id=session_id, role=Role.PHONE, language=spoken, seat=seat)
        await use().rooms.enter(connection)
        await self._tell_own()

    async def _tell_own(self, *, notice: str = "") -> None:
        """Send what belongs to this phone alone, read afresh."""
        connection = use().rooms.connection(sid_of(self))
        if connection is None:
            return
        if not connection.seat:
            await self._own(notice=notice)
            return
        own = await use_for(self._code()).arrivals.own(self._seat(), pens=_kept(self.pens))
        answers = [
            OwnAnswerView(round=answer.round, seq=answer.seq, done=answer.done, answer=answer.answer or "")
            for answer in own.answers
        ]
        cards = [
            ProposalCard(
                id=proposal.id,
                text=proposal.text,
                state=proposal.state,
                group=proposal.group,
                note=phrase(proposal.reason, connection.language) if proposal.reason else "",
            )
            for proposal in own.proposals
        ]
        await self._own(joined=True, notice=notice, run=own.run, answers=answers, group=own.group or 0, proposals=cards)

    async def _own(self, **values: object) -> None:
        own = PhoneOwn(arrivals=self._arrivals, **values)  # type: ignore[arg-type]  # fields by name
        await use().rooms.tell(sid_of(self), Role.PHONE, {"own": own})


def _seat_of(connection: Connection | None, code: str) -> Seat:
    if connection is None or connection.role is not Role.PHONE or not connection.seat:
        raise NotAllowed("error.not_saved")
    return Seat(
        session_id=connection.session_id,
        code=code,
        token=connection.seat,
        language=connection.language,
    )


def _kept(text: str) -> dict[str, str]:
    """What the browser kept, or nothing where it has been tampered with."""
    try:
        kept = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return {str(k): v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}
