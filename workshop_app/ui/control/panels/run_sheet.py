"""The run-sheet: every step of the session, what is behind, what is now and what comes."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.control import AgendaLine
from workshop_app.ui.control.panels.pieces import frame, say, when


def run_sheet() -> rx.Component:
    """All steps, under the headings of their parts."""
    return rx.el.nav(
        rx.el.h2(say("control.run_sheet"), id="run-sheet"),
        rx.el.ol(rx.foreach(frame.agenda, _line), tab_index=0, aria_labelledby="run-sheet"),
        aria_labelledby="run-sheet",
        class_name="run-sheet",
    )


def _line(line: rx.Var[AgendaLine]) -> rx.Component:
    return rx.el.li(
        # A part that is called what its first step is called is heard once.
        when(
            line.heading != "",
            rx.el.span(
                line.heading, class_name="run-part", aria_hidden=rx.cond(line.heading == line.title, "true", "false")
            ),
        ),
        rx.el.span(
            rx.el.span(class_name="run-mark", aria_hidden="true"),
            rx.el.span(line.title, class_name="run-title"),
            rx.el.span(line.time, class_name="run-time"),
            rx.el.span(line.label, class_name=rx.cond(line.state == "now", "run-label", "visually-hidden")),
            class_name="run-step",
        ),
        aria_current=rx.cond(line.state == "now", "step", "false"),
        class_name=f"run-line run-{line.state}",
    )
