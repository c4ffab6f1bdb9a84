"""What is told of a session at a desk, before it is laid out: what was asked, what it showed, what was agreed.

The session's page and its minutes are two layouts of these facts. They are in the session's language and in the words
that were used, since everything comes from the frozen agenda. Figures come through `disclosure` as the unit may see
them, never those about its leader, and only once the room has seen them itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Activity, Instrument, Phase
from workshop_app.domain.commitments import Card
from workshop_app.domain.disclosure import Audience, Hidden, ShownDots, ShownPoints, ShownPulse
from workshop_app.domain.session import Stage, has_shown_pulse
from workshop_app.domain.thresholds import for_leader
from workshop_app.persistence.lifts import SentLift
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.figure_words import ends_line, option_labels, row_labels
from workshop_app.reports.lift_words import answer_words, level_name, state_words
from workshop_app.reports.reading import Reading
from workshop_app.reports.sitting_words import beside_pulse, in_place_of_pulse
from workshop_app.reports.worded_bars import WordedBars, worded_pulse, worded_vote

#: The texts of a card, in the order in which they are read.
_FACTS = {
    "card.when": "situation",
    "card.who": "who",
    "card.by": "due",
    "card.first_step": "first_step",
    "card.notice": "notice",
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Lines under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one part showed, or in `hidden` what stands instead. `is_marked`: each option has a colour of its own."""

    groups: tuple[WordedBars, ...] = ()
    sentence: str = ""
    hidden: str = ""
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A proposal in one of the first places; `place` says which, and whether it shares it."""

    id: str
    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that was asked: its exact wording, and what came of each of its parts.

    `part` is where in the agenda it stands, where that says more than the title. `options` are what could be answered,
    `proposals` what groups handed in and the facilitator approved, without those in `top`.
    """

    id: str
    title: str
    part: str = ""
    wording: tuple[str, ...] = ()
    options: tuple[Listed, ...] = ()
    statements: tuple[Listed, ...] = ()
    results: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()
    top_title: str = ""
    top: tuple[Placed, ...] = ()
    proposals: tuple[Listed, ...] = ()

    @property
    def sentence(self) -> str:
        """What goes with the figures, of all parts."""
        return " ".join(one.sentence for one in self.results if one.sentence)

    @property
    def hidden(self) -> str:
        """What stands in place of figures, where no part shows any."""
        if any(one.groups for one in self.results):
            return ""
        return next((one.hidden for one in self.results if one.hidden), "")


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A commitment or a lift: what, and (label, text) of everything else that was written down."""

    what: str
    facts: tuple[tuple[str, str], ...]


def asked(told: Reading) -> tuple[Asked, ...]:
    """Everything that was asked and may be told by now, in the order of the agenda."""
    return tuple(_asked(told, one) for one in told.snapshot.agenda.activities if _is_told(told, one))


def agreed(told: Reading) -> tuple[Agreed, ...]:
    """The commitments that were written down."""
    return tuple(_agreed(told, card) for card in told.snapshot.cards if card.what)


def lifted(told: Reading) -> tuple[Agreed, ...]:
    """What was lifted to the level above, each with its answer as far as there is one by now."""
    return tuple(_lifted(told, sent) for sent in told.snapshot.lifts)


def first_places(told: Reading, activity: Activity, audience: Audience = Audience.ROOM) -> tuple[Placed, ...]:
    """The proposals in the first places, as far as `disclosure` shows them."""
    shown = told.shown(activity, "dots", audience)
    if not isinstance(shown, ShownDots):
        return ()
    texts = {proposal.id: proposal.text for proposal in told.snapshot.proposals}
    return tuple(
        Placed(
            id=proposal,
            text=texts.get(proposal, ""),
            place=f"{place.rank}" if len(place.proposals) == 1 else f"{place.rank} · {told.say('stage.tie')}",
        )
        for place in shown.places
        for proposal in place.proposals
    )


def _is_told(told: Reading, activity: Activity) -> bool:
    """Whether there is something to tell: counted or worked on, and seen by the room before it is seen here."""
    live = told.snapshot.live
    left, is_over = live.left.get(activity.id), live.stage is Stage.ENDED
    if left is None:
        return False
    parts = activity.body.course.parts
    if not parts:
        return bool(_texts(told, activity))
    if activity.body.offered_questions():
        return is_over or left is not Phase.CHOOSING
    return any(told.is_counted(activity, part) for part in parts) and (is_over or _is_seen(told, activity))


def _is_seen(told: Reading, activity: Activity) -> bool:
    live = told.snapshot.live
    if activity.body.questionnaire() is None:
        return live.left[activity.id] is Phase.REVEALED
    return has_shown_pulse(live, told.snapshot.agenda)


def _asked(told: Reading, activity: Activity) -> Asked:
    if instrument := activity.body.questionnaire():
        return _pulse(told, activity, instrument)
    if activity.body.offered_questions():
        return _question(told, activity)
    title = told.text(activity.title)
    results = tuple(_figures(told, activity, part) for part in activity.body.course.parts)
    ends = ends_line(activity, told.language) if any(one.groups for one in results) else ""
    texts = _texts(told, activity)
    return Asked(
        id=activity.id,
        title=title,
        part=_part(told, activity, title),
        wording=_wording(told, activity),
        options=_options(told, activity),
        results=results,
        notes=(ends,) if ends else (),
        proposals=(Listed(title=told.say(activity.body.texts_title), lines=texts),) if texts else (),
    )


def _part(told: Reading, activity: Activity, title: str) -> str:
    part = told.text(activity.part)
    return part if part != title else ""


def _texts(told: Reading, activity: Activity, *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What groups handed in and the facilitator approved, in the order in which it came."""
    proposals = told.snapshot.proposals
    return tuple(
        one.text for one in proposals if one.activity_id == activity.id and one.state == "shown" and one.id not in but
    )


