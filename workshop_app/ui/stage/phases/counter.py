"""How many are done: the one figure that an open vote has."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames import Counts, StageFrame


def done_line(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """How many are done, while that is being counted."""
    return rx.cond(
        (frame.counting != "") & (counts.total > 0), rx.el.p(counts.done_line, class_name="counter"), rx.fragment()
    )
