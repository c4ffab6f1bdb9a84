"""A choice on the three screens."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.kinds.choice.rules import ChoiceBody
from workshop_app.live.views.context import Scene, quote_view
from workshop_app.live.views.figures import places
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import closed_stage, open_stage, option_views, phone_vote, result_stage


class ChoiceScreens(Screens[ChoiceBody]):
    """One of the options, or some of them."""

    def phone(self, scene: Scene, activity: Activity, body: ChoiceBody) -> PhoneFrame:
        """The ballot, and then the result."""
        shown = self.stage(scene, activity, body)
        return phone_vote(scene, activity, shown, question=scene.text(body.question), lead=scene.text(body.note))

    def stage(self, scene: Scene, activity: Activity, body: ChoiceBody) -> StageFrame:
        """The question with what is quoted, and then the result."""
        question = scene.text(body.question)
        if scene.phase is Phase.REVEALED:
            return result_stage(scene, activity, question=question)
        vote = open_stage if scene.phase is Phase.OPEN else closed_stage
        quotes = [quote_view(scene, quotation) for quotation in body.quotations]
        # Where there is more to read than the question, that has the room; what options stand for, nobody sees yet.
        stands = [] if quotes or body.groups else places(activity, scene.language)
        return replace(vote(scene, question=question), quotes=quotes, places=stands)

    def ballot(self, scene: Scene, body: ChoiceBody, round_: str) -> BallotView:
        """The options."""
        return BallotView(widget="choice", options=option_views(scene, body.options), most=body.most)


SCREENS = ChoiceScreens()
