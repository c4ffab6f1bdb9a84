"""The projector's page."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.stage.state import StageLive


def page() -> rx.Component:
    frame = StageLive.frame
    return rx.el.main(
        rx.el.h1(frame.title),
        rx.el.p(frame.question),
        rx.el.p(StageLive.counts.done_line),
        rx.image(src=frame.qr) if False else rx.el.img(src=frame.qr, alt=""),
        rx.foreach(frame.groups, lambda g: rx.el.p(g.sentence)),
    )
