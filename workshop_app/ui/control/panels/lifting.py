"""Lifting (løft): a proposal that the unit can't decide itself is asked of the level above, if the room wants it."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.control import SentLiftView
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.ui.control.panels.pieces import button, frame, panel, say, when
from workshop_app.ui.control.state import Control


def lifting() -> rx.Component:
    """The proposals to lift, room for something else, and what has been sent."""
    return panel(
        frame.lifting.title,
        rx.el.p(frame.lifting.explain, class_name="help"),
        when(
            frame.lifting.sent.length() > 0,
            rx.el.ul(rx.foreach(frame.lifting.sent, _sent), class_name="judged judged-shown"),
        ),
        when(
            ~frame.lifting.is_full,
            rx.fragment(
                rx.foreach(frame.shown, _from_proposal),
                _form(say("lift.own"), key="own", text=rx.Var.create(""), proposal=rx.Var.create("")),
            ),
        ),
        class_name="lifting",
    )


def brought() -> rx.Component:
    """What the session opens with: the answers to what the unit has lifted."""
    return panel(
        say("lift.brought"),
        rx.el.ul(rx.foreach(frame.brought, rx.el.li), lang=frame.say_language, class_name="brought"),
    )


def _sent(lift: rx.Var[SentLiftView]) -> rx.Component:
    return rx.el.li(
        rx.el.p(lift.what, class_name="judged-text"),
        rx.el.p(lift.why, class_name="help"),
        rx.el.p(lift.expected, class_name="judged-group"),
        when(
            lift.may_take_back,
            rx.el.div(
                button(say("lift.take_back"), Control.take_lift_back(lift.id), about=lift.what), class_name="row"
            ),
        ),
        key=lift.id,
        class_name="judged-one",
    )


def _from_proposal(card: rx.Var[ProposalCard]) -> rx.Component:
    return _form(card.text, key=card.id, text=card.text, proposal=card.id)


def _form(title: rx.Var[str], *, key: rx.Var[str] | str, text: rx.Var[str], proposal: rx.Var[str]) -> rx.Component:
    return rx.el.details(
        rx.el.summary(title),
        rx.el.form(
            rx.el.input(type="hidden", name="proposal", value=proposal),
            rx.el.p(frame.lifting.ask_room, class_name="room-question"),
            _field(say("lift.what"), "what", frame.lifting.what_help, default_value=text),
            _field(say("lift.why"), "why", say("lift.public")),
            rx.el.div(
                rx.el.button(frame.lifting.button, type="submit", class_name="button button-primary"), class_name="row"
            ),
            on_submit=Control.lift,
            reset_on_submit=True,
            class_name="card-fields lift-fields",
        ),
        key=key,
        class_name="card-form",
    )


def _field(label: rx.Var[str], name: str, help_text: rx.Var[str], **attributes: object) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, rx.el.textarea(name=name, rows=2, max_length=300, **attributes)),
        rx.el.p(help_text, class_name="help"),
        class_name="field card-field",
    )
