"""Where the room is, what to say there, and the questions that the step asks of the facilitator."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import OptionView
from workshop_app.ui.control.in_browser import arrival
from workshop_app.ui.control.panels.pieces import button, counts, frame, panel, say, when
from workshop_app.ui.control.state import Control
from workshop_app.ui.elements.bars import bar_figure, scale_figure


def where() -> rx.Component:
    """The step at hand."""
    return rx.el.div(
        arrival(place=f"{frame.stage}/{frame.step}/{frame.phase}", words=f"{frame.title} {frame.phase_label}"),
        when(
            (frame.part != "") | (frame.phase_label != ""),
            rx.el.p(
                rx.el.span(frame.part),
                when(frame.phase_label != "", rx.el.span(frame.phase_label, class_name="now-phase")),
                class_name="now-part",
            ),
        ),
        rx.el.h1(frame.title),
        class_name="now",
    )


def spoken() -> rx.Component:
    """What to say, how many have answered, and a word of advice."""
    return rx.fragment(
        when(frame.is_voting, _answers()),
        when(frame.say.length() > 0, _spoken(frame.say, "control.say", _size(frame.say))),
        when(frame.later.length() > 0, _spoken(frame.later, "control.later", "say-later")),
        when(frame.hint != "", rx.el.p(frame.hint, class_name="now-hint")),
    )


def on_the_wall() -> rx.Component:
    """The figures that the room sees, large enough to be read out."""
    return panel(
        say("control.on_the_wall"),
        when(frame.sentence != "", rx.el.p(frame.sentence, class_name="wall-sentence")),
        rx.el.div(
            rx.cond(frame.scale, rx.foreach(frame.wall, scale_figure), rx.foreach(frame.wall, bar_figure)),
            class_name=rx.cond(frame.wall.length() > 1, "wall-figures wall-figures-two", "wall-figures"),
        ),
        class_name="on-the-wall",
    )


def _size(lines: rx.Var[list[str]]) -> rx.Var[str]:
    return rx.cond(lines.length() > 1, "say say-more", "say")


def _spoken(lines: rx.Var[list[str]], label: str, class_name: rx.Var[str] | str) -> rx.Component:
    return rx.el.div(
        rx.el.p(say(label), class_name="say-label"),
        rx.foreach(lines, lambda line: rx.el.p(line.replace("{n}", counts.here.to_string()), lang=frame.say_language)),
        class_name=class_name,
    )


def _answers() -> rx.Component:
    """How many are done, as words and as a line that fills; and that one need not wait for all."""
    return rx.el.div(
        rx.el.p(counts.done_line, class_name="answers-line"),
        rx.el.progress(value=counts.done, max=rx.cond(counts.total > 0, counts.total, 1), aria_label=counts.done_line),
        rx.el.p(say("control.wait_enough"), class_name="help"),
        class_name="answers",
    )


def room_check() -> rx.Component:
    """Before the first figures are shown: is one person here five times?"""
    return panel(
        say("control.room_question"),
        rx.el.p(
            say("say.count_people").replace("{n}", counts.here.to_string()),
            lang=frame.say_language,
            class_name="room-question",
        ),
        rx.el.div(
            button(say("control.room_ok"), Control.count_room(counts.here), kind="primary"),
            button(
                say("control.room_lock"),
                [Control.note("doors", True), Control.note("counted", True)],  # noqa: FBT003 -- values
            ),
            class_name="row",
        ),
        class_name="room-check",
    )


def choose_question() -> rx.Component:
    """Settle the question, when the room's votes have not done it or something else is wanted."""
    return panel(
        say("control.choose_question"),
        rx.el.ul(rx.foreach(frame.questions, _question), class_name="choices"),
    )


def _question(question: rx.Var[OptionView]) -> rx.Component:
    is_chosen = question.id == frame.chosen
    return rx.el.li(
        rx.el.button(
            rx.el.span(class_name="choice-mark", aria_hidden="true"),
            question.label,
            type="button",
            on_click=Control.choose_question(question.id),
            aria_pressed=rx.cond(is_chosen, "true", "false"),
            class_name="button choice",
        )
    )
