"""What is told of a session at a desk, before it is laid out: what was asked, what it showed, what was agreed.

The session's page and its minutes are two layouts of these facts. They are in the session's language and in the words
that were used, since everything comes from the frozen agenda. Figures come through `disclosure` as the unit may see
them, never those about its leader, and only once the room has seen them itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshop_app.domain.agenda import Activity, Instrument, Option
from workshop_app.domain.commitments import Card
from workshop_app.domain.disclosure import Audience, Hidden, ShownDots, ShownPoints, ShownPulse
from workshop_app.domain.plain_text import capitalised
from workshop_app.domain.session import Stage, chosen_question, has_shown_pulse
from workshop_app.domain.thresholds import for_leader
from workshop_app.persistence.lifts import SentLift
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.figure_words import ends_line, option_labels, row_labels
from workshop_app.reports.lift_words import answer_words, level_alone, state_words
from workshop_app.reports.promises_part import STATES
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
    """One part of what was asked: its exact wording, and what came of it.

    `part` is where in the agenda it stands, where that says more than the title. `options` are what could be answered,
    `proposals` what groups handed in and the facilitator approved, without those in `top`.
    """

    id: str
    title: str
    part: str = ""
    wording: tuple[str, ...] = ()
    options: tuple[Listed, ...] = ()
    statements: tuple[Listed, ...] = ()
    result: Result = Result()
    notes: tuple[str, ...] = ()
    top_title: str = ""
    top: tuple[Placed, ...] = ()
    proposals: tuple[Listed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A commitment or a lift: what, and (label, text) of everything else that was written down."""

    what: str
    facts: tuple[tuple[str, str], ...]


def asked(told: Reading) -> tuple[Asked, ...]:
    """Everything that was asked and may be told by now, in the order of the agenda."""
    activities = (one for one in told.snapshot.agenda.activities if _is_told(told, one))
    return tuple(one for activity in activities for one in _asked(told, activity))


def agreed(told: Reading) -> tuple[Agreed, ...]:
    """The commitments that were written down."""
    return tuple(_agreed(told, card) for card in told.snapshot.cards if card.what)


def lifted(told: Reading) -> tuple[Agreed, ...]:
    """What was lifted to the level above, each with its answer as far as there is one by now."""
    return tuple(_lifted(told, sent) for sent in told.snapshot.lifts)


def first_places(told: Reading, activity: Activity, audience: Audience = Audience.ROOM) -> tuple[Placed, ...]:
    """What is in the first places, as far as `disclosure` shows them."""
    shown = told.shown(activity, "dots", audience)
    if not isinstance(shown, ShownDots):
        return ()
    texts = {proposal.id: proposal.text for proposal in told.snapshot.proposals}
    texts |= option_labels(told.asked(activity, "dots"), told.language)
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
    if activity.id not in live.left:
        return False
    if activity.body.questionnaire():
        is_seen = live.stage is Stage.ENDED or has_shown_pulse(live, told.snapshot.agenda)
        return is_seen and told.is_counted(activity, "pulse")
    if activity.body.offered_questions() and (chosen_question(live, activity) or live.stage is Stage.ENDED):
        return True
    return bool(_seen_parts(told, activity) or (not activity.body.course.parts and _texts(told, activity)))


def _seen_parts(told: Reading, activity: Activity) -> list[str]:
    """The parts that were counted and that the room has been shown; once the session is over, all that were counted."""
    live, course = told.snapshot.live, activity.body.course
    shown_in = {part: phase for phase, part in course.sealing.items()}
    return [
        part
        for part in course.parts
        if told.is_counted(activity, part)
        and (live.stage is Stage.ENDED or course.has_come_to(shown_in[part], now=live.left[activity.id]))
    ]


def _asked(told: Reading, activity: Activity) -> list[Asked]:
    """One for each part that is told of; what the groups wrote stands with the last."""
    if instrument := activity.body.questionnaire():
        return [_pulse(told, activity, instrument)]
    parts, last = _seen_parts(told, activity), activity.body.course.parts[-1:]
    found = [_counted(told, activity, part) for part in parts]
    if not parts or (activity.body.collecting() and not {*last} <= {*parts}):
        # Groups have worked, and nothing is counted of that yet, or will be.
        found.append(_headed(told, activity, "", told.settled(activity)))
    placed = frozenset(card.id for one in found for card in one.top)
    if texts := _texts(told, activity, but=placed):
        title = told.say("report.more_proposals" if placed else activity.body.texts_title)
        found[-1] = replace(found[-1], proposals=(Listed(title=title, lines=texts),))
    return found


