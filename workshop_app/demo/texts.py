"""The invented texts of `texts.toml`: what groups propose, what units agree on, learn and lift."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_app.domain.commitments import CommitmentState
from workshop_app.domain.lifts import LiftAnswer

_FILE = Path(__file__).with_name("texts.toml")


@dataclass(frozen=True, kw_only=True)
class Idea:
    """A proposal, with the rest of the card that it may become and what was learnt once it was done."""

    text: str
    who: str
    first_step: str
    notice: str
    learnt: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a unit lifts to the level above, and what is answered there."""

    what: str
    why: str
    answer: LiftAnswer
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Texts:
    """`ideas` by the question's id; `learnt` by what became of a commitment that was not done."""

    ideas: Mapping[str, tuple[Idea, ...]]
    learnt: Mapping[CommitmentState, tuple[str, ...]]
    lifts: tuple[Request, ...]


def read_texts() -> Texts:
    """All of them."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Texts(
        ideas={question: tuple(Idea(**idea) for idea in ideas) for question, ideas in raw["questions"].items()},
        learnt={CommitmentState(state): tuple(texts) for state, texts in raw["learnt"].items()},
        lifts=tuple(Request(**{**one, "answer": LiftAnswer(one["answer"])}) for one in raw["lifts"]),
    )
