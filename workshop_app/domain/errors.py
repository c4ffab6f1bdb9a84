"""What can be refused. Each error carries the phrase that tells a person why, in any language."""

from __future__ import annotations


class WorkshopError(Exception):
    """Something was refused and nothing changed. `key` names the phrase, `slots` fill it."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key)
        self.key = key
        self.slots = slots


class BadInput(WorkshopError):
    """What was written can't be taken as it is."""


class InvalidAnswer(BadInput):
    """An answer that the activity does not know."""


class RefusedMove(WorkshopError):
    """The session can't go that way from where it stands."""


class NeedsConfirmation(WorkshopError):
    """The move is allowed, but the facilitator should mean it: ask once, then send it confirmed."""


class NotAllowed(WorkshopError):
    """Not this person's to do. Looks to the person as if the thing did not exist."""


class UnknownCode(WorkshopError):
    """No session answers to that code, or it has ended."""
