"""What every component of our own has in common, whichever screen it stands on."""

from __future__ import annotations

from typing import Any

import reflex as rx


class InBrowser(rx.Component):
    """A component of our own: the module is part of the build, nothing is fetched."""

    def _get_dependencies_imports(self) -> dict[str, Any]:  # nothing to install
        return {}
