"""The frame of every page: landmarks, the way past them, and what to say without a connection."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
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


#: Where the stylesheet comes from that shows the badge; `endpoints.example` answers there.
EXAMPLE_SHEET = "/eksempel.css"


def in_every_head() -> list[rx.Component]:
    """What Reflex puts into each page's head: the sheet that is empty unless the municipality is made up, and the view.

    The page reaches under notch and corners and keeps clear of them itself; a keyboard makes it smaller.
    """
    view = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
    return [rx.el.link(rel="stylesheet", href=EXAMPLE_SHEET), rx.el.meta(name="viewport", content=view)]


def around_every_page() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """What Reflex puts around each page: the badge of made-up figures, and what catches errors, in our own words.

    Reflex's notice of a lost connection is left out: it is English and names the server's address.
    Each page has a `connection_notice` instead.
    """
    return {
        # The higher number lies outside: a page that broke keeps its badge.
        (60, "Example"): lambda _: rx.fragment(_example_badge()),
        (55, "ErrorBoundary"): lambda _: ErrorBoundary.create(fallback_render=_unexpected()),
    }


def _example_badge() -> rx.Component:
    """In every built page, since pages are built once for all servers; hidden until the sheet shows it."""
    return rx.el.aside(phrase("example.badge", "nb"), class_name="example-badge", lang="nb")


def _unexpected() -> rx.Component:
    """The page broke. What was typed and sent is safe, and loading it again is the way on."""
    return rx.el.main(
        rx.el.h1(phrase("page.unexpected", "nb"), class_name="broken-words"),
        rx.el.a(phrase("button.retry", "nb"), href="?", class_name="button button-primary"),
        class_name="broken",
    )
