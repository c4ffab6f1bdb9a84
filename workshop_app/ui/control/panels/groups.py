"""The groups: how many there are, who has somebody writing, and what they have sent in."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import OptionView, ProposalCard
from workshop_app.ui.control.panels.pieces import button, choices, frame, named, panel, say, when
from workshop_app.ui.control.state import Control

_REASONS = ("control.reason.name", "control.reason.unclear")


def group_count() -> rx.Component:
    """One press says how many; below it stands which groups nobody writes for."""
    return panel(
        say("control.how_many_groups"),
        choices("control.how_many_groups", rx.foreach(frame.group_choices, _count), class_name="group-count"),
        rx.el.p(frame.writers_line, role="status", class_name="group-line"),
        rx.el.ul(rx.foreach(frame.group_states, _state), class_name="group-states"),
    )


def _count(count: rx.Var[int]) -> rx.Component:
    return rx.el.button(
        count,
        type="button",
        on_click=Control.set_groups(count),
        aria_pressed=rx.cond(count == frame.groups, "true", "false"),
        class_name="button",
    )


def _state(group: rx.Var[OptionView]) -> rx.Component:
    is_claimed = group.mark == "claimed"
    return rx.el.li(
        rx.el.strong(group.label, rx.cond(is_claimed, " ✓", "")),
        rx.el.span(group.help),
        class_name=rx.cond(is_claimed, "group group-claimed", "group"),
    )


def waiting() -> rx.Component:
    """Proposals to read through before the room sees them."""
    return panel(
        frame.waiting_line,
        rx.el.ul(rx.foreach(frame.waiting, _waiting), class_name="judged"),
        class_name="panel-asks",
    )


def _waiting(card: rx.Var[ProposalCard]) -> rx.Component:
    return rx.el.li(
        rx.el.p(card.note, class_name="judged-group"),
        rx.el.p(card.text, class_name="judged-text"),
        rx.el.div(
            button(say("control.approve"), Control.approve(card.id), kind="primary", about=card.text),
            rx.el.details(
                rx.el.summary(*named(say("control.return"), card.text), class_name="button"),
                rx.el.p(say("control.return_why"), class_name="help"),
                rx.el.div(
                    *(button(say(reason), Control.send_back(card.id, reason)) for reason in _REASONS),
                    class_name="reasons",
                ),
            ),
            class_name="row",
        ),
        key=card.id,
        class_name="judged-one",
    )


def shown() -> rx.Component:
    """What stands on the screen, and merging of two that say the same."""
    return panel(
        say("control.shown"),
        when(frame.may_merge & (frame.shown.length() > 1), _merging_help()),
        rx.el.ul(rx.foreach(frame.shown, _shown), class_name="judged judged-shown"),
    )


def set_aside() -> rx.Component:
    """What was sent back or merged, for as long as that can be taken back."""
    return panel(
        say("control.set_aside"),
        rx.el.ul(rx.foreach(frame.set_aside, _set_aside), class_name="judged judged-shown"),
    )


def _set_aside(card: rx.Var[ProposalCard]) -> rx.Component:
    return rx.el.li(
        rx.el.p(card.note, class_name="judged-group"),
        rx.el.p(card.text, class_name="judged-text"),
        rx.el.div(_take_back(card), class_name="row"),
        key=card.id,
        class_name="judged-one",
    )


def _take_back(card: rx.Var[ProposalCard]) -> rx.Component:
    """Back to what it was, where nothing has been built on it."""
    taking_back = Control.take_back(card.id, card.state)
    return when(card.state != "", button(say("control.take_back"), taking_back, about=card.text))


def _merging_help() -> rx.Component:
    return rx.el.p(
        rx.cond(Control.merging != "", say("control.merge_which"), say("control.merge_ask")),
        role="status",
        class_name="help",
    )


def _shown(card: rx.Var[ProposalCard]) -> rx.Component:
    is_first = Control.merging == card.id
    merging = rx.cond(
        Control.merging == "",
        button(say("control.merge"), Control.begin_merge(card.id), about=card.text),
        rx.cond(
            is_first,
            button(say("control.no"), Control.dismiss),
            button(say("control.merge_into"), Control.merge(Control.merging, card.id), kind="primary", about=card.text),
        ),
    )
    return rx.el.li(
        rx.el.p(card.note, class_name="judged-group"),
        rx.el.p(card.text, class_name="judged-text"),
        rx.el.div(
            when(frame.may_merge & (frame.shown.length() > 1), merging),
            when(Control.merging == "", _take_back(card)),
            class_name="row",
        ),
        key=card.id,
        class_name=rx.cond(is_first, "judged-one judged-first", "judged-one"),
    )
