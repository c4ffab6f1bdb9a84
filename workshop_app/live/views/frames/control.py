"""What the control screen is sent."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.live.views.frames.parts import BarGroup, CommitmentView, OptionView, ProposalCard, Timer


@dataclass(frozen=True, kw_only=True)
class CardForm(CommitmentView):
    """A commitment card to write on. `named` and `late` ask about what stands there; neither refuses it."""

    is_written: bool = False
    due_help: str = ""
    missing_line: str = ""
    named: str = ""
    late: str = ""


@dataclass(frozen=True, kw_only=True)
class SentLiftView:
    """A lift that this session has sent."""

    id: str = ""
    what: str = ""
    why: str = ""
    expected: str = ""
    may_take_back: bool = False


@dataclass(frozen=True, kw_only=True)
class LiftPanel:
    """What is needed to lift something to the level above; without a title: not now."""

    title: str = ""
    explain: str = ""
    button: str = ""
    ask_room: str = ""
    what_help: str = ""
    is_full: bool = False
    sent: list[SentLiftView] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FollowForm:
    """A commitment of the session before, to say what became of it. Without `what`: not now."""

    what: str = ""
    who: str = ""
    origin: str = ""
    state: str = ""
    learnt: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One step in the run-sheet; `heading` only where a new part begins, `label` says the state in words."""

    title: str = ""
    heading: str = ""
    time: str = ""
    label: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlFrame:
    """What the facilitator sees. `next_label` is what the one big button does; empty: nothing more.

    `hands` are what hands can be raised for, with how many there were as `help`.
    `picks` can be picked for this step to ask about; `mark` says which are. `longest_pick` is how long one of one's own
    may be.
    `wall` and `sentence` are the figures that stand on the projector just now, `scale` as for phones. `network` says
    which wireless network does, as long as the way in is shown; `network_shown` that there is one.

    Time passes without frames, so `time_line` and `late_line` have a slot that the browser fills in:
    {used} and {n}, from `seconds_used` when the frame was made, and `minutes_due` for the late one.
    """

    version: int = 0
    stage: str = ""
    badge: str = ""
    language: str = "nb"
    unit: str = ""
    held_on: str = ""
    code: str = ""
    address: str = ""
    addresses: list[str] = field(default_factory=list)
    wall: list[BarGroup] = field(default_factory=list)
    scale: bool = False
    sentence: str = ""
    stage_path: str = ""
    session_path: str = ""
    step: int = -1
    phase: str = ""
    part: str = ""
    title: str = ""
    phase_label: str = ""
    say: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    say_language: str = "nb"
    hint: str = ""
    next_label: str = ""
    following: str = ""
    may_close: bool = False
    may_back: bool = False
    may_skip: bool = False
    repeat_label: str = ""
    is_voting: bool = False
    agenda: list[AgendaLine] = field(default_factory=list)
    time_line: str = ""
    late_line: str = ""
    seconds_used: int = 0
    minutes_due: int = 0
    is_timed: bool = False
    timer: Timer = field(default_factory=Timer)
    hidden: bool = False
    code_shown: bool = False
    time_shown: bool = True
    look: str = "light"
    looks: list[OptionView] = field(default_factory=list)
    doors_closed: bool = False
    ask_room: bool = False
    ask_http: bool = False
    http_refused: bool = False
    groups: int = 0
    asks_groups: bool = False
    group_choices: list[int] = field(default_factory=list)
    group_states: list[OptionView] = field(default_factory=list)
    writers_line: str = ""
    waiting_line: str = ""
    waiting: list[ProposalCard] = field(default_factory=list)
    shown: list[ProposalCard] = field(default_factory=list)
    set_aside: list[ProposalCard] = field(default_factory=list)
    may_merge: bool = False
    questions: list[OptionView] = field(default_factory=list)
    chosen: str = ""
    cards: list[CardForm] = field(default_factory=list)
    lifting: LiftPanel = field(default_factory=LiftPanel)
    brought: list[str] = field(default_factory=list)
    follow: FollowForm = field(default_factory=FollowForm)
    hands: list[OptionView] = field(default_factory=list)
    picks: list[OptionView] = field(default_factory=list)
    picks_help: str = ""
    own_pick_help: str = ""
    longest_pick: int = 0
    may_make_card: bool = False
    writes_cards: bool = False
    asks_date: bool = False
    next_date: str = ""
    next_time: str = ""
    checklist: list[str] = field(default_factory=list)
    network: str = ""
    network_shown: bool = False
    texts: dict[str, str] = field(default_factory=dict)
