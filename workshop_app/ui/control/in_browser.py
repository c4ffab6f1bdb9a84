"""The pieces of the control screen that must live in the browser: keys, clocks, fields.

React components in `assets/control/`, because they react to what never reaches the server: time that
passes, a key that is pressed in the wrong place, text that is still being typed.
"""

from __future__ import annotations

import reflex as rx
from reflex.event import no_args_event_spec, passthrough_event_spec

from workshop_app.live.views.frames.parts import Timer
from workshop_app.ui.elements.in_browser import InBrowser


class Keys(InBrowser):
    """Listens for the shortcuts, and shows the list of them."""

    library = "$/public/control/keys.js"
    tag = "Keys"
    letters: rx.Var[str]
    asking: rx.Var[bool]
    title: rx.Var[str]
    lines: rx.Var[list[str]]
    close: rx.Var[str]
    on_next: rx.EventHandler[no_args_event_spec]
    on_back: rx.EventHandler[no_args_event_spec]
    on_code: rx.EventHandler[no_args_event_spec]
    on_black: rx.EventHandler[no_args_event_spec]
    on_time: rx.EventHandler[no_args_event_spec]
    on_look: rx.EventHandler[no_args_event_spec]


class Ask(InBrowser):
    """Asks once before something that can't be undone."""

    library = "$/public/control/ask.js"
    tag = "Ask"
    text: rx.Var[str]
    yes: rx.Var[str]
    no: rx.Var[str]
    on_yes: rx.EventHandler[no_args_event_spec]
    on_no: rx.EventHandler[no_args_event_spec]


class BigButton(InBrowser):
    """What happens next."""

    library = "$/public/control/big_button.js"
    tag = "BigButton"
    label: rx.Var[str]
    hint: rx.Var[str]
    on_press: rx.EventHandler[no_args_event_spec]


class PhaseClock(InBrowser):
    """What is left of the phase. Rings once when it is out."""

    library = "$/public/control/clock.js"
    tag = "PhaseClock"
    timer: rx.Var[Timer]
    left: rx.Var[str]
    over: rx.Var[str]
    up: rx.Var[str]
    sound_on: rx.Var[str]
    sound_off: rx.Var[str]


class SessionClock(InBrowser):
    """Minutes used of those planned, and what to leave out when it is late."""

    library = "$/public/control/clock.js"
    tag = "SessionClock"
    seconds: rx.Var[int]
    due: rx.Var[int]
    running: rx.Var[bool]
    version: rx.Var[int]
    line: rx.Var[str]
    late: rx.Var[str]


class CardField(InBrowser):
    """A field of a commitment card: sends what is typed after a pause, and never loses it to a late frame."""

    library = "$/public/control/card_field.js"
    tag = "CardField"
    id: rx.Var[str]
    kind: rx.Var[str]
    value: rx.Var[str]
    label: rx.Var[str]
    help: rx.Var[str]
    placeholder: rx.Var[str]
    required: rx.Var[bool]
    advice: rx.Var[str]
    offline: rx.Var[bool]
    on_write: rx.EventHandler[passthrough_event_spec(str)]


class Arrival(InBrowser):
    """Begins each new step at the top of the page, and has its name read out."""

    library = "$/public/control/arrival.js"
    tag = "Arrival"
    place: rx.Var[str]
    words: rx.Var[str]


class Introduction(InBrowser):
    """What the control screen is, in three short screens, once for each browser."""

    library = "$/public/control/introduction.js"
    tag = "Introduction"
    title: rx.Var[str]
    headings: rx.Var[list[str]]
    screens: rx.Var[list[str]]
    next: rx.Var[str]
    done: rx.Var[str]
    skip: rx.Var[str]
    again: rx.Var[str]


keys = Keys.create
ask = Ask.create
big_button = BigButton.create
phase_clock = PhaseClock.create
session_clock = SessionClock.create
card_field = CardField.create
arrival = Arrival.create
introduction = Introduction.create
