"""What each kind of activity shows on the three screens: the interface, and where the kinds are found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Generic, TypeVar

from workshop_app.domain.agenda import Activity, Phase
from workshop_app.domain.body import Body
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import ControlFrame
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame
from workshop_app.live.views.frames.stage import StageFrame

B = TypeVar("B", bound=Body)


class Screens(Generic[B]):
    """The screens of one kind. Subclassed once by each, as `SCREENS` in its `screens` module.

    What all activities have in common (title, part, timer, language) is filled in by the callers.
    """

    #: Whether the control screen names the phase; not worth it where there is only one.
    names_phase: ClassVar[bool] = True
    #: What the big button says in a phase, where neither the next phase's name nor «close and show» fits.
    next_labels: ClassVar[Mapping[Phase, str]] = {}

    def phone(self, scene: Scene, activity: Activity, body: B) -> PhoneFrame:
        """The phones' frame."""
        raise NotImplementedError

    def stage(self, scene: Scene, activity: Activity, body: B) -> StageFrame:
        """The projector's frame."""
        raise NotImplementedError

    def ballot(self, scene: Scene, body: B, round_: str) -> BallotView:
        """How that round is answered: the control on the phone, and what stands on it."""
        return BallotView()

    def control(self, scene: Scene, activity: Activity, body: B, frame: ControlFrame) -> ControlFrame:
        """The control screen's frame with what this kind needs besides."""
        return frame


def screens_of(activity: Activity) -> Screens[Any]:
    """The screens of the activity's kind."""
    return _screens(type(activity.body).__module__)


@cache
def _screens(rules: str) -> Screens[Any]:
    """`screens.py` beside the `rules.py` that the kind's form stands in."""
    module = import_module(f"{rules.rpartition('.')[0]}.screens")
    screens: Screens[Any] = module.SCREENS
    return screens
