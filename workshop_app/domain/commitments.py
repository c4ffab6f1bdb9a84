"""Commitment cards: what the unit will do, who sees to it, by when, and what happens first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workshop_app.domain.errors import BadInput
from workshop_app.domain.plain_text import one_line

#: Characters in a card's field.
LONGEST = 300


class CommitmentState(StrEnum):
    """What became of a commitment. To have dropped one is as good an answer as the others."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card. `position` counts from 1. Empty texts are fields not filled in yet.

    `state`, `learnt` and `settled_on` are filled in afterwards: what became of it, what the unit has
    learnt, and the day on which that was last said.
    """

    position: int
    what: str = ""
    situation: str = ""
    who: str = ""
    due: date | None = None
    first_step: str = ""
    notice: str = ""
    proposal_id: str | None = None
    state: CommitmentState = CommitmentState.NOT_STARTED
    learnt: str = ""
    settled_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not any((self.what, self.situation, self.who, self.due, self.first_step, self.notice))

    def missing(self) -> tuple[str, ...]:
        """The phrase keys of required fields that are empty."""
        required = {
            "card.what": self.what,
            "card.who": self.who,
            "card.by": self.due,
            "card.first_step": self.first_step,
        }
        return tuple(key for key, value in required.items() if not value)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A commitment, as a later session looks back on it, with the session that made it.

    `sitting` says which sitting of its workshop that was, where it had several.
    """

    session_id: str
    held_on: date
    card: Card
    sitting: int | None = None


#: Two words in a row with a capital and small letters: «Kari Nordmann», but not «Alle på vakt» or «HR».
_NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøåéü]+[ -][A-ZÆØÅ][a-zæøåéü]+")


def looks_like_name(text: str) -> bool:
    """Whether somebody may be named there. To ask about, never to refuse."""
    return _NAME.search(text) is not None


_TEXTS = ("what", "situation", "who", "first_step", "notice")


def fill(card: Card, *, field: str, value: str) -> Card:
    """The card with one field changed. `due` takes an ISO date or nothing. Raises `BadInput`."""
    if field == "due":
        return replace(card, due=_date(value))
    if field not in _TEXTS:
        raise BadInput("error.not_saved")
    kept = one_line(value)
    if len(kept) > LONGEST:
        raise BadInput("error.too_long", n=len(kept) - LONGEST)
    return replace(card, **{field: kept})  # type: ignore[arg-type]  # one of the five texts


def settle(card: Card, *, state: str, learnt: str, today: date) -> Card:
    """The card with what became of it. Raises `BadInput` for a state that there is not, and for a long text."""
    if state not in set(CommitmentState):
        raise BadInput("error.not_saved")
    kept = one_line(learnt)
    if len(kept) > LONGEST:
        raise BadInput("error.too_long", n=len(kept) - LONGEST, field="learnt")
    return replace(card, state=CommitmentState(state), learnt=kept, settled_on=today)


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadInput("error.bad_date") from None
