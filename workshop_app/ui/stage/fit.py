"""Room for text of any length: what stands in it steps down in size until all of it is seen."""

from __future__ import annotations

import reflex as rx

from workshop_app.ui.elements.in_browser import InBrowser


class Fit(InBrowser):
    """Sets `--fit` (`most` and downwards) on itself; sizes inside are multiplied by it."""

    library = "$/public/stage/fit.js"
    tag = "Fit"
    most: rx.Var[float]


fit = Fit.create
