"""What phones are sent: what every phone sees, and what belongs to one."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.live.views.frames.parts import BarGroup, CommitmentView, OptionView, ProposalCard, Quote


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
    `problem` is why there is nothing to see (unknown or ended code); `notice` a passing sentence; `again` says that
    a seat could not be given just now, and that the phone shall ask for it again by itself.
    """

    problem: str = ""
    joined: bool = False
    notice: str = ""
    again: bool = False
    arrivals: int = 0
    run: str = ""
    answers: list[OwnAnswerView] = field(default_factory=list)
    group: int = 0
    proposals: list[ProposalCard] = field(default_factory=list)
