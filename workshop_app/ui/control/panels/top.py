"""Above everything: which session, how long it has lasted, who is here, and what needs attention."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.in_browser import session_clock
from workshop_app.ui.control.panels.pieces import button, counts, frame, say, when
from workshop_app.ui.control.state import Control
from workshop_app.ui.shell import connection_notice


def top() -> rx.Component:
    """Which session, who is here, and the time."""
    return rx.el.div(
        rx.el.div(
            rx.el.p(frame.unit, class_name="top-unit"),
            rx.el.p(frame.held_on, " · ", say("stage.code"), " ", rx.el.strong(frame.code), class_name="top-session"),
        ),
        when((frame.stage == "lobby") | (frame.stage == "running"), rx.el.p(counts.line, class_name="top-counts")),
        when(
            frame.stage != "ended",
            session_clock(
                seconds=frame.seconds_used,
                due=frame.minutes_due,
                running=frame.is_timed,
                version=frame.version,
                line=frame.time_line,
                late=frame.late_line,
            ),
        ),
        class_name="top",
    )


def notices() -> rx.Component:
    """What should be known. The places are always there, so that they are read out."""
    return rx.el.div(
        connection_notice("control.offline"),
        rx.el.div(
            when(counts.controls > 1, rx.el.p(say("control.other_control"))),
            when(frame.doors_closed, rx.el.p(say("control.doors_closed"))),
            role="status",
            class_name="quiet-notices",
        ),
        _encryption(),
        class_name="notices",
    )


def _encryption() -> rx.Component:
    return rx.fragment(
        when(
            frame.ask_http & (frame.stage != "ended"),
            rx.el.div(
                rx.el.p(say("control.http_warning")),
                button(say("control.http_accept"), Control.note("http", True)),  # noqa: FBT003 -- a value
                class_name="notice notice-alert notice-closable",
            ),
        ),
        when(
            frame.http_refused & (frame.stage != "ended"),
            rx.el.p(say("control.http_refused"), class_name="notice notice-alert"),
        ),
    )
