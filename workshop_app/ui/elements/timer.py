"""The soft timer: tells how much is left and never more than that. It counts in the browser."""

from __future__ import annotations

from typing import Any

import reflex as rx

from workshop_app.live.views.frames import Timer


class SoftTimer(rx.Component):
    """Counts from when the frame came. Three sentences: several minutes (with {n}), one, nearly out."""

    library = "$/public/stage/timer.js"
    tag = "SoftTimer"
    timer: rx.Var[Timer]
    minutes: rx.Var[str]
    minute: rx.Var[str]
    soon: rx.Var[str]

    def _get_dependencies_imports(self) -> dict[str, Any]:  # nothing to install
        return {}


soft_timer = SoftTimer.create