def _wording(told: Reading, activity: Activity) -> tuple[str, ...]:
    return tuple(told.text(text) for text in activity.body.wording())


def _options(told: Reading, activity: Activity) -> tuple[Listed, ...]:
    rows, options = (tuple(of(activity, told.language).values()) for of in (row_labels, option_labels))
    lists = (("minutes.rows", rows), ("minutes.options", options))
    return tuple(Listed(title=told.say(title), lines=lines) for title, lines in lists if lines)


def _figures(told: Reading, activity: Activity, part: str) -> Result:
    shown = told.shown(activity, part, Audience.UNIT)
    hands = told.hands(activity, part)
    if isinstance(shown, Hidden) and not hands:
        return Result(hidden=told.say("empty.no_results"))
    groups, sentence = worded_vote(activity, shown, told.language, hands)
    return Result(groups=groups, sentence=sentence, is_marked=isinstance(shown, ShownPoints))


def _pulse(told: Reading, activity: Activity, instrument: Instrument) -> Asked:
    roles = told.snapshot.unit.agreed_roles or told.say("unit.nobody_else")
    statements = tuple(told.text(item.text) for item in instrument.items())
    return Asked(
        id=activity.id,
        title=told.text(activity.title),
        wording=_wording(told, activity),
        statements=(Listed(title=told.say("report.statements"), lines=statements),),
        results=(_pulse_figures(told, activity, instrument),),
        notes=(
            *beside_pulse(told, activity),
            told.say("result.leader_hidden", k_leader=for_leader(told.context.minimum), agreed_roles=roles),
        ),
    )


def _pulse_figures(told: Reading, activity: Activity, instrument: Instrument) -> Result:
    shown = told.shown(activity, "pulse", Audience.UNIT)
    group = worded_pulse(instrument, shown, told.language) if isinstance(shown, ShownPulse) else None
    if group is None or not group.bars:
        return Result(hidden=in_place_of_pulse(told, activity) or told.say("empty.no_results"))
    return Result(groups=(group,), sentence=told.say("pulse.scale_ends"))


def _question(told: Reading, activity: Activity) -> Asked:
    question = told.question(activity)
    title = told.text(question.title if question else activity.title)
    was_chosen_here = told.is_counted(activity, "choose")
    top = first_places(told, activity, Audience.UNIT) if _dots_are_seen(told, activity) else ()
    rest = _texts(told, activity, but=frozenset(one.id for one in top))
    rest_title = told.say("report.more_proposals" if top else "history.proposals")
    return Asked(
        id=activity.id,
        title=title,
        part=_part(told, activity, title),
        wording=(
            *((told.text(question.gloss),) if question else ()),
            *(_wording(told, activity) if was_chosen_here else ()),
        ),
        results=(_figures(told, activity, "choose"),) if was_chosen_here else (),
        top_title=told.say("stage.top") if top else "",
        top=top,
        proposals=(Listed(title=rest_title, lines=rest),) if rest else (),
    )


def _dots_are_seen(told: Reading, activity: Activity) -> bool:
    live = told.snapshot.live
    is_seen = live.stage is Stage.ENDED or live.left[activity.id] is Phase.REVEALED
    return is_seen and told.is_counted(activity, "dots")


def _agreed(told: Reading, card: Card) -> Agreed:
    texts = {**vars(card), "due": format_date(card.due) if card.due else ""}
    facts = ((told.say(key).removesuffix(" *"), texts[name]) for key, name in _FACTS.items())
    return Agreed(what=card.what, facts=tuple((label, text) for label, text in facts if text))


def _lifted(told: Reading, sent: SentLift) -> Agreed:
    lift, language = sent.lift, told.language.value
    facts = (
        ("level", level_name(sent.level, told.snapshot.municipality, language)),
        ("hinders", lift.why),
        ("sent_on", format_date(lift.sent_on)),
        ("answer_text", answer_words(lift, language) or state_words(lift, language)),
        ("expected_by", "" if lift.answer else format_date(lift.due)),
    )
    return Agreed(
        what=lift.what, facts=tuple((told.say(f"export.column.{name}"), text) for name, text in facts if text)
    )
