"""What rooms are given: where frames come from (`Source`), and how they leave (`Wire`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from workshop_app.live.presence import Presence
from workshop_app.live.room import Message, Role
from workshop_app.persistence.ballot_box import Elsewhere
from workshop_app.services.snapshot import Snapshot


class BrowserGone(Exception):
    """The browser is not connected any more."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where frames come from. `load` and `count` block; `frame` and `counts` are quick."""

    load: Callable[[str], Snapshot]
    count: Callable[[Snapshot, list[str], Elsewhere], tuple[int, int]]
    frame: Callable[[Snapshot, Role, str], object]
    counts: Callable[[Snapshot, Presence, tuple[int, int], str], object]


@dataclass(frozen=True, kw_only=True)
class Wire:
    """How frames leave: `send(to, message)` where `to` is a connection or a room's name.

    `message(role, variable values)` makes one that can be sent many times. `enter(connection, room's name)`
    leaves any other room first, and `leave(connection)` all of them. It raises `BrowserGone` for one that has gone.
    """

    enter: Callable[[str, str], Awaitable[None]]
    leave: Callable[[str], Awaitable[None]]
    message: Callable[[Role, Mapping[str, object]], Message]
    send: Callable[[str, Message], Awaitable[None]]
