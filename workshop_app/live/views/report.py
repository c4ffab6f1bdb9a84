"""What is left of a session, to be read at a desk: what was asked, what it showed, what was agreed.

In the session's language, and in the words that were used: everything comes from the frozen agenda.
Figures come through `disclosure` as the unit may see them, never those about its leader, and only
once the room has seen them itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from workshop_app.domain.agenda import Activity, Instrument, Language, Phase
from workshop_app.domain.disclosure import Audience, Hidden, ShownPulse
from workshop_app.domain.session import Stage
from workshop_app.domain.thresholds import for_leader
from workshop_app.live.views import frames
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.live.views.figures import bar_groups, pulse_group
from workshop_app.live.views.lifts import lifted
from workshop_app.live.views.proposals import top_cards
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.figure_words import ends_line
from workshop_app.reports.lift_words import told
from workshop_app.services.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that was asked: its wording, and what came of it. `hidden` stands in place of figures."""

    id: str = ""
    part: str = ""
    title: str = ""
    wording: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    statements_title: str = ""
    groups: list[frames.BarGroup] = field(default_factory=list)
    sentence: str = ""
    notes: list[str] = field(default_factory=list)
    hidden: str = ""
    top_title: str = ""
    top: list[frames.ProposalCard] = field(default_factory=list)
    proposals_title: str = ""
    proposals: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line on a commitment card."""

    label: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A commitment as it was written down."""

    what: str = ""
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A step of a session that has not started."""

    title: str = ""
    minutes: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A session's page. `nothing` says why there is nothing to read yet."""

    language: str = "nb"
    unit: str = ""
    unit_path: str = ""
    title: str = ""
    date: str = ""
    state: str = ""
    stage: str = ""
    nothing: str = ""
    planned_title: str = ""
    planned_total: str = ""
    planned: list[Planned] = field(default_factory=list)
    agreed_title: str = ""
    agreed: list[Agreed] = field(default_factory=list)
    no_agreed: str = ""
    lifted: list[str] = field(default_factory=list)
    next_date: str = ""
    calendar: str = ""
    calendar_path: str = ""
    paper_path: str = ""
    asked_title: str = ""
    asked: list[Asked] = field(default_factory=list)
    caption: str = ""
    purpose: str = ""


#: The texts of a card, in the order in which they are read.
_FACTS = {
    "card.when": "situation",
    "card.who": "who",
    "card.by": "due",
    "card.first_step": "first_step",
    "card.notice": "notice",
}


def report(snapshot: Snapshot, *, minimum: int, now: datetime) -> Report:
    """The page of a session as it stands."""
    scene = desk_scene(snapshot, minimum=minimum, now=now)
    record, date = snapshot.record, scene.next_date()
    asked = [_asked(scene, activity) for activity in snapshot.agenda.activities if _is_asked(scene, activity)]
    is_over = snapshot.live.stage is Stage.ENDED
    agreed = [_agreed(scene, card) for card in scene.commitments() if card.what]
    return Report(
        language=record.language,
        unit=snapshot.unit.name,
        unit_path=f"/enheter/{snapshot.unit.id}",
        title=snapshot.agenda.title.in_language(scene.language),
        date=format_date(record.held_on),
        state=scene.say(f"session.state.{snapshot.live.stage.value}"),
        stage=snapshot.live.stage.value,
        nothing="" if asked or agreed else scene.say("report.nothing_over" if is_over else "report.nothing"),
        planned_title=scene.say("prepare.steps"),
        planned_total=scene.say("prepare.total", n=snapshot.agenda.total_minutes),
        planned=_planned(scene),
        agreed_title=scene.say("history.commitments"),
        agreed=agreed,
        no_agreed=scene.say("history.commitments_empty") if is_over and not agreed else "",
        lifted=_lifted(scene),
        next_date=scene.say("stage.next_date", date=date) if date else "",
        calendar=scene.calendar(),
        calendar_path=f"/samlinger/{record.id}/kalender.ics",
        paper_path=f"/samlinger/{record.id}/ark",
        asked_title=scene.say("report.asked"),
        asked=asked,
        caption=scene.say("result.caption"),
        purpose=scene.say("result.purpose"),
    )


def _lifted(scene: Scene) -> list[str]:
    """What was lifted, each with its answer as soon as there is one."""
    snapshot, sentences = scene.snapshot, lifted(scene)
    return [
        told(sent, snapshot.municipality, scene.language.value) if sent.lift.answer else sentence
        for sent, sentence in zip(snapshot.lifts, sentences, strict=True)
    ]


def _planned(scene: Scene) -> list[Planned]:
    if scene.snapshot.live.stage not in (Stage.DRAFT, Stage.LOBBY):
        return []
    return [
        Planned(title=scene.text(one.title), minutes=scene.say("prepare.minutes_short", n=one.total_minutes))
        for one in scene.snapshot.agenda.activities
    ]


def desk_scene(snapshot: Snapshot, *, minimum: int, now: datetime) -> Scene:
    """The session in its own language, for what is read at a desk."""
    # Nothing in a report depends on how participants reached the session.
    context = ViewContext(
        minimum=minimum, now=now, address="", addresses=(), encrypted=True, require_https=False, stage_path=""
    )
    return Scene(snapshot=snapshot, context=context, language=Language(snapshot.record.language))


