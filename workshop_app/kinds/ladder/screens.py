"""A ladder on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.ladder.rules import LadderBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames import BallotView, PhoneFrame, StageFrame
from workshop_app.live.views.rows import rows_phone, rows_stage, stepped_ballot
from workshop_app.live.views.screens import Screens
from workshop_app.reports.figure_words import ends_line


class LadderScreens(Screens[LadderBody]):
    """Who decides today, and who should."""

    def phone(self, scene: Scene, activity: Activity, body: LadderBody) -> PhoneFrame:
        """The decisions in either round, and then both means."""
        return rows_phone(scene, activity, self.stage(scene, activity, body))

    def stage(self, scene: Scene, activity: Activity, body: LadderBody) -> StageFrame:
        """The decisions in either round, and then both means."""
        frame = rows_stage(scene, activity, question=_question(scene, body))
        if not frame.caption:
            return frame
        return replace(frame, caption=f"{ends_line(activity, scene.language)}. {frame.caption}")

    def ballot(self, scene: Scene, body: LadderBody, round_: str) -> BallotView:
        """The decisions on numbered steps."""
        return stepped_ballot(scene, body)


def _question(scene: Scene, body: LadderBody) -> str:
    """What is asked just now; once both are shown, what both are about."""
    if scene.phase is Phase.REVEALED:
        return scene.text(body.question)
    return scene.text(body.today if scene.phase is Phase.TODAY else body.desired)


SCREENS = LadderScreens()
