"""A ladder on the three screens: the decisions as they are picked, the two rounds, and both means."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.ladder.rules import LONGEST_PICK, MOST_PICKED, LadderBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.parts import OptionView
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.rows import rows_phone, rows_stage, stepped_ballot, with_places
from workshop_app.live.views.screens import Screens
from workshop_app.reports.figure_words import ends_line


class LadderScreens(Screens[LadderBody]):
    """Who decides today, and who should."""

    def phone(self, scene: Scene, activity: Activity, body: LadderBody) -> PhoneFrame:
        """The decisions as they are picked and in either round, and then both means."""
        shown = self.stage(scene, activity, body)
        if scene.phase is not Phase.PICKING:
            return rows_phone(scene, activity, shown)
        lines = [row.title for row in shown.places]
        return PhoneFrame(
            screen="slide", question=shown.question, lead=shown.prompt, lines=lines, wait=scene.say("wait.next")
        )

    def stage(self, scene: Scene, activity: Activity, body: LadderBody) -> StageFrame:
        """The decisions as they are picked and in either round, and then both means."""
        if scene.phase is Phase.PICKING:
            frame = StageFrame(question=scene.text(body.question), prompt=scene.say("pick.stage"))
            return with_places(scene, activity, frame, numbered=True)
        frame = rows_stage(scene, activity, question=_question(scene, body), numbered=True)
        if not frame.caption:
            return frame
        return replace(frame, caption=f"{ends_line(activity, scene.language)}. {frame.caption}")

    def ballot(self, scene: Scene, body: LadderBody, round_: str) -> BallotView:
        """The decisions on numbered steps."""
        return stepped_ballot(scene, body)

    def control(self, scene: Scene, activity: Activity, body: LadderBody, frame: ControlFrame) -> ControlFrame:
        """What can be picked, until the first round opens."""
        if scene.phase is not Phase.PICKING:
            return frame
        picked = body.row_texts()
        return replace(
            frame,
            picks=[
                OptionView(id=id_, label=scene.text(text), mark="picked" if id_ in picked else "")
                for id_, text in body.picks().items()
            ],
            picks_help=scene.say("pick.help", most=MOST_PICKED),
            own_pick_help=scene.say("pick.own.help", most=LONGEST_PICK),
            longest_pick=LONGEST_PICK,
        )


def _question(scene: Scene, body: LadderBody) -> str:
    """What is asked just now; once both are shown, what both are about."""
    if scene.phase is Phase.REVEALED:
        return scene.text(body.question)
    return scene.text(body.today if scene.phase is Phase.TODAY else body.desired)


SCREENS = LadderScreens()
