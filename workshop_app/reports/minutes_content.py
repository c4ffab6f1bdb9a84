"""What stands in a session's minutes, before it is set in type: plain values with every text ready to read.

The same things as on the session's page, from the same `disclosure` and in the same words; a test holds the two
together. Always as the unit may see it and never with figures about its leader, since minutes go to the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workshop_app.domain.agenda import Activity, Instrument, Language, Text
from workshop_app.domain.commitments import Card
from workshop_app.domain.disclosure import Audience, Hidden, Shown, ShownDots, ShownHands, ShownPulse, show, show_hands
from workshop_app.domain.next_date import next_session
from workshop_app.domain.session import chosen_question
from workshop_app.domain.thresholds import ITEMS, SHARES, floored, for_leader
from workshop_app.phrases import fill, phrase
from workshop_app.phrases.formatting import format_date, weekday_name
from workshop_app.reports.caveats import cannot
from workshop_app.reports.figure_words import ends_line, option_labels, row_labels, unit_name
from workshop_app.reports.minutes_figures import Chart, charts, pulse_chart
from workshop_app.reports.minutes_values import Agreed, Asked, Listed, MinutesContent, Step
from workshop_app.services.snapshot import Snapshot

#: The texts of a card, in the order in which they are read.
_FACTS = {
    "card.when": "situation",
    "card.who": "who",
    "card.by": "due",
    "card.first_step": "first_step",
    "card.notice": "notice",
}


@dataclass(frozen=True)
class _Told:
    """A snapshot with its language."""

    snapshot: Snapshot
    minimum: int

    @property
    def language(self) -> Language:
        return Language(self.snapshot.record.language)

    @property
    def next_date(self) -> date | None:
        return next_session(self.snapshot.live.next_date)

    def say(self, key: str, **slots: object) -> str:
        return phrase(key, self.language, **slots)

    def text(self, text: Text | None) -> str:
        """A text from `content/` with its slots filled, as on the screens."""
        if text is None:
            return ""
        record, unit = self.snapshot.record, self.snapshot.unit
        return fill(
            text.in_language(self.language),
            self.language,
            n="",
            k=floored(self.minimum),
            unit=unit.name,
            leader_role=unit.leader_role,
            date=self.next_date or self.say("closing.date_unknown"),
            weekday=weekday_name(record.held_on + timedelta(days=7), self.language),
        )

    def shown(self, activity: Activity, part: str) -> Shown:
        counted = self.snapshot.figures.get((activity.id, part), ())
        return show(
            activity,
            part=part,
            aggregates=counted,
            audience=Audience.UNIT,
            k=self.minimum,
            pulses=self.snapshot.pulses.get(activity.id, ()),
            before=self.snapshot.before.get(activity.id),
        )

    def hands(self, activity: Activity, part: str) -> tuple[ShownHands, ...]:
        counted = self.snapshot.figures.get((activity.id, part), ())
        return show_hands(counted, k=self.minimum, ordered=bool(activity.body.bin_texts()))

    def is_sealed(self, activity: Activity, part: str) -> bool:
        run = self.snapshot.live.run(activity.id, part)
        return run is not None and run.counted


def minutes_content(snapshot: Snapshot, *, minimum: int) -> MinutesContent:
    """The minutes of a session that has ended."""
    told = _Told(snapshot, minimum)
    day = format_date(snapshot.record.held_on)
    unit = unit_name(snapshot.unit, snapshot.municipality, told.language)
    asked = tuple(_asked(told, one) for one in snapshot.agenda.activities if _is_asked(told, one))
    agreed = tuple(_agreed(told, card) for card in snapshot.cards if card.what)
    labels = ("minutes.unit", "minutes.municipality", "minutes.date")
    values = (unit, snapshot.municipality.name, day)
    return MinutesContent(
        language=told.language.value,
        full_title=told.say("minutes.full_title", unit=unit, date=day),
        title=told.say("minutes.title"),
        name=told.text(snapshot.agenda.title),
        facts=tuple((told.say(label), value) for label, value in zip(labels, values, strict=True)),
        agenda_title=told.say("minutes.agenda"),
        agenda_columns=("", told.say("minutes.step"), told.say("minutes.planned")),
        agenda=tuple(_step(told, activity) for activity in snapshot.agenda.activities),
        agenda_total=told.say("prepare.total", n=snapshot.agenda.total_minutes),
        asked_title=told.say("report.asked"),
        asked=asked,
        nothing="" if asked else told.say("report.nothing_over"),
        agreed_title=told.say("history.commitments"),
        agreed=agreed,
        no_agreed="" if agreed else told.say("history.commitments_empty"),
        next_date=told.say("stage.next_date", date=told.next_date) if told.next_date else "",
        cannot=Listed(title=told.say("export.cannot"), lines=(*cannot(told.language), *_rules(told))),
        page=told.say("minutes.page", n="{n}", total="{total}"),
    )


def _rules(told: _Told) -> Sequence[str]:
    return (
        told.say("export.rules.threshold", k=floored(told.minimum)),
        told.say("export.rules.mean", n=ITEMS),
        told.say("export.rules.share", n=SHARES),
        told.say("export.rules.ends"),
    )


def _step(told: _Told, activity: Activity) -> Step:
    minutes = activity.total_minutes
    return Step(title=told.text(activity.title), minutes=told.say("prepare.minutes_short", n=minutes))


def _is_asked(told: _Told, activity: Activity) -> bool:
    """Whether the room came there, and something was counted or worked on."""
    if activity.id not in told.snapshot.live.left:
        return False
    if not activity.body.course.parts:
        return bool(_texts(told, activity))
    is_counted = any(told.is_sealed(activity, part) for part in activity.body.course.parts)
    return is_counted or bool(activity.body.offered_questions())


def _asked(told: _Told, activity: Activity) -> Asked:
    if instrument := activity.body.questionnaire():
        return _pulse(told, activity, instrument)
    if activity.body.offered_questions():
        return _question(told, activity)
    counted = activity.body.course.parts
    found, sentence, hidden = _figures(told, activity, counted[0]) if counted else ((), "", "")
    return Asked(
        id=activity.id,
        title=told.text(activity.title),
        wording=_wording(told, activity),
        lists=(*(_options(told, activity) if hidden else ()), *_texts(told, activity)),
        charts=found,
        sentence=sentence,
        notes=(ends,) if found and (ends := ends_line(activity, told.language)) else (),
        hidden=hidden,
    )


def _texts(told: _Told, activity: Activity) -> tuple[Listed, ...]:
    """What groups handed in and the facilitator approved."""
    texts = told.snapshot.proposals
    lines = tuple(one.text for one in texts if one.activity_id == activity.id and one.state == "shown")
    return (Listed(title=told.say(activity.body.texts_title), lines=lines),) if lines else ()


def _wording(told: _Told, activity: Activity) -> tuple[str, ...]:
    return tuple(told.text(text) for text in activity.body.wording())


def _options(told: _Told, activity: Activity) -> tuple[Listed, ...]:
    """What was asked about and what could be answered, where no figures tell it."""
    rows, options = (tuple(of(activity, told.language).values()) for of in (row_labels, option_labels))
    lists = (("minutes.rows", rows), ("minutes.options", options))
    return tuple(Listed(title=told.say(title), lines=lines) for title, lines in lists if lines)


def _figures(told: _Told, activity: Activity, part: str) -> tuple[tuple[Chart, ...], str, str]:
    """(charts, the sentence with them, what to say instead of them)."""
    shown = told.shown(activity, part)
    hands = told.hands(activity, part)
    if isinstance(shown, Hidden) and not hands:
        return (), "", told.say("empty.no_results")
    found, sentence = charts(activity, shown, told.language, hands)
    return found, sentence, ""


def _pulse(told: _Told, activity: Activity, instrument: Instrument) -> Asked:
    shown, unit = told.shown(activity, "pulse"), told.snapshot.unit
    found = pulse_chart(instrument, shown, told.language) if isinstance(shown, ShownPulse) else None
    statements = tuple(told.text(item.text) for item in instrument.items())
    roles = unit.agreed_roles or told.say("unit.nobody_else")
    return Asked(
        id=activity.id,
        title=told.text(activity.title),
        wording=_wording(told, activity),
        lists=(Listed(title=told.say("report.statements"), lines=statements),),
        charts=(found,) if found else (),
        sentence=told.say("pulse.scale_ends") if found else "",
        notes=(told.say("result.leader_hidden", k_leader=for_leader(told.minimum), agreed_roles=roles),),
        hidden="" if found else told.say("empty.no_results"),
    )


def _question(told: _Told, activity: Activity) -> Asked:
    taken = chosen_question(told.snapshot.live, activity)
    question = next((one for one in activity.body.offered_questions() if one.id == taken), None)
    was_chosen_here = told.is_sealed(activity, "choose")
    found, sentence, hidden = _figures(told, activity, "choose") if was_chosen_here else ((), "", "")
    return Asked(
        id=activity.id,
        title=told.text(question.title if question else activity.title),
        wording=(
            *((told.text(question.gloss),) if question else ()),
            *(_wording(told, activity) if was_chosen_here else ()),
        ),
        lists=_proposals(told, activity),
        charts=found,
        sentence=sentence,
        hidden=hidden,
    )


def _proposals(told: _Told, activity: Activity) -> tuple[Listed, ...]:
    """The first places, then all others that were approved, in the order in which they came."""
    texts = {one.id: one.text for one in told.snapshot.proposals if one.activity_id == activity.id}
    shown = told.shown(activity, "dots") if told.is_sealed(activity, "dots") else Hidden()
    ranked = [(place, id_) for place in shown.places for id_ in place.proposals] if isinstance(shown, ShownDots) else []
    tie = told.say("stage.tie")
    top = [
        f"{place.rank}{f' · {tie}' if len(place.proposals) > 1 else ''}: {texts.get(id_, '')}" for place, id_ in ranked
    ]
    placed = {id_ for _, id_ in ranked}
    approved = [one for one in told.snapshot.proposals if one.activity_id == activity.id and one.state == "shown"]
    rest = [one.text for one in approved if one.id not in placed]
    others = told.say("report.more_proposals" if top else "history.proposals")
    lists = ((told.say("stage.top"), top), (others, rest))
    return tuple(Listed(title=title, lines=tuple(lines)) for title, lines in lists if lines)


def _agreed(told: _Told, card: Card) -> Agreed:
    texts = {**vars(card), "due": format_date(card.due) if card.due else ""}
    facts = ((told.say(key).removesuffix(" *"), texts[name]) for key, name in _FACTS.items())
    return Agreed(what=card.what, facts=tuple((label, text) for label, text in facts if text))
