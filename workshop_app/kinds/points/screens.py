"""The points on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.points.rules import PointsBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, option_views, phone_vote, result_stage
from workshop_app.reports.worded_bars import side_titles


class PointsScreens(Screens[PointsBody]):
    """A hundred points shared out twice."""

    def phone(self, scene: Scene, activity: Activity, body: PointsBody) -> PhoneFrame:
        """The ballot of either round, and then both results."""
        question = scene.text(body.today if scene.phase is Phase.TODAY else body.desired)
        return phone_vote(scene, activity, self.stage(scene, activity, body), question=question)

    def stage(self, scene: Scene, activity: Activity, body: PointsBody) -> StageFrame:
        """The question of either round, and then both results."""
        if scene.phase is Phase.REVEALED:
            return result_stage(scene, activity, question="")
        stands = places(activity, scene.language, titles=side_titles(activity, scene.language), is_marked=True)
        if scene.phase is Phase.CLOSED:
            return replace(closed_stage(scene, question=scene.text(body.desired)), places=stands)
        question = scene.text(body.today if scene.phase is Phase.TODAY else body.desired)
        return replace(open_stage(scene, question=question), places=stands)

    def ballot(self, scene: Scene, body: PointsBody, round_: str) -> BallotView:
        """The options, and what they must come to."""
        return BallotView(widget="points", options=option_views(scene, body.options), total=body.total, step=body.step)


SCREENS = PointsScreens()
