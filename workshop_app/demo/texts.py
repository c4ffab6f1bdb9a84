"""The invented texts of `texts.toml`: what groups propose, what units agree on, and what they learn."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_app.domain.commitments import CommitmentState

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
class Texts:
    """`ideas` by the question's id; `learnt` by what became of a commitment that was not done."""

    ideas: Mapping[str, tuple[Idea, ...]]
    learnt: Mapping[CommitmentState, tuple[str, ...]]


def read_texts() -> Texts:
    """All of them."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Texts(
        ideas={question: tuple(Idea(**idea) for idea in ideas) for question, ideas in raw["questions"].items()},
        learnt={CommitmentState(state): tuple(texts) for state, texts in raw["learnt"].items()},
    )
