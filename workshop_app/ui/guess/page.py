"""The page where a leader guesses, and afterwards sees alone where the unit answered otherwise."""

from __future__ import annotations

import reflex as rx

from workshop_app.reports.leaders_guess import GuessSheet
from workshop_app.ui.desk import page_of, say
from workshop_app.ui.elements.desk_page import heading
from workshop_app.ui.elements.in_browser import InBrowser
from workshop_app.ui.guess.state import Guess


class LeadersGuess(InBrowser):
    """Takes the guess, keeps it in the tab and compares it there; tells nobody. `on_look` has nothing with it."""

    library = "$/public/desk/leaders_guess.js"
    tag = "LeadersGuess"
    sheet: rx.Var[GuessSheet]
    texts: rx.Var[dict[str, str]]
    on_look: rx.EventHandler[rx.event.no_args_event_spec]


_WORDS = {
    "notYet": "guess.not_yet",
    "waiting": "guess.waiting",
    "look": "guess.look",
    "forget": "guess.forget",
    "forgotten": "guess.forgotten",
    "late": "guess.late",
    "gap": "guess.gap",
    "gapHelp": "guess.gap.help",
    "higher": "guess.higher",
    "lower": "guess.lower",
    "like": "guess.like",
    "guessed": "guess.guessed",
    "key": "guess.key",
    "show": "guess.show",
    "ask": "guess.ask",
    "askHelp": "guess.ask.help",
    "yes": "guess.ask.yes",
    "no": "guess.ask.no",
    "aloud": "guess.aloud",
    "end": "guess.aloud.end",
}


def leaders_guess() -> rx.Component:
    """«Hva tror du enheten svarer?»."""
    sheet = Guess.sheet
    return page_of(
        Guess,
        heading(
            say("guess.title"),
            above=rx.el.p(rx.el.a(sheet.unit, " · ", sheet.date, href=sheet.session_path), class_name="eyebrow"),
            below=rx.el.p(say("guess.why"), class_name="lead"),
        ),
        rx.el.p(say("guess.private"), class_name="notice notice-calm"),
        LeadersGuess.create(
            sheet=sheet,
            texts={word: say(key, guess="{guess}") for word, key in _WORDS.items()},
            on_look=Guess.arrive,
        ),
        narrow=True,
    )
