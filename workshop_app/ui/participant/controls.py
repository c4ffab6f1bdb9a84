"""The controls that live on the phone itself: ballots, private notes and the proposal form.

They are React components in `assets/phone/`, because they must work while there is no server:
an answer tapped offline is kept on the phone and sent once, and notes never leave it at all.
"""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.phone import BallotView, PhoneFrame, PhoneOwn, PhoneReceipt
from workshop_app.ui.elements.in_browser import InBrowser


class _OnPhone(InBrowser):
    """A component of our own: the module is part of the build, nothing is fetched."""

    library = "$/public/phone/controls.js"


class Ballot(_OnPhone):
    """Takes an answer to the open round. `explanations` stand on the first screen of the pulse."""

    tag = "Ballot"
    ballot: rx.Var[BallotView]
    explanations: rx.Var[list[str]]


class Courier(_OnPhone):
    """Carries answers to the server and keeps each until it is acknowledged. Always on the page."""

    tag = "Courier"
    ballot: rx.Var[BallotView]
    own: rx.Var[PhoneOwn]
    receipt: rx.Var[PhoneReceipt]
    offline: rx.Var[bool]
    step: rx.Var[str]
    proposing: rx.Var[bool]
    texts: rx.Var[dict[str, str]]
    on_answer: rx.EventHandler[rx.event.passthrough_event_spec(dict)]
    on_refresh: rx.EventHandler[rx.event.no_args_event_spec]


class Notes(_OnPhone):
    """Notes to oneself. No prop and no event carries them anywhere."""

    tag = "Notes"
    activity: rx.Var[str]
    texts: rx.Var[dict[str, str]]


class NotesAtEnd(_OnPhone):
    """The notes when the session is over: deleted, unless they were to stay."""

    tag = "NotesAtEnd"
    ended: rx.Var[bool]
    texts: rx.Var[dict[str, str]]


class ProposalForm(_OnPhone):
    """The group's proposals, in and under way."""

    tag = "ProposalForm"
    frame: rx.Var[PhoneFrame]
    own: rx.Var[PhoneOwn]
    on_claim: rx.EventHandler[rx.event.passthrough_event_spec(str, int)]
    on_release: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_propose: rx.EventHandler[rx.event.passthrough_event_spec(str, str, str)]
    on_refresh: rx.EventHandler[rx.event.no_args_event_spec]


class Audience(_OnPhone):
    """Who sees what one does here, with a drawing."""

    tag = "Audience"
    kind: rx.Var[str]
    label: rx.Var[str]


class BuzzChoice(_OnPhone):
    """Whether this phone buzzes when an answer is stored. Draws nothing where it can't."""

    tag = "BuzzChoice"
    label: rx.Var[str]


class CodeForm(_OnPhone):
    """The field for the session's code. `wrong`: the last one led nowhere."""

    tag = "CodeForm"
    texts: rx.Var[dict[str, str]]
    wrong: rx.Var[bool]


class JoinButton(_OnPhone):
    """«Bli med», and `busy` while it takes its time. The press is kept until one is in."""

    tag = "JoinButton"
    label: rx.Var[str]
    busy: rx.Var[str]


class Languages(_OnPhone):
    """The session in another language, on this phone only. `names`: each language's own word for itself."""

    tag = "Languages"
    legend: rx.Var[str]
    names: rx.Var[dict[str, str]]
    language: rx.Var[str]
    on_choose: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class Surroundings(_OnPhone):
    """Draws nothing: the document's language, and the top of a new step."""

    tag = "Surroundings"
    language: rx.Var[str]
    step: rx.Var[str]


class Connection(_OnPhone):
    """What is said while the server is away: `soon` at first, `long` when it takes its time."""

    tag = "Connection"
    offline: rx.Var[bool]
    soon: rx.Var[str]
    long: rx.Var[str]


class Turns(_OnPhone):
    """Its children are the door, the inside, and what stands below between two turns of a phone that is shared."""

    tag = "Turns"
    own: rx.Var[PhoneOwn]
    screen: rx.Var[str]
    title: rx.Var[str]
    ballot: rx.Var[BallotView]
    texts: rx.Var[dict[str, str]]
    on_join: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_leave: rx.EventHandler[rx.event.no_args_event_spec]


class ShareChoice(_OnPhone):
    """Whether this phone is shared by a table. Known to this browser only."""

    tag = "ShareChoice"
    label: rx.Var[str]
    help: rx.Var[str]


class Place(_OnPhone):
    """Its children, made anew where `place` becomes another, so that nothing jumps; not while one writes in them."""

    tag = "Place"
    place: rx.Var[str]


class Words(_OnPhone):
    """A text whose long words may be broken after a stroke."""

    tag = "Words"
    text: rx.Var[str]


audience = Audience.create
ballot = Ballot.create
buzz_choice = BuzzChoice.create
code_form = CodeForm.create
connection = Connection.create
courier = Courier.create
join_button = JoinButton.create
languages = Languages.create
notes = Notes.create
notes_at_end = NotesAtEnd.create
place = Place.create
proposal_form = ProposalForm.create
share_choice = ShareChoice.create
surroundings = Surroundings.create
turns = Turns.create
words = Words.create