def _is_asked(scene: Scene, activity: Activity) -> bool:
    """Whether there is something to tell: counted, and seen by the room before it is seen here."""
    live = scene.snapshot.live
    left, is_over = live.left.get(activity.id), live.stage is Stage.ENDED
    if left is None:
        return False
    if not activity.body.course.parts:
        return bool(_texts(scene, activity))
    if activity.body.offered_questions():
        return is_over or left is not Phase.CHOOSING
    return _is_sealed(scene, activity) and (is_over or _is_seen(scene, activity))


def _is_sealed(scene: Scene, activity: Activity) -> bool:
    runs = [scene.snapshot.live.run(activity.id, part) for part in activity.body.course.parts]
    return any(run is not None and run.counted for run in runs)


def _is_seen(scene: Scene, activity: Activity) -> bool:
    left = scene.snapshot.live.left
    if activity.body.questionnaire() is None:
        return left[activity.id] is Phase.REVEALED
    return any(one.id in left for one in scene.snapshot.agenda.activities if one.body.needs_pulse)


def _asked(scene: Scene, activity: Activity) -> Asked:
    title, part = scene.text(activity.title), scene.text(activity.part)
    if instrument := activity.body.questionnaire():
        return _pulse(scene, activity, instrument, title=title)
    if activity.body.offered_questions():
        return _question(scene, activity, part=part)
    texts = _texts(scene, activity)
    counted = activity.body.course.parts
    groups, sentence, hidden = _figures(scene, activity, counted[0]) if counted else ([], "", "")
    return Asked(
        id=activity.id,
        part=part if part != title else "",
        title=title,
        wording=_wording(scene, activity),
        groups=groups,
        sentence=sentence,
        notes=[ends] if groups and (ends := ends_line(activity, scene.language)) else [],
        hidden=hidden,
        proposals_title=scene.say(activity.body.texts_title) if texts else "",
        proposals=texts,
    )


def _texts(scene: Scene, activity: Activity) -> list[str]:
    """What groups handed in and the facilitator approved."""
    texts = scene.snapshot.proposals
    return [one.text for one in texts if one.activity_id == activity.id and one.state == "shown"]


def _wording(scene: Scene, activity: Activity) -> list[str]:
    return [scene.text(text) for text in activity.body.wording()]


def _figures(scene: Scene, activity: Activity, part: str) -> tuple[list[frames.BarGroup], str, str]:
    """(bars, the sentence with them, what to say instead of them)."""
    shown = scene.shown(activity, part, Audience.UNIT)
    hands = scene.hands(activity, part)
    if isinstance(shown, Hidden) and not hands:
        return [], "", scene.say("empty.no_results")
    groups, sentence = bar_groups(activity, shown, scene.language, hands)
    return groups, sentence, ""


def _pulse(scene: Scene, activity: Activity, instrument: Instrument, *, title: str) -> Asked:
    shown = scene.shown(activity, "pulse", Audience.UNIT)
    unit = scene.snapshot.unit
    visible = [pulse_group(instrument, shown, scene.language)] if isinstance(shown, ShownPulse) else []
    groups = [group for group in visible if group.bars]
    k_leader = for_leader(scene.context.minimum)
    roles = unit.agreed_roles or scene.say("unit.nobody_else")
    return Asked(
        id=activity.id,
        title=title,
        wording=_wording(scene, activity),
        statements_title=scene.say("report.statements"),
        statements=[scene.text(item.text) for item in instrument.items()],
        groups=groups,
        sentence=scene.say("pulse.scale_ends") if groups else "",
        notes=[scene.say("result.leader_hidden", k_leader=k_leader, agreed_roles=roles)],
        hidden="" if groups else scene.say("empty.no_results"),
    )


def _question(scene: Scene, activity: Activity, *, part: str) -> Asked:
    question = scene.question(activity)
    choosing = scene.snapshot.live.run(activity.id, "choose")
    was_chosen_here = choosing is not None and choosing.counted
    groups, sentence, hidden = _figures(scene, activity, "choose") if was_chosen_here else ([], "", "")
    title = scene.text(question.title) if question else scene.text(activity.title)
    gloss = [scene.text(question.gloss)] if question else []
    choosing_text = _wording(scene, activity) if was_chosen_here else []
    top = top_cards(scene, activity) if _dots_are_seen(scene, activity) else []
    first = {card.id for card in top}
    rest = [
        proposal.text
        for proposal in scene.snapshot.proposals
        if proposal.activity_id == activity.id and proposal.state == "shown" and proposal.id not in first
    ]
    return Asked(
        id=activity.id,
        part=part if part != title else "",
        title=title,
        wording=[*gloss, *choosing_text],
        groups=groups,
        sentence=sentence,
        hidden=hidden,
        top_title=scene.say("stage.top") if top else "",
        top=top,
        proposals_title=scene.say("report.more_proposals" if top else "history.proposals") if rest else "",
        proposals=rest,
    )


def _dots_are_seen(scene: Scene, activity: Activity) -> bool:
    live = scene.snapshot.live
    run = live.run(activity.id, "dots")
    is_seen = live.stage is Stage.ENDED or live.left[activity.id] is Phase.REVEALED
    return is_seen and run is not None and run.counted


def _agreed(scene: Scene, card: frames.CommitmentView) -> Agreed:
    facts = [
        Fact(label=scene.say(key).removesuffix(" *"), text=getattr(card, name))
        for key, name in _FACTS.items()
        if getattr(card, name)
    ]
    return Agreed(what=card.what, facts=facts)
