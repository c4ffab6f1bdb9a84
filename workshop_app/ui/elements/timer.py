"""The soft timer: tells how much is left and never more than that. It counts in the browser."""

from __future__ import annotations

import reflex as rx

from workshop_app.live.views.frames.parts import Timer
from workshop_app.ui.elements.in_browser import InBrowser


class SoftTimer(InBrowser):
    """Counts from when the frame came. Three sentences: several minutes (with {n}), one, nearly out."""

    library = "$/public/stage/timer.js"
    tag = "SoftTimer"
    timer: rx.Var[Timer]
    minutes: rx.Var[str]
    minute: rx.Var[str]
    soon: rx.Var[str]


soft_timer = SoftTimer.create
