"""Commitment cards, written here while the room watches; and the date of the next session."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.control import CardForm
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.ui.control.in_browser import card_field
from workshop_app.ui.control.panels.pieces import button, frame, panel, say, when
from workshop_app.ui.control.state import Control
from workshop_app.ui.elements.commitment_card import commitment_card
from workshop_app.ui.shell import is_offline


def writing() -> rx.Component:
    """Proposals to build on, and the cards. Once one is begun, it stands first."""
    has_sources = frame.may_make_card & (frame.shown.length() > 0)
    has_begun = frame.cards[0].is_written
    return rx.fragment(
        when(has_sources & ~has_begun, _sources()),
        panel(
            say("control.cards"),
            rx.el.p(say("control.cards_help"), class_name="help"),
            rx.foreach(frame.cards, _card),
            class_name="cards",
        ),
        when(has_sources & has_begun, _sources()),
    )


def _sources() -> rx.Component:
    return panel(
        say("control.card_sources"),
        rx.el.ul(rx.foreach(frame.shown, _source), class_name="judged judged-shown"),
    )


def _source(card: rx.Var[ProposalCard]) -> rx.Component:
    return rx.el.li(
        rx.el.p(card.note, class_name="judged-group"),
        rx.el.p(card.text, class_name="judged-text"),
        rx.el.div(
            button(say("control.make_card"), Control.card_from_proposal(card.id), about=card.text), class_name="row"
        ),
        key=card.id,
        class_name="judged-one",
    )


def _card(card: rx.Var[CardForm], index: rx.Var[int]) -> rx.Component:
    """Keyed by its place: a card that becomes written is still the one that is being typed in."""
    return rx.el.details(
        rx.el.summary(rx.cond(card.is_written | (index == 0), card.title, say("control.add_card"))),
        rx.el.div(
            *_fields(card),
            role="group",
            aria_label=card.title,
            class_name="card-fields",
        ),
        when(
            card.is_written,
            rx.el.div(
                rx.el.p(card.missing_line, role="status", class_name="card-missing"),
                button(say("control.remove_card"), Control.remove_card(card.position), kind="danger", about=card.title),
                class_name="card-foot",
            ),
        ),
        open=card.is_written | (index == 0),
        key=f"card-{card.position}",
        class_name="card-form",
    )


def _fields(card: rx.Var[CardForm]) -> tuple[rx.Component, ...]:
    return (
        _field(card, "what", "card.what", "text", required=True, placeholder=say("card.what.example")),
        _field(card, "situation", "card.when", "line"),
        _field(card, "who", "card.who", "line", required=True, advice=card.named),
        _field(card, "due", "card.by", "date", required=True, advice=card.late),
        _field(card, "first_step", "card.first_step", "text", required=True),
        _field(card, "notice", "card.notice", "text"),
    )


def _field(
    card: rx.Var[CardForm],
    name: str,
    key: str,
    kind: str,
    *,
    required: bool = False,
    advice: rx.Var[str] | str = "",
    placeholder: rx.Var[str] | str = "",
) -> rx.Component:
    return card_field(
        id=f"card-{card.position}-{name}",
        kind=kind,
        value=card.due_iso if name == "due" else getattr(card, name),
        label=say(key),
        help=card.due_help if name == "due" else say(f"{key}.help"),
        placeholder=placeholder,
        required=required,
        advice=advice,
        offline=is_offline,
        on_write=lambda value: Control.write_card(card.position, name, value),
    )


def written() -> rx.Component:
    """The cards as they were agreed."""
    return panel(
        say("control.cards"),
        rx.el.div(
            rx.foreach(
                frame.cards,
                lambda card: commitment_card(
                    card, who=_label("card.who"), due=_label("card.by"), first_step=_label("card.first_step")
                ),
            ),
            class_name="cards-written",
        ),
    )


def _label(key: str) -> rx.Var[str]:
    return say(key).replace(" *", "")


def next_date() -> rx.Component:
    """The date of the next session, settled while all are there; and the time, where that is known."""
    return rx.el.section(
        _when("next-date", "date", "control.next_date", frame.next_date, Control.set_next_date),
        _when("next-time", "time", "control.next_time", frame.next_time, Control.set_next_time),
        class_name="panel next-date",
    )


def _when(id_: str, kind: str, key: str, value: rx.Var[str], on_write: rx.EventHandler) -> rx.Component:
    return card_field(
        id=id_,
        kind=kind,
        value=value,
        label=say(key),
        help=say(f"{key}_help"),
        placeholder="",
        required=False,
        advice="",
        offline=is_offline,
        on_write=on_write,
    )
