"""The frame of every page: landmarks, the way past them, and what to say without a connection."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from workshop_app.phrases import phrase

#: Whether the browser has lost the server. True from the first failed try to connect.
is_offline = has_connection_errors


def connection_notice(key: str) -> rx.Component:
    """A quiet line that appears while there is no connection, and is read out politely."""
    return rx.el.div(
        rx.cond(is_offline, rx.el.p(phrase(key, "nb"), class_name="notice notice-offline"), rx.fragment()),
        role="status",
        class_name="connection",
    )
