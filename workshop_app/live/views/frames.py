"""The shapes of what is sent to browsers. Every text in them is ready to be read, in one language.

A frame is built once per version, role and language and sent to everybody of that kind. Lists are
lists and not tuples because the browser side iterates over them by these annotations.
"""

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
    """Bars under one heading; `sentence` says them to the ear, `note` stands with them or in their place."""

    title: str = ""
    bars: list[Bar] = field(default_factory=list)
    sentence: str = ""
    note: str = ""


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
    """A commitment card. `due` is a date in words, `due_iso` the same for a date field."""

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
    state: str = ""
    learnt: str = ""


@dataclass(frozen=True, kw_only=True)
class Timer:
    """The soft timer: seconds planned for the phase and gone when the frame was made. 0 planned: no timer."""

    planned: int = 0
    gone: int = 0
    visible: bool = True
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """Something to choose."""

    id: str = ""
    label: str = ""
    help: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """One statement of the pulse, or one of several rows; `introduction` stands above it, `help` can be unfolded."""

    id: str = ""
    text: str = ""
    introduction: str = ""
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class BallotView:
    """What a phone needs to answer one round. `widget` names the control; empty: nothing to answer.

    `shape` is how the answer is sent: a "list" of option ids, "one" option id, or a "number"; of rows, "steps" says
    that options are numbered. `steps` are whole answers, where the same can be given to each of the `items`.
    `texts` are the phrases the control speaks with, by their last part («send», «received» …).
    """

    run: str = ""
    round: str = ""
    widget: str = ""
    shape: str = "list"
    options: list[OptionView] = field(default_factory=list)
    items: list[ItemView] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    most: int = 1
    total: int = 0
    step: int = 0
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """What stands before one joins: what it is, and how one's answers are looked after.

    `late` is said to those who come while the room is at work; empty before that.
    """

    session: str = ""
    late: str = ""
    promises: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class PhoneFrame:
    """What every phone of one language sees. `screen` chooses the component.

    `scale`: the figures are means on the scale from 1 to 5. `start` is how a proposal may begin, `starts` what each may
    be about (`must_choose`: and must), `longest` and `one_word` how long it may be, `claimed` the groups that somebody
    writes for, `calendar` the words on the link to `calendar_path`. `pens` is another text as soon as a pen has changed
    hands: browsers pass over a frame that equals the one before, and the one who had the pen must look again.
    """

    version: int = 0
    screen: str = ""
    badge: str = ""
    language: str = "nb"
    step: str = ""
    announcement: str = ""
    part: str = ""
    title: str = ""
    question: str = ""
    lead: str = ""
    lines: list[str] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    source: str = ""
    quotes: list[Quote] = field(default_factory=list)
    audience: str = ""
    audience_label: str = ""
    wait: str = ""
    ballot: BallotView = field(default_factory=BallotView)
    groups: list[BarGroup] = field(default_factory=list)
    scale: bool = False
    sentence: str = ""
    cards: list[ProposalCard] = field(default_factory=list)
    commitments: list[CommitmentView] = field(default_factory=list)
    lifted: list[str] = field(default_factory=list)
    closing: str = ""
    calendar: str = ""
    calendar_path: str = ""
    activity: str = ""
    start: str = ""
    starts: list[str] = field(default_factory=list)
    must_choose: bool = False
    claimed: list[int] = field(default_factory=list)
    pens: str = ""
    group_count: int = 0
    proposals_each: int = 0
    longest: int = 0
    one_word: bool = False
    takes_proposals: bool = False
    notes: bool = False
    welcome: Welcome = field(default_factory=Welcome)
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NetworkView:
    """A wireless network to scan and to type. No `qr`: there is none to show."""

    qr: str = ""
    scan: str = ""
    name: str = ""
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class LogoView:
    """A picture of that size in pixels. No `src`: there is no logo, and the municipality's name stands in its place."""

    src: str = ""
    name: str = ""
    width: int = 0
    height: int = 0


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


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Who is here, in numbers and in words. The only figures of an open vote that leave the server."""

    here: int = 0
    done: int = 0
    total: int = 0
    offline: int = 0
    stages: int = 0
    controls: int = 0
    line: str = ""
    here_line: str = ""
    done_line: str = ""
    stage_line: str = ""
    stage_open: str = ""


@dataclass(frozen=True, kw_only=True)
class PhoneReceipt:
    """What became of one answer: «stored», «closed» or «refused», with what to say about it.

    `arrivals` as in `PhoneOwn`: on a phone that goes round, the next person's receipt must not equal the one before,
    since browsers pass over what does.
    """

    run: str = ""
    round: str = ""
    seq: int = 0
    arrivals: int = 0
    state: str = ""
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnAnswerView:
    """An answer given from this phone, for a phone that has forgotten it. `answer` is JSON."""

    round: str = ""
    seq: int = 0
    done: bool = False
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class PhoneOwn:
    """What belongs to one phone only. Sent when it arrives, never kept in a State.

    `arrivals` changes at every arrival, so that the phone knows when to send again what it has kept.
    `problem` is why there is nothing to see (unknown or ended code); `notice` a passing sentence.
    """

    problem: str = ""
    joined: bool = False
    notice: str = ""
    arrivals: int = 0
    run: str = ""
    answers: list[OwnAnswerView] = field(default_factory=list)
    group: int = 0
    proposals: list[ProposalCard] = field(default_factory=list)
