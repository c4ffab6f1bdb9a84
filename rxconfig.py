"""Reflex's own configuration. What an operator can choose is in `workshop_app/settings/variables.py`."""

import reflex as rx
from reflex.constants import StateManagerMode
from reflex.plugins import Plugin, SitemapPlugin

from workshop_app.lean_pages import BUILD_CONFIGURATION, with_plain_jsx
from workshop_app.own_address import STATE_SCRIPT, with_own_address


class OwnAddressPlugin(Plugin):
    """Lets a page find its server at the address that the page itself came from."""

    def pre_compile(self, **context):
        """Have the browser's part of Reflex changed before it is built."""
        context["add_modify_task"](STATE_SCRIPT, with_own_address)


class LeanPagesPlugin(Plugin):
    """Keeps out of the pages what phones would download for nothing."""

    def pre_compile(self, **context):
        """Have the build's configuration changed before anything is built by it."""
        context["add_modify_task"](BUILD_CONFIGURATION, with_plain_jsx)


config = rx.Config(
    app_name="workshop_app",
    plugins=[OwnAddressPlugin(), LeanPagesPlugin()],
    disable_plugins=[SitemapPlugin],
    state_manager_mode=StateManagerMode.MEMORY,
    # A phone may lie silent through a long discussion and must still be known when it taps.
    redis_token_expiration=4 * 3600,
    transport="websocket",
    # No origin but our own, at any address: `endpoints/security.py` sees to that, since a list here
    # would have to name every address of the server.
    cors_allowed_origins=[],
    frontend_compression_formats=["brotli", "gzip"],
    telemetry_enabled=False,
    show_built_with_reflex=False,
)
