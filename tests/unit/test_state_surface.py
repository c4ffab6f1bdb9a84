"""Every public handler can be called by any browser: each asks who it is, or stands on the list of open ones.

This reads the source of each handler, so it can't tell that the question is asked well. It can tell
that a new handler does not ask at all.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
import reflex as rx

from workshop_app import ui

#: Ways to ask: who is signed in (cookie), which seat this connection has, whether the projector's key fits.
_ASKS = re.compile(r"self\._(do|press|person|seat|arrive)\(|_seat_of\(|person_of\(self\)|review\.stage,")

#: Handlers that anybody may call, and why that does no harm.
OPEN = {
    "Control.begin_merge": "remembers which card was touched, for this tab alone",
    "Control.dismiss": "empties this tab's own notices",
    "Control.remove_card": "only asks this tab whether it is meant; the yes goes through `confirm`",
    "Information.arrive_at_privacy": "the public pages",
    "Information.arrive_at_accessibility": "the public pages",
    "Letterhead.arrive": "the name and logo that stand on the wall too",
    "Phone.arrive": "shows what everybody with the code sees; the seat is looked up by the browser's token",
    "Phone.choose_language": "this phone's own language, then arrives again",
    "Phone.join": "whoever has the code may take a seat; doors and stage are checked by the use case",
    "Phone.refresh_own": "what belongs to the seat of this very connection",
    "SignInForms.arrive_with_link": "says whose link it is to whoever has it; choosing a password is a form of its own",
    "SignInForms.arrive_forgotten": "says whether links are sent by e-mail; asking for one is a form of its own",
    "SignInForms.arrive_first": "says whether the set-up link is good; the set-up itself is a form of its own",
}
#: What Reflex gives every state.
_BUILT_IN = frozenset({"setvar", "hydrate", "set_is_hydrated", "hydrate_and_load"})


def states() -> list[type[rx.State]]:
    for module in pkgutil.walk_packages(ui.__path__, "workshop_app.ui."):
        importlib.import_module(module.name)
    return sorted(descendants(rx.State), key=lambda state: state.__name__)


def descendants(state: type[rx.State]) -> Iterator[type[rx.State]]:
    for child in state.get_substates():
        if child.__module__.startswith("workshop_app."):
            yield child
        yield from descendants(child)


STATES = states()
HANDLERS = {
    f"{state.__name__}.{name}": handler.fn
    for state in STATES
    for name, handler in state.event_handlers.items()
    if name not in _BUILT_IN
}


def test_every_state_is_looked_at() -> None:
    assert {"AccountForm", "Control", "Phone", "Stage", "History", "SignInForms"} <= {
        state.__name__ for state in STATES
    }


@pytest.mark.parametrize("name", HANDLERS)
def test_handler_asks_who_it_is_or_is_listed_as_open(name: str) -> None:
    asks = _ASKS.search(inspect.getsource(HANDLERS[name])) is not None
    assert asks != (name in OPEN), f"{name} must authorise, or be listed in OPEN with the reason"


def test_list_of_open_handlers_names_nothing_that_is_gone() -> None:
    assert OPEN.keys() - HANDLERS.keys() == set()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_variable_can_be_set_from_outside(state: type[rx.State]) -> None:
    """Reflex's `setvar` calls `set_<variable>`, which is only there when setters are switched on."""
    assert [name for name in state.base_vars if f"set_{name}" in state.event_handlers] == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_variable_holds_a_secret_of_the_server(state: type[rx.State]) -> None:
    told = {name for name in state.base_vars if re.search(r"token|secret|hash|answer|ballot", name)}
    assert told == set()
