"""A slide on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.slide.rules import SlideBody
from workshop_app.live.views.context import Scene, quote_view
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import Column
from workshop_app.live.views.frames.phone import PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens

#: Marks of the three principles, in the deck's order; colours and patterns go by them.
_MARKS = ("hierarki", "marked", "tillit")
#: From this many steps before the end the date of the next session is asked for.
_LAST_STEPS = 2


class SlideScreens(Screens[SlideBody]):
    """Something to look at together."""

    names_phase = False

    def phone(self, scene: Scene, activity: Activity, body: SlideBody) -> PhoneFrame:
        """The same words in a phone's size."""
        return PhoneFrame(
            screen="slide",
            lead=scene.text(body.lead),
            lines=[scene.text(line) for line in body.lines],
            quotes=[quote_view(scene, quotation) for quotation in body.quotations],
            explanations=[
                f"{scene.text(column.heading)}: {', '.join(scene.text(line).lower() for line in column.lines)}"
                for column in body.columns
            ],
            source=scene.text(body.source),
            wait=scene.say("wait.next"),
        )

    def stage(self, scene: Scene, activity: Activity, body: SlideBody) -> StageFrame:
        """The slide."""
        return StageFrame(
            screen="slide",
            lead=scene.text(body.lead),
            lines=[scene.text(line) for line in body.lines],
            columns=[
                Column(heading=scene.text(c.heading), lines=[scene.text(line) for line in c.lines], mark=mark)
                for c, mark in zip(body.columns, _MARKS, strict=False)
            ],
            quotes=[quote_view(scene, quotation) for quotation in body.quotations],
            source=scene.text(body.source),
        )

    def control(self, scene: Scene, activity: Activity, body: SlideBody, frame: ControlFrame) -> ControlFrame:
        """Near the end, the date to settle before people leave."""
        return replace(frame, asks_date=scene.snapshot.live.step >= len(scene.snapshot.agenda.activities) - _LAST_STEPS)


SCREENS = SlideScreens()
