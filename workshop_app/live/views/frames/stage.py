"""What the projector is sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.live.views.frames.parts import BarGroup, Column, CommitmentView, LogoView, ProposalCard, Quote, Timer


@dataclass(frozen=True, kw_only=True)
class NetworkView:
    """A wireless network to scan and to type. No `qr`: there is none to show."""

    qr: str = ""
    scan: str = ""
    name: str = ""
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class StageFrame:
    """What the projector shows. `screen` chooses the component, and another `step` is made of new elements.

    `places` are where bars will stand once there are figures: what can be answered, and nothing of the answers.
    """

    version: int = 0
    step: str = ""
    screen: str = ""
    badge: str = ""
    language: str = "nb"
    hidden: bool = False
    code_shown: bool = False
    look: str = "light"
    part: str = ""
    title: str = ""
    question: str = ""
    lead: str = ""
    lines: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    source: str = ""
    mode: str = ""
    prompt: str = ""
    hint: str = ""
    counting: str = ""
    places: list[BarGroup] = field(default_factory=list)
    groups: list[BarGroup] = field(default_factory=list)
    sentence: str = ""
    caption: str = ""
    cards: list[ProposalCard] = field(default_factory=list)
    commitments: list[CommitmentView] = field(default_factory=list)
    lifted: list[str] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    groups_ready: str = ""
    closing: str = ""
    code: str = ""
    address: str = ""
    qr: str = ""
    network: NetworkView = field(default_factory=NetworkView)
    logo: LogoView = field(default_factory=LogoView)
    timer: Timer = field(default_factory=Timer)
    texts: dict[str, str] = field(default_factory=dict)
