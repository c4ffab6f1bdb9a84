"""Always in reach: the one big button, the way back, what was refused and what must be meant."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.in_browser import ask, big_button
from workshop_app.ui.control.panels.pieces import button, frame, say, when
from workshop_app.ui.control.state import Control


def bar() -> rx.Component:
    """The foot of the page."""
    return rx.el.section(
        _notice(),
        # Nothing is left to be asked once somebody else has ended the session.
        when(
            (Control.asking != "") & (frame.stage != "ended"),
            ask(
                text=Control.asking,
                yes=Control.yes,
                no=say("control.no"),
                on_yes=Control.confirm,
                on_no=Control.dismiss,
            ),
        ),
        rx.el.div(
            when(frame.may_back, _back()),
            when(frame.following != "", rx.el.p(frame.following, class_name="bar-following")),
            when(
                frame.may_close,
                button(say("control.close_keep_hidden"), Control.press("close", frame.step, frame.phase)),
            ),
            _next(),
            class_name="bar-buttons",
        ),
        aria_label=say("control.title"),
        class_name="press-bar",
    )


def _notice() -> rx.Component:
    """What was refused. Its place is always there, or screen readers would miss what comes into it."""
    return rx.el.div(
        when(
            Control.notice != "",
            rx.el.div(
                rx.el.p(Control.notice),
                button(say("action.close"), Control.dismiss, kind="quiet"),
                class_name="notice notice-alert notice-closable",
            ),
        ),
        role="alert",
    )


def _back() -> rx.Component:
    return rx.el.button(
        rx.el.span("←", aria_hidden="true"),
        rx.el.span(say("control.back"), class_name="bar-back-words"),
        type="button",
        on_click=Control.press("back", frame.step, frame.phase),
        class_name="button button-quiet bar-back",
    )


def _next() -> rx.Component:
    return rx.match(
        frame.stage,
        ("draft", big_button(label=say("control.open_lobby"), hint="", on_press=Control.open_lobby)),
        (
            "ended",
            rx.el.a(
                say("control.results_page"), href=frame.session_path, class_name="button button-primary big-button"
            ),
        ),
        rx.cond(
            frame.next_label != "",
            big_button(label=frame.next_label, hint="→", on_press=Control.press("next", frame.step, frame.phase)),
            big_button(label=say("control.end"), hint="", on_press=Control.press("end", frame.step, frame.phase)),
        ),
    )
