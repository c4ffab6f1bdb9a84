"""A sort on the three screens: a matrix, what the room made of it, and dots on its own rows."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.body import Body
from workshop_app.domain.session import as_settled
from workshop_app.kinds.matrix.rules import MatrixBody
from workshop_app.kinds.matrix.screens import MatrixScreens
from workshop_app.kinds.sort.rules import SortBody
from workshop_app.live.views.context import Scene
from workshop_app.live.views.dots import dots_ballot, dots_phone, dots_stage, top_stage
from workshop_app.live.views.frames.parts import ProposalCard
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame
from workshop_app.live.views.screens import Screens
from workshop_app.live.views.votes import phone_result

#: How the sorting looks.
_SORTING = MatrixScreens()


class SortScreens(Screens[SortBody]):
    """Sorting, and dots."""

    def phone(self, scene: Scene, activity: Activity, body: SortBody) -> PhoneFrame:
        """All rows, the result, the dots, and the first places."""
        match scene.phase:
            case Phase.DOTS:
                frame = dots_phone(scene, activity, title=scene.text(activity.title))
                return replace(frame, question=scene.text(body.choose), lead=frame.question)
            case Phase.REVEALED:
                shown = self.stage(scene, activity, body)
                return replace(phone_result(scene, shown), question=shown.question)
            case _:
                asked = scene.asked(activity, "vote")
                return _SORTING.phone(scene, asked, _matrix(asked.body))

    def stage(self, scene: Scene, activity: Activity, body: SortBody) -> StageFrame:
        """The same for the room."""
        choose, cards = scene.text(body.choose), _cards(scene, as_settled(scene.snapshot.live, activity).body)
        match scene.phase:
            case Phase.DOTS:
                return dots_stage(scene, activity, cards, title=choose)
            case Phase.REVEALED:
                return top_stage(scene, activity, cards, title=choose)
            case _:
                asked = scene.asked(activity, "vote")
                return _SORTING.stage(scene, asked, _matrix(asked.body))

    def ballot(self, scene: Scene, body: SortBody, round_: str) -> BallotView:
        """The rows with their tables, or dots on those that are one's own."""
        if round_ == "dots":
            return dots_ballot(body.asked_in("dots"), _cards(scene, body))
        return _SORTING.ballot(scene, _matrix(body.asked_in("vote")), round_)


def _matrix(body: Body) -> MatrixBody:
    assert isinstance(body, MatrixBody)
    return body


def _cards(scene: Scene, body: Body) -> list[ProposalCard]:
    things = body.asked_in("dots").option_texts()
    return [ProposalCard(id=id_, text=scene.text(text)) for id_, text in things.items()]


SCREENS = SortScreens()
