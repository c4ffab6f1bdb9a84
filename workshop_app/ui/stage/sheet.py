"""What the projector's screens have in common: where the heading, the foot and the code stand.

The heading never depends on anything that is revealed, so that nothing moves when bars appear.
"""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.ui.elements.logo import logo
from workshop_app.ui.elements.timer import soft_timer
from workshop_app.ui.stage.fit import fit

#: Headings of more characters than this are set smaller; more than the second, smaller still.
_LONG, _LONGER = 46, 84


def sheet(
    frame: rx.Var[StageFrame],
    *body: rx.Component,
    kind: str,
    heading: rx.Var[str] | None = None,
    mode: rx.Var[str] | None = None,
    foot: rx.Component | None = None,
    timed: bool = False,
    band: rx.Component | None = None,
    most: float = 1,
) -> rx.Component:
    """One screen: part and timer on top, the heading, a band of one height, the body that always fits, and the foot.

    `most` is how much larger than usual the body's text may be where there is little of it.
    """
    asked = heading if heading is not None else rx.cond(frame.question != "", frame.question, frame.title)
    return rx.el.article(
        rx.el.header(
            rx.el.p(rx.cond(frame.part != asked, frame.part, ""), class_name="sheet-part"),
            _pill(mode if mode is not None else frame.mode),
            timer(frame) if timed else rx.fragment(),
            class_name="sheet-top",
        ),
        rx.el.h1(asked, class_name=_size(asked)),
        rx.el.div(band, class_name="sheet-band") if band else rx.fragment(),
        fit(*body, most=most, class_name="sheet-body"),
        rx.el.footer(
            rx.el.div(foot or rx.fragment(), class_name="sheet-note"),
            rx.el.p(
                rx.el.span(frame.address),
                rx.el.span(" · ", frame.texts["code"], " "),
                rx.el.strong(frame.code),
                class_name="sheet-code",
            ),
            class_name="sheet-foot",
        ),
        class_name=f"sheet sheet-{kind} sheet-banded" if band else f"sheet sheet-{kind}",
    )


def timer(frame: rx.Var[StageFrame]) -> rx.Component:
    """How much is left of what the room is doing."""
    return soft_timer(
        timer=frame.timer,
        minutes=frame.texts["minutes_left"],
        minute=frame.texts["minute_left"],
        soon=frame.texts["time_soon"],
    )


def wall_logo(frame: rx.Var[StageFrame]) -> rx.Component:
    """The municipality's logo in its corner, where the frame has one."""
    return rx.cond(frame.logo.src != "", logo(frame.logo, class_name="wall-logo"), rx.fragment())


def when(text: rx.Var[str], **props: object) -> rx.Component:
    """A paragraph that is only there when there is something to say."""
    return rx.cond(text != "", rx.el.p(text, **props), rx.fragment())


def text_lines(lines: rx.Var[list[str]], class_name: str) -> rx.Component:
    """A list of lines, if there are any."""
    return rx.cond(
        lines.length() > 0,
        rx.el.ul(rx.foreach(lines, rx.el.li), class_name=class_name),
        rx.fragment(),
    )


def _pill(mode: rx.Var[str]) -> rx.Component:
    return when(mode, class_name="sheet-mode")


def _size(text: rx.Var[str]) -> rx.Var[str]:
    length = text.length()
    smaller = rx.cond(length > _LONG, "sheet-heading sheet-heading-long", "sheet-heading")
    return rx.cond(length > _LONGER, "sheet-heading sheet-heading-longer", smaller)
