"""A matrix on the three screens."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.matrix.rules import MatrixBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.parts import OptionView
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.rows import rows_ballot, rows_phone, rows_stage
from workshop_app.live.views.screens import Screens


class MatrixScreens(Screens[MatrixBody]):
    """The same few options for each of several rows."""

    def phone(self, scene: Scene, activity: Activity, body: MatrixBody) -> PhoneFrame:
        """All rows on one screen, and then the result."""
        return rows_phone(scene, activity, self.stage(scene, activity, body), lead=scene.text(body.note))

    def stage(self, scene: Scene, activity: Activity, body: MatrixBody) -> StageFrame:
        """The rows, and then what was answered to each."""
        return rows_stage(scene, activity, question=scene.text(body.question))

    def ballot(self, scene: Scene, body: MatrixBody, round_: str) -> BallotView:
        """The rows and what can be answered to each."""
        options = [
            OptionView(id=one.id, label=scene.text(one.short or one.text), help=scene.text(one.text))
            for one in body.options
        ]
        return rows_ballot(scene, body.rows, options)


SCREENS = MatrixScreens()
