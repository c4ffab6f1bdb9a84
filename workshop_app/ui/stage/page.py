"""The projector's page: one screen at a time, chosen by the frame, and what may lie over it."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.marks import rehearsal_badge
from workshop_app.ui.stage.phases.join import join_panel
from workshop_app.ui.stage.phases.quiet import black, connection_line, waiting
from workshop_app.ui.stage.screens import SCREENS
from workshop_app.ui.stage.state import StageLive


def page() -> rx.Component:
    """The projector."""
    frame, counts = StageLive.frame, StageLive.counts
    screens = [(name, screen(frame, counts)) for name, screen in SCREENS.items()]
    # What lies under black or the code stays as it was, so that it does not begin again when uncovered.
    covered = frame.hidden | frame.code_shown
    over = rx.cond(
        frame.hidden,
        black(frame),
        rx.cond(frame.code_shown, join_panel(frame, counts), rx.fragment()),
    )
    return rx.el.main(
        rx.cond(
            frame.version > 0,
            rx.el.div(
                rx.match(frame.screen, *screens, rx.fragment()),
                # Or the browser would count what the next step has in the same place as something that jumped.
                key=frame.step,
                class_name=rx.cond(covered, "stage-screen stage-covered", "stage-screen"),
            ),
            waiting(StageLive.problem),
        ),
        over,
        rehearsal_badge(frame.badge),
        connection_line(frame),
        lang=frame.language,
        class_name="stage",
        custom_attrs={"data-version": frame.version, "data-look": frame.look},
    )
