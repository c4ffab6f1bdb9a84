"""How many are done: the one figure that an open vote has."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.counts import Counts
from workshop_app.live.views.frames.stage import StageFrame


def done_line(frame: rx.Var[StageFrame], counts: rx.Var[Counts]) -> rx.Component:
    """How many are done, while that is being counted, and a line that fills without a sound."""
    share = rx.cond(counts.total > 0, counts.done / counts.total, 0)
    return rx.cond(
        (frame.counting != "") & (counts.total > 0),
        rx.el.div(
            rx.el.p(counts.done_line, class_name="counter"),
            rx.el.span(
                rx.el.span(style={"transform": f"scaleX({share})"}), class_name="counter-track", aria_hidden="true"
            ),
            class_name="counting",
        ),
        rx.fragment(),
    )
