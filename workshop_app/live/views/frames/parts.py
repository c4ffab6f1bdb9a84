"""What frames are made of, on several kinds of screens."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a figure. `width` is 0–100, `text` what it says; `mark` names its colour and pattern.

    `bound` is for a figure that is only known to lie on one side of `width`: "below" or "above".
    `note` stands under it.
    """

    id: str = ""
    label: str = ""
    text: str = ""
    width: int = 0
    mark: str = ""
    bound: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BarGroup:
    """Bars under one heading; `sentence` says them to the ear, `note` stands with them or in their place.

    While `holds_notes` the bars' own notes have their room and are not yet seen.
    """

    title: str = ""
    bars: list[Bar] = field(default_factory=list)
    sentence: str = ""
    note: str = ""
    holds_notes: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """A principle with its keywords."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A quotation and where it is from."""

    heading: str = ""
    text: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposalCard:
    """A proposal as it is shown. `note` says a rank or a state; `group` is 0 on projector and phones."""

    id: str = ""
    text: str = ""
    note: str = ""
    state: str = ""
    group: int = 0


@dataclass(frozen=True, kw_only=True)
class CommitmentView:
    """A commitment card. `due` is a date in words, `due_iso` the same for a date field; `origin` is whose it is."""

    position: int = 0
    title: str = ""
    what: str = ""
    situation: str = ""
    who: str = ""
    due: str = ""
    due_iso: str = ""
    first_step: str = ""
    notice: str = ""
    missing: list[str] = field(default_factory=list)
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """Something to choose."""

    id: str = ""
    label: str = ""
    help: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Timer:
    """The soft timer: seconds planned for the phase and gone when the frame was made. 0 planned: no timer."""

    planned: int = 0
    gone: int = 0
    visible: bool = True
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class LogoView:
    """A picture of that size in pixels. No `src`: there is no logo, and the municipality's name stands in its place."""

    src: str = ""
    name: str = ""
    width: int = 0
    height: int = 0
