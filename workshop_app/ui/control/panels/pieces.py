"""What several panels are made of."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.control.state import Control, ControlLive

frame = ControlLive.frame
counts = ControlLive.counts


def say(key: str) -> rx.Var[str]:
    """A phrase from the frame."""
    return frame.texts[key]


def panel(title: rx.Var[str], *children: rx.Component, **props: object) -> rx.Component:
    """A piece of work under its heading."""
    more = props.pop("class_name", "")
    return rx.el.section(rx.el.h2(title), *children, class_name=f"panel {more}".strip(), **props)


def when(condition: rx.Var[bool], component: rx.Component) -> rx.Component:
    """`component`, but only then."""
    return rx.cond(condition, component, rx.fragment())


def button(label: rx.Var[str], on_click: object, *, kind: str = "", about: rx.Var[str] | None = None) -> rx.Component:
    """A button that does what stands on it. `about` tells its name from those of its sisters (`named`)."""
    class_name = f"button button-{kind}" if kind else "button"
    return rx.el.button(*named(label, about), type="button", on_click=on_click, class_name=class_name)


def named(label: rx.Var[str], about: rx.Var[str] | None) -> tuple[object, ...]:
    """What stands on one of several alike, and to the ear also what it is about."""
    return (label,) if about is None else (label, rx.el.span(": ", about, class_name="visually-hidden"))


def choices(label: str, *children: rx.Component, class_name: str) -> rx.Component:
    """Buttons of which one is pressed, under a name that says what they answer."""
    return rx.el.div(*children, role="group", aria_label=say(label), class_name=class_name)


def toggle(
    *, is_on: rx.Var[bool], name: str, to_on: str, to_off: str, is_marked: rx.Var[bool] | None = None
) -> rx.Component:
    """A button that sets what it names, and takes it back: the words say what the next press does.

    It is marked while things are not as they usually are.
    """
    return rx.el.button(
        rx.cond(is_on, say(to_off), say(to_on)),
        type="button",
        on_click=Control.note(name, ~is_on),
        class_name=rx.cond(is_on if is_marked is None else is_marked, "button tool tool-on", "button tool"),
    )
