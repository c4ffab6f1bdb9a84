"""What a unit has promised itself, as a card to read. The form to write it is the control page's."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import CommitmentView

Words = rx.Var[str] | str


def commitment_card(card: rx.Var[CommitmentView], *, who: Words, due: Words, first_step: Words) -> rx.Component:
    """A card that grows as it is written: what is not there yet takes no room. `who` … are the labels."""
    return rx.el.article(
        rx.el.span(card.position, class_name="card-number", aria_hidden="true"),
        rx.el.div(
            rx.el.h2(card.what, class_name="card-what"),
            rx.cond(card.origin != "", rx.el.p(card.origin, class_name="card-situation"), rx.fragment()),
            rx.cond(card.situation != "", rx.el.p(card.situation, class_name="card-situation"), rx.fragment()),
            rx.el.dl(
                _line(who, card.who),
                _line(due, card.due),
                _line(first_step, card.first_step),
                class_name="card-lines",
            ),
            class_name="card-words",
        ),
        class_name="commitment",
    )


def _line(label: Words, value: rx.Var[str]) -> rx.Component:
    return rx.cond(
        value != "",
        rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="card-line"),
        rx.fragment(),
    )
