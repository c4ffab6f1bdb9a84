"""Phones in a room."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

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
    is_in(phone)
    return phone


def is_in(phone: Page) -> None:
    """Wait until the server has said so, and the phone shows it."""
    expect(phone.locator("main:not([data-screen=door])")).to_be_visible(timeout=PATIENCE)


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
    room.tell("choose_question", question=room.questions[0]["id"])


def to_groups(room: StageRoom) -> None:
    """On to the group work."""
    choose_question(room)
    room.go_to("hva-na", "groups")
