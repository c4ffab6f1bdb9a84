"""Words that are not ours, always with where they are from."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import Quote


def quotation(quote: rx.Var[Quote]) -> rx.Component:
    """A quotation. It keeps its language whatever the page is in; the note may be a translation."""
    return rx.el.figure(
        rx.cond(quote.heading != "", rx.el.p(quote.heading, class_name="quotation-heading"), rx.fragment()),
        rx.el.blockquote(rx.el.p("«", quote.text, "»"), lang="nb"),
        rx.el.figcaption(
            rx.el.cite(quote.source),
            rx.cond(quote.note != "", rx.el.p(quote.note), rx.fragment()),
        ),
        class_name="quotation",
    )
