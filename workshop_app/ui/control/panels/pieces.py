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
    named = props.pop("class_name", "")
    return rx.el.section(rx.el.h2(title), *children, class_name=f"panel {named}".strip(), **props)


def when(condition: rx.Var[bool], component: rx.Component) -> rx.Component:
    """`component`, but only then."""
    return rx.cond(condition, component, rx.fragment())


def button(label: rx.Var[str], on_click: object, *, kind: str = "") -> rx.Component:
    """A button that does what stands on it."""
    named = f"button button-{kind}" if kind else "button"
    return rx.el.button(label, type="button", on_click=on_click, class_name=named)


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
