"""Phones in a room, and a network that can be taken away from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from tests.browser.screens import Screens
from tests.browser.stage_room import StageRoom

PATIENCE = 30_000
RECEIVED = "Svaret er mottatt. Du kan endre det til avstemningen lukkes."


def arrive(screens: Screens, room: StageRoom, *, size: str = "phone", **options: Any) -> Page:
    """A phone that has joined."""
    return join(screens.context(size, **options).new_page(), room)


def join(phone: Page, room: StageRoom) -> Page:
    """Join with a page that may have been prepared."""
    phone.goto(address(room))
    phone.get_by_role("button", name="Bli med").click(timeout=PATIENCE)
    expect(phone.get_by_role("button", name="Bli med")).to_be_hidden(timeout=PATIENCE)
    return phone


def address(room: StageRoom) -> str:
    """Where the session's phones go."""
    return f"{room.workshop.server.url}/d/{room.prepared.code}"


def sees(phone: Page, text: Any) -> None:
    """Wait until the phone shows it."""
    expect(phone.get_by_text(text).first).to_be_visible(timeout=PATIENCE)


def choose_question(room: StageRoom) -> None:
    """Settle which question to take, as the facilitator does when the room has not."""
    room.go_to("hva-na", "choosing")
    room.press()
    room.tell("choose_question", question=room.questions[1]["id"])


def to_groups(room: StageRoom) -> None:
    """On to the group work."""
    choose_question(room)
    room.go_to("hva-na", "groups")


class Silence:
    """A socket that stays open and carries nothing: a phone in a lift."""

    def __init__(self, context: BrowserContext) -> None:
        self._is_silent = False
        context.route_web_socket(lambda url: "_event" in url, self._between)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Nothing gets through in here."""
        self._is_silent = True
        yield
        self._is_silent = False

    def _between(self, page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        page_side.on_message(self._unless_silent(server_side.send))
        server_side.on_message(self._unless_silent(page_side.send))

    def _unless_silent(self, send: Callable[[Any], None]) -> Callable[[Any], None]:
        def passed_on(message: str | bytes) -> None:
            if not self._is_silent:
                send(message)

        return passed_on
