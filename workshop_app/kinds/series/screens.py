"""A series on the three screens."""

from __future__ import annotations

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.series.rules import SeriesBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.rows import rows_phone, rows_stage, stepped_ballot
from workshop_app.live.views.screens import Screens


class SeriesScreens(Screens[SeriesBody]):
    """Several statements on the same steps."""

    def phone(self, scene: Scene, activity: Activity, body: SeriesBody) -> PhoneFrame:
        """All statements on one screen, and then the result."""
        return rows_phone(scene, activity, self.stage(scene, activity, body), lead=scene.text(body.note))

    def stage(self, scene: Scene, activity: Activity, body: SeriesBody) -> StageFrame:
        """The statements, and then how they were answered."""
        return rows_stage(scene, activity, question=scene.text(body.question))

    def ballot(self, scene: Scene, body: SeriesBody, round_: str) -> BallotView:
        """The statements on numbered steps."""
        return stepped_ballot(scene, body)


SCREENS = SeriesScreens()
