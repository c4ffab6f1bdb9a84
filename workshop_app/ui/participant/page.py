"""The phone's page."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.participant.controls import ballot
from workshop_app.ui.participant.state import Phone, PhoneLive
from workshop_app.ui.shell import connection_notice, is_offline


def page() -> rx.Component:
    frame, own = PhoneLive.frame, PhoneLive.own
    return rx.el.main(
        rx.el.h1(frame.title),
        rx.el.p(own.problem),
        rx.el.p(own.notice),
        rx.cond(
            own.joined,
            rx.fragment(
                rx.el.p(frame.question),
                rx.cond(
                    frame.ballot.widget != "",
                    ballot(
                        ballot=frame.ballot,
                        own=own,
                        receipt=PhoneLive.receipt,
                        offline=is_offline,
                        on_answer=Phone.answer,
                    ),
                ),
                rx.el.p(frame.wait),
            ),
            rx.el.button("Bli med", on_click=Phone.join),
        ),
        connection_notice("offline.now"),
    )
