"""The phone's page: what is always there, and one screen chosen by the frame."""

from __future__ import annotations

import reflex as rx

from workshop_app.phrases import phrase
from workshop_app.ui.elements.kept_focus import kept_focus
from workshop_app.ui.elements.marks import rehearsal_badge
from workshop_app.ui.participant import controls
from workshop_app.ui.participant.phases import grouping, joining, listening, voting
from workshop_app.ui.participant.state import Phone, PhoneLive
from workshop_app.ui.shell import is_offline


def page() -> rx.Component:
    """Never guarded by hydration: a reconnecting phone keeps what it shows, and what is half-typed."""
    frame = PhoneLive.frame
    return rx.el.main(
        kept_focus(),
        controls.surroundings(language=frame.language, step=frame.step),
        controls.connection(offline=is_offline, soon=_spoken("offline.server"), long=_spoken("offline.long")),
        rx.el.p(frame.announcement, role="status", class_name="visually-hidden"),
        controls.courier(
            ballot=frame.ballot,
            own=PhoneLive.own,
            receipt=PhoneLive.receipt,
            offline=is_offline,
            step=frame.step,
            proposing=frame.takes_proposals,
            texts=frame.texts,
            on_answer=Phone.answer,
            on_refresh=Phone.refresh_own,
        ),
        rehearsal_badge(frame.badge),
        _where_one_stands(),
        class_name="phone",
        lang=frame.language,
        custom_attrs={
            "data-screen": rx.cond(PhoneLive.own.joined, frame.screen, "door"),
            "data-widget": frame.ballot.widget,
            "data-version": frame.version,
        },
    )


def _where_one_stands() -> rx.Component:
    """At the door or inside. Nothing is known before the server has said what belongs to this phone."""
    frame, own = PhoneLive.frame, PhoneLive.own
    return rx.cond(
        own.problem != "",
        joining.problem(),
        rx.cond(
            (own.arrivals == 0) | (frame.screen == ""),
            joining.moment(),
            controls.turns(
                rx.cond(frame.screen == "not-open", joining.not_open(), joining.welcome()),
                _inside(),
                _between(),
                own=own,
                screen=rx.cond(frame.step == "ended", "ended", frame.screen),
                title=frame.title,
                ballot=frame.ballot,
                texts=frame.texts,
                on_join=Phone.join,
                on_leave=Phone.leave,
            ),
        ),
    )


def _inside() -> rx.Component:
    frame = PhoneLive.frame
    return rx.fragment(
        controls.place(
            rx.el.header(
                rx.cond(frame.part != "", rx.el.p(frame.part, class_name="part"), rx.fragment()),
                rx.el.h1(frame.title),
                class_name="screen-head",
            ),
            rx.match(
                frame.screen,
                ("wait", listening.waiting()),
                ("slide", listening.slide()),
                ("ballot", voting.open_ballot()),
                ("result", voting.result()),
                ("talk", listening.talk()),
                ("groups", grouping.groups()),
                ("commitments", listening.commitments()),
                ("ended", listening.ended()),
                ("not-open", joining.not_open()),
                listening.waiting(),
            ),
            place=frame.step,
        ),
        controls.place(rx.cond(frame.step != "ended", _footer(), rx.fragment()), place=frame.step),
    )


def _between() -> rx.Component:
    """What the next person may want to know, and the way out of sharing."""
    return rx.el.div(joining.promises(), joining.languages(), joining.sharing(), class_name="between")


def _footer() -> rx.Component:
    """What one seldom needs, out of the way."""
    texts = PhoneLive.frame.texts
    return rx.el.footer(
        rx.el.details(
            rx.el.summary(texts["join.language"], " · ", texts["button.leave"]),
            joining.languages(),
            controls.buzz_choice(label=texts["phone.buzz"]),
            joining.sharing(),
            rx.el.p(texts["leave.explain"], class_name="help"),
            rx.el.button(texts["button.leave"], type="button", on_click=Phone.leave, class_name="button"),
            class_name="more",
        ),
        class_name="screen-foot",
    )


def _spoken(key: str) -> rx.Var[str]:
    """A connection phrase: as the frame has it, or what was built in while no frame has come."""
    return rx.cond(PhoneLive.frame.version > 0, PhoneLive.frame.texts[key], phrase(key, "nb"))