def _headed(told: Reading, activity: Activity, part: str, asked: Activity) -> Asked:
    """What was `asked`, under the heading of that part."""
    title = told.text(told.settled(activity).body.heading(part) or activity.title)
    where = told.text(activity.part)
    return Asked(id=activity.id, title=title, part=where if where != title else "", wording=_wording(told, asked))


def _counted(told: Reading, activity: Activity, part: str) -> Asked:
    """One part: its figures or first places, or what to say instead of them."""
    asked = told.asked(activity, part)
    headed = _headed(told, activity, part, asked)
    headed = replace(headed, options=_options(told, asked), statements=_explained(told, asked))
    shown, hands = told.shown(activity, part, Audience.UNIT), told.hands(activity, part)
    if isinstance(shown, Hidden) and not hands:
        became = tuple(filter(None, [_became(told, activity)]))
        return replace(headed, result=Result(hidden=told.say("empty.no_results")), notes=became)
    if isinstance(shown, ShownDots):
        return replace(headed, top_title=told.say("stage.top"), top=first_places(told, activity, Audience.UNIT))
    groups, sentence = worded_vote(asked, shown, told.language, hands)
    notes = (ends_line(asked, told.language), told.not_compared(activity, part), _became(told, activity))
    result = Result(groups=groups, sentence=sentence, is_marked=isinstance(shown, ShownPoints))
    return replace(headed, result=result, notes=tuple(filter(None, notes)))


def _texts(told: Reading, activity: Activity, *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What groups handed in and the facilitator approved, in the order in which it came."""
    proposals = told.snapshot.proposals
    return tuple(
        one.text for one in proposals if one.activity_id == activity.id and one.state == "shown" and one.id not in but
    )


def _wording(told: Reading, activity: Activity) -> tuple[str, ...]:
    words, promised = tuple(told.text(text) for text in activity.body.wording()), told.followed_up(activity)
    return (f"{told.promised_in(promised)}: {promised.card.what}", *words) if promised else words


def _became(told: Reading, activity: Activity) -> str:
    """What became of the commitment that was followed up; empty before that has been said."""
    promised = told.followed_up(activity)
    if promised is None or promised.card.settled_on is None:
        return ""
    state, learnt = told.say(STATES[promised.card.state]), promised.card.learnt
    return f"{state}. {told.say('promises.learnt')}: {learnt}" if learnt else f"{state}."


def _options(told: Reading, activity: Activity) -> tuple[Listed, ...]:
    rows, options = (tuple(of(activity, told.language).values()) for of in (row_labels, option_labels))
    lists = (("minutes.rows", rows), ("minutes.options", options))
    return tuple(Listed(title=told.say(title), lines=lines) for title, lines in lists if lines)


def _explained(told: Reading, activity: Activity) -> tuple[Listed, ...]:
    """What stood under the options of a vote, where a word or two don't say it."""
    options = (one for one in getattr(activity.body, "options", ()) if isinstance(one, Option) and one.help)
    explained = ((told.text(one.text), told.text(one.help)) for one in options)
    lines = tuple(f"{text}{'' if text.endswith('?') else ':'} {help_}" for text, help_ in explained)
    return (Listed(title=told.say("minutes.explained"), lines=lines),) if lines else ()


def _pulse(told: Reading, activity: Activity, instrument: Instrument) -> Asked:
    roles = told.snapshot.unit.agreed_roles or told.say("unit.nobody_else")
    statements = tuple(told.text(item.text) for item in instrument.items())
    return Asked(
        id=activity.id,
        title=told.text(activity.title),
        wording=_wording(told, activity),
        statements=(Listed(title=told.say("report.statements"), lines=statements),),
        result=_pulse_figures(told, activity, instrument),
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


def _agreed(told: Reading, card: Card) -> Agreed:
    texts = {**vars(card), "due": format_date(card.due) if card.due else ""}
    facts = ((told.say(key).removesuffix(" *"), texts[name]) for key, name in _FACTS.items())
    return _capitalised(card.what, facts)


def _lifted(told: Reading, sent: SentLift) -> Agreed:
    lift, language = sent.lift, told.language.value
    facts = (
        ("level", level_alone(sent.level, told.snapshot.municipality, language)),
        ("hinders", lift.why),
        ("sent_on", format_date(lift.sent_on)),
        ("answer_text", answer_words(lift, language) or state_words(lift, language)),
        ("expected_by", "" if lift.answer else format_date(lift.due)),
    )
    return _capitalised(lift.what, ((told.say(f"export.column.{name}"), text) for name, text in facts))


def _capitalised(what: str, facts: Iterable[tuple[str, str]]) -> Agreed:
    """People write as if they went on with a sentence; here each stands by itself. What is empty is left out."""
    return Agreed(what=capitalised(what), facts=tuple((label, capitalised(text)) for label, text in facts if text))
