"""The control screen's page: where we are in the middle, what the room sees beside it, one button below."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.control.panels import cards, following_up, groups, hands, lifting
from workshop_app.ui.control.panels.bar import bar
from workshop_app.ui.control.panels.before import before, way_in
from workshop_app.ui.control.panels.now import choose_question, on_the_wall, room_check, spoken, where
from workshop_app.ui.control.panels.picking import picking
from workshop_app.ui.control.panels.pieces import frame, say, when
from workshop_app.ui.control.panels.run_sheet import run_sheet
from workshop_app.ui.control.panels.side import clock, room_picture, tools
from workshop_app.ui.control.panels.top import notices, top
from workshop_app.ui.control.state import ControlLive
from workshop_app.ui.elements.kept_focus import kept_focus
from workshop_app.ui.elements.marks import rehearsal_badge


def page() -> rx.Component:
    """The control screen."""
    return rx.el.div(
        rx.cond(
            ControlLive.problem != "",
            _problem(),
            rx.cond(frame.stage != "", _session(), _waiting()),
        ),
        lang=frame.language,
        class_name="control",
        custom_attrs={"data-version": frame.version},
    )


def _session() -> rx.Component:
    return rx.fragment(
        kept_focus(),
        rehearsal_badge(frame.badge),
        rx.el.header(top(), notices()),
        rx.el.div(
            when(frame.stage != "ended", run_sheet()),
            rx.el.main(
                where(),
                _pressing(),
                spoken(),
                when(frame.wall.length() > 0, on_the_wall()),
                _work(),
                class_name="work",
            ),
            when(frame.stage != "ended", _side()),
            class_name=rx.cond(frame.stage == "ended", "desk desk-ended", "desk"),
        ),
        bar(),
    )


def _side() -> rx.Component:
    return rx.el.aside(
        room_picture(),
        when(frame.stage == "running", clock()),
        tools(),
        aria_label=say("control.tools"),
        class_name="side",
    )


def _pressing() -> rx.Component:
    """What waits for the facilitator's word, before anything is said."""
    return rx.fragment(
        when(frame.stage == "lobby", way_in()),
        when(frame.ask_room, room_check()),
        when(frame.questions.length() > 0, choose_question()),
        when(frame.waiting.length() > 0, groups.waiting()),
    )


def _work() -> rx.Component:
    """What this step asks of the facilitator besides."""
    return rx.match(
        frame.stage,
        ("ended", _ended()),
        (
            "running",
            rx.fragment(
                when(frame.picks.length() > 0, picking()),
                when(frame.hands.length() > 0, hands.hands()),
                when(frame.asks_groups, groups.group_count()),
                when((frame.shown.length() > 0) & ~frame.writes_cards, groups.shown()),
                when(frame.set_aside.length() > 0, groups.set_aside()),
                when(frame.follow.what != "", following_up.following_up()),
                when(frame.writes_cards, cards.writing()),
                when((frame.cards.length() > 0) & ~frame.writes_cards, cards.written()),
                when(frame.lifting.title != "", lifting.lifting()),
                when(frame.asks_date, cards.next_date()),
            ),
        ),
        rx.fragment(when(frame.brought.length() > 0, lifting.brought()), before()),
    )


def _ended() -> rx.Component:
    return rx.fragment(
        rx.el.p(say("control.minutes_ready"), class_name="notice notice-calm"),
        when(frame.cards.length() > 0, cards.written()),
    )


def _waiting() -> rx.Component:
    return rx.el.main(rx.el.p(phrase("control.waiting_for_frame", "nb"), role="status"), class_name="control-quiet")


def _problem() -> rx.Component:
    return rx.el.main(
        rx.el.h1(ControlLive.problem),
        rx.el.a(phrase("page.home", "nb"), href="/", class_name="button button-primary"),
        class_name="control-quiet",
    )
