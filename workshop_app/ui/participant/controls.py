"""The controls that live on the phone itself: ballots, private notes and the proposal form.

They are React components in `assets/phone/`, because they must work while there is no server:
an answer tapped offline is kept on the phone and sent once, and notes never leave it at all.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from workshop_app.live.views.frames import BallotView, PhoneOwn, PhoneReceipt


class _OnPhone(rx.NoSSRComponent):
    """A component of our own: the module is part of the build, nothing is fetched."""

    library = "$/public/phone/controls.js"

    def _get_dependencies_imports(self) -> dict[str, Any]:  # nothing to install
        return {}


class Ballot(_OnPhone):
    """Answers the open round; keeps what is not yet acknowledged and sends it again."""

    tag = "Ballot"
    ballot: rx.Var[BallotView]
    own: rx.Var[PhoneOwn]
    receipt: rx.Var[PhoneReceipt]
    offline: rx.Var[bool]
    on_answer: rx.EventHandler[rx.event.passthrough_event_spec(dict)]


class Notes(_OnPhone):
    """Notes to oneself. No prop and no event carries them anywhere."""

    tag = "Notes"
    place: rx.Var[str]
    texts: rx.Var[dict[str, str]]


class ProposalForm(_OnPhone):
    """The group's proposals, in and under way."""

    tag = "ProposalForm"
    activity: rx.Var[str]
    start: rx.Var[str]
    most: rx.Var[int]
    own: rx.Var[PhoneOwn]
    offline: rx.Var[bool]
    texts: rx.Var[dict[str, str]]
    on_propose: rx.EventHandler[rx.event.passthrough_event_spec(str, str, str)]


ballot = Ballot.create
notes = Notes.create
proposal_form = ProposalForm.create
