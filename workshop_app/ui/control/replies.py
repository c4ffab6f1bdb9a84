"""What the control screen says to a press that is not simply done: a refusal, or the button that means yes."""

from __future__ import annotations

from workshop_app.domain.errors import NeedsConfirmation, WorkshopError
from workshop_app.phrases import phrase

#: What the button says that means yes: by the question, else by what was pressed.
_YES = {
    "control.few_confirm": "control.close_anyway",
    "control.leave_confirm": "control.go_on",
    "control.no_cards_confirm": "control.go_on",
}
_YES_TO = {
    "next": "control.go_on",
    "close": "control.close_keep_hidden",
    "back": "control.back",
    "repeat": "control.repeat",
    "skip": "control.skip",
    "end": "control.end",
}


def yes_to(question: NeedsConfirmation, *, pressed: str) -> str:
    """What stands on the button that says yes."""
    return phrase(_YES.get(question.key) or _YES_TO[pressed], "nb")


def refusal(error: WorkshopError) -> str:
    """Why not. Where fields are missing, they are named by what stands above them on the page."""
    slots = dict(error.slots)
    if isinstance(missing := slots.pop("missing", None), tuple):
        names = [phrase(key, "nb").removesuffix(" *") for key in missing]
        slots["field"] = ", ".join(f"«{name}»" for name in names)
    return phrase(error.key, "nb", **slots)
