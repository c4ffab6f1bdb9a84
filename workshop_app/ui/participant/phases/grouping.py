"""Group work: the task, who does what in the group, and the proposals of the one who writes."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.participant.controls import proposal_form
from workshop_app.ui.participant.phases import parts
from workshop_app.ui.participant.state import Phone, PhoneLive

_ROLES = ("igp.chair", "igp.secretary", "igp.guard")


def groups() -> rx.Component:
    """One phone in each group writes; the others can rest."""
    return rx.el.section(
        parts.question(),
        parts.lead(),
        parts.lines(),
        rx.el.p(PhoneLive.frame.wait, class_name="help"),
        _roles(),
        parts.who_sees(),
        proposal_form(
            frame=PhoneLive.frame,
            own=PhoneLive.own,
            on_claim=Phone.claim_group,
            on_release=Phone.release_group,
            on_propose=Phone.propose,
            on_refresh=Phone.refresh_own,
        ),
        parts.own_notes(),
        class_name="screen",
    )


def _roles() -> rx.Component:
    texts = PhoneLive.frame.texts
    rows = [rx.el.div(rx.el.dt(texts[role]), rx.el.dd(texts[f"{role}.help"])) for role in _ROLES]
    return rx.el.details(
        rx.el.summary(texts["igp.roles"]),
        rx.el.dl(*rows, class_name="roles"),
        class_name="more",
    )
