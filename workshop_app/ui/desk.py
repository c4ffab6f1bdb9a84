"""What all desk pages share: who is signed in, anew for every event, and what a browser is sent.

A desk state's variables reach a browser only as the answer to one of its own events. They are left
out of what Reflex sends when a page loads, because a tab keeps its state on the server after its
owner has signed out, and the next person at the computer must not be sent it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import reflex as rx
from reflex.state import _override_base_method

from workshop_app.domain.access import Person, may_manage_people
from workshop_app.domain.errors import NotAllowed
from workshop_app.phrases import phrase
from workshop_app.services.in_thread import in_thread
from workshop_app.ui.browser import cookie_of
from workshop_app.ui.elements.desk_page import desk_page, when_ready
from workshop_app.ui.wiring import use

#: Desk pages are bokmål for now.
LANGUAGE = "nb"
SIGN_IN = "/logg-inn"

#: The path of the page that the browser shows; empty while the pages are built.
HERE = rx.Var('(typeof window === "undefined" ? "" : window.location.pathname.replace(/\\/+$/, ""))', _var_type=str)


class DeskState(rx.State, mixin=True):
    """`place` is the path that the variables belong to: a page shows nothing until it is its own."""

    place: str = ""
    problem: str = ""
    signed_in_as: str = ""
    manages_people: bool = False
    error: str = ""
    wrong: str = ""

    @_override_base_method
    def dict(self, include_computed: bool = True, initial: bool = False, **kwargs: Any) -> dict[str, Any]:  # noqa: FBT001, FBT002 -- Reflex's signature
        """Nothing but at compile time, when the browser's first values are written into the build."""
        return super().dict(include_computed, initial, **kwargs) if initial else {}

    def _show(self, person: Person | None = None, *, problem: str = "", **slots: object) -> None:
        """Let the page appear, with what has been set, or with the sentence why there is nothing."""
        self.signed_in_as = person.name if person else ""
        self.manages_people = person is not None and may_manage_people(person)
        self.problem = phrase(problem, LANGUAGE, **slots) if problem else ""
        self.place = path_of(self)

    async def _arrive(self, read: Callable[[Person], Awaitable[None]]) -> rx.event.EventSpec | None:
        """Let the page appear with what `read` sets, or with the sentence why whoever is signed in may not see it.

        Nobody is: to the sign-in page.
        """
        person = await person_of(self)
        if person is None:
            return to_sign_in(self)
        self._forget_error()
        try:
            await read(person)
        except NotAllowed as error:
            self._show(person, problem=error.key)
        else:
            self._show(person)
        return None

    def _refuse(self, key: str, **slots: object) -> None:
        """Say why something was not done; the slot `field` names the field that it is about."""
        self.error, self.wrong = phrase(key, LANGUAGE, **slots), str(slots.get("field", ""))

    def _forget_error(self) -> None:
        self.error, self.wrong = "", ""


def page_of(state: type[DeskState], *content: rx.Component, narrow: bool = False) -> rx.Component:
    """A desk page with what `state` knows: the content once it is this page's own, or why there is none."""
    return desk_page(
        when_ready(*content, place=state.place, here=HERE, problem=state.problem),
        signed_in_as=state.signed_in_as,
        manages_people=state.manages_people,
        narrow=narrow,
    )


async def person_of(state: rx.State) -> Person | None:
    """Who is signed in in the browser that the event came from."""
    return await in_thread(use().sign_in.person, cookie_of(state))


def to_sign_in(state: rx.State) -> rx.event.EventSpec:
    """To the sign-in page, and back here afterwards."""
    return rx.redirect(f"{SIGN_IN}?neste={path_of(state)}", replace=True)


def path_of(state: rx.State) -> str:
    """The path of the page that the event came from. Some pages are served with a slash behind it."""
    return str(state.router.url.path).rstrip("/")


def id_in_path(state: rx.State) -> str:
    """The id behind /enheter/, /samlinger/ or /folk/ in the page's address; empty where there is none."""
    return [*path_of(state).split("/"), "", "", ""][2]


def address_of(path: str, asked: Mapping[str, str]) -> str:
    """The address of a page that is asked for something; what is empty is left out."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def say(key: str, **slots: object) -> str:
    """A phrase as the desk pages say it."""
    return phrase(key, LANGUAGE, **slots)


def date_written(text: str) -> date | None:
    """The date that somebody filled in, in a date field or as 11.02.2026. Raises `ValueError`."""
    text = text.strip()
    if not text:
        return None
    return datetime.strptime(text, "%d.%m.%Y").date() if "." in text else date.fromisoformat(text)  # noqa: DTZ007 -- a day has no zone
