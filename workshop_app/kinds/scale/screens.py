"""A scale on the three screens. How sure one is, is asked under the cards that are meant."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.scale.rules import ScaleBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames.parts import CommitmentView, OptionView
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, phone_vote, result_stage


class ScaleScreens(Screens[ScaleBody]):
    """One statement on five steps."""

    def phone(self, scene: Scene, activity: Activity, body: ScaleBody) -> PhoneFrame:
        """The ballot, and then the result."""
        promises, question = _promises(scene, body), scene.text(body.question)
        shown = self.stage(scene, activity, body)
        frame = phone_vote(scene, activity, shown, question=question, lead=scene.text(body.note), commitments=promises)
        return replace(frame, question=question) if promises else frame

    def stage(self, scene: Scene, activity: Activity, body: ScaleBody) -> StageFrame:
        """The question, and then the result. Where cards stand above it, the step's title stands above them."""
        promises, question = _promises(scene, body), scene.text(body.question)
        heading = "" if promises else question
        if scene.phase is Phase.REVEALED:
            return result_stage(scene, activity, question=heading)
        vote = open_stage if scene.phase is Phase.OPEN else closed_stage
        frame = vote(scene, question=heading)
        stands = [] if promises else places(activity, scene.language)
        return replace(frame, lead=question if promises else "", commitments=promises, places=stands)

    def ballot(self, scene: Scene, body: ScaleBody, round_: str) -> BallotView:
        """The five steps."""
        steps = [OptionView(id=f"{n}", label=scene.text(step)) for n, step in enumerate(body.steps, start=1)]
        return BallotView(widget="scale", shape="number", options=steps)


def _promises(scene: Scene, body: ScaleBody) -> list[CommitmentView]:
    """The cards that a question about «this» is asked of, in short: what, who and by when."""
    if not body.is_confidence:
        return []
    return [
        CommitmentView(position=card.position, what=card.what, who=card.who, due=card.due)
        for card in scene.commitments()
        if card.what
    ]


SCREENS = ScaleScreens()
