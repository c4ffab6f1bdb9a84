"""What `ui.browser` relies on inside Reflex: it must fail here, and not in a workshop, when it changes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx

from workshop_app.ui.browser import code_in_path, origin_of, query_of, sid_of

CAME_WITH = {
    "sid": "one connection",
    "pathname": "/d/K7RMWD",
    "asPath": "/d/K7RMWD?nokkel=abc",
    "headers": {"origin": "https://samling.no", "host": "samling.no"},
}


@pytest.fixture
def state() -> rx.State:
    state = rx.State()
    state.router_data = CAME_WITH
    state._update_router_vars(CAME_WITH, {})
    return state


def test_parts_of_the_router_are_kept_one_by_one_and_say_what_the_whole_says(state: rx.State) -> None:
    assert state.rx_router_session.session_id == state.router.session.session_id == "one connection"
    assert state.rx_router_headers.origin == state.router.headers.origin == "https://samling.no"
    assert state.rx_router_url.path == state.router.url.path == "/d/K7RMWD"


def test_browser_is_known_by_its_connection_its_address_and_where_it_came_from(state: rx.State) -> None:
    assert (sid_of(state), code_in_path(state), query_of(state, "nokkel"), origin_of(state)) == (
        "one connection",
        "K7RMWD",
        "abc",
        "https://samling.no",
    )


def test_whole_router_is_asked_where_its_parts_are_not_kept(state: rx.State) -> None:
    without: Any = SimpleNamespace(router=state.router)
    assert (sid_of(without), code_in_path(without), query_of(without, "nokkel")) == ("one connection", "K7RMWD", "abc")
