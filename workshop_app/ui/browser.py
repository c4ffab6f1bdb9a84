"""What a handler may know about the browser that called it: its connection, cookie and address."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import unquote

import reflex as rx

SIGN_IN_COOKIE = "workshop_sign_in"
#: Put in by `endpoints.security.Guard` in place of an address.
_NETWORK = "x-workshop-network"


def _router(state: rx.State, part: str) -> Any:
    """One part of `state.router`, which makes all of them anew whenever it is asked: a sixth of an answer's cost."""
    return getattr(state, f"rx_router_{part}", None) or getattr(state.router, part)


def sid_of(state: rx.State) -> str:
    """The id of the connection that the event came over."""
    return str(_router(state, "session").session_id)


def cookie_of(state: rx.State) -> str | None:
    """The sign-in cookie that came with the connection's handshake, if there was one."""
    return cookie_named(state, SIGN_IN_COOKIE)


def cookie_named(state: rx.State, name: str) -> str | None:
    """One cookie from the connection's handshake, if it was there."""
    try:
        jar: SimpleCookie = SimpleCookie(_router(state, "headers").cookie)
    except CookieError:
        return None
    found = jar.get(name)
    return found.value if found else None


def code_in_path(state: rx.State) -> str:
    """The code at the end of the page's address, as it was typed there: a browser writes a blank as %20."""
    return unquote(str(_router(state, "url").path).rstrip("/").rpartition("/")[2])


def query_of(state: rx.State, name: str) -> str:
    """One value from the page's address, or an empty text."""
    return str(_router(state, "url").query_parameters.get(name, ""))


def fragment_of(state: rx.State) -> str:
    """What stands behind the # in the page's address."""
    return str(_router(state, "url").fragment)


def network_of(state: rx.State) -> str:
    """What `limits.Networks` calls the network that the connection came from."""
    return str(_router(state, "headers").raw_headers.get(_NETWORK, ""))


def origin_of(state: rx.State) -> str:
    """Scheme and host under which the browser itself reached this server, as its handshake says."""
    return str(_router(state, "headers").origin)
