"""Room for text of any length: what stands in it steps down in size until all of it is seen."""

from __future__ import annotations

from typing import Any

import reflex as rx


class Fit(rx.Component):
    """Sets `--fit` (1 and downwards) on itself; sizes inside are multiplied by it."""

    library = "$/public/stage/fit.js"
    tag = "Fit"

    def _get_dependencies_imports(self) -> dict[str, Any]:  # nothing to install
        return {}


fit = Fit.create
