"""The control screen's page."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.state import Control, ControlLive


def page() -> rx.Component:
    frame = ControlLive.frame
    return rx.el.main(
        rx.el.h1(frame.title),
        rx.el.p(ControlLive.counts.line),
        rx.el.p(Control.notice),
        rx.el.p(Control.asking),
        rx.el.button("open", on_click=Control.open_lobby),
        rx.el.button(frame.next_label, on_click=Control.press("next", frame.step, frame.phase)),
        rx.el.button("confirm", on_click=Control.confirm),
    )
