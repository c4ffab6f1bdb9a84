"""A session seen in one language: its texts with their slots filled, and its figures as far as they may be shown.

What screens, pages and files all ask for. Each says for itself how many must have answered and what day it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from workshop_app.domain.agenda import Activity, Language, Question, Text
from workshop_app.domain.commitments import Promised
from workshop_app.domain.disclosure import Audience, Shown, ShownHands, show, show_hands
from workshop_app.domain.next_date import next_session
from workshop_app.domain.session import as_asked, as_settled, chosen_question
from workshop_app.domain.thresholds import floored
from workshop_app.phrases import fill, phrase
from workshop_app.phrases.formatting import weekday_name
from workshop_app.services.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class ReadingContext:
    """`minimum` is the municipality's k. «In a week» is counted from `now`."""

    minimum: int
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A snapshot in one language."""

    snapshot: Snapshot
    context: ReadingContext
    language: Language

    def say(self, key: str, **slots: object) -> str:
        """A phrase."""
        return phrase(key, self.language.value, **slots)

    def text(self, text: Text | None, **more: object) -> str:
        """A text from `content/` with its slots filled."""
        if text is None:
            return ""
        return fill(text.in_language(self.language), self.language.value, **{**self.slots(), **more})

    def slots(self) -> dict[str, object]:
        """What fills the slots in texts. How many are here, nobody knows who only reads."""
        unit, day = self.snapshot.unit, self.next_date()
        return {
            "n": "",
            "k": floored(self.context.minimum),
            "unit": unit.name,
            "leader_role": unit.leader_role,
            "date": day or self.say("closing.date_unknown"),
            "weekday": weekday_name(self.context.now.date() + timedelta(days=7), self.language.value),
        }

    def shown(self, activity: Activity, part: str, audience: Audience = Audience.ROOM) -> Shown:
        """What may be shown of a sealed part."""
        return show(
            activity,
            part=part,
            aggregates=self.snapshot.figures.get((activity.id, part), ()),
            audience=audience,
            k=self.context.minimum,
            pulses=self.snapshot.pulses.get(activity.id, ()),
            before=self.snapshot.before.get(activity.id),
        )

    def settled(self, activity: Activity) -> Activity:
        """The activity as it goes on with what the room has taken in it."""
        return as_settled(self.snapshot.live, activity)

    def asked(self, activity: Activity, part: str) -> Activity:
        """One part of an activity by itself, with what the room has taken in it."""
        return as_asked(self.snapshot.live, activity, part)

    def hands(self, activity: Activity, part: str) -> tuple[ShownHands, ...]:
        """What raised hands said in a sealed part."""
        aggregates = self.snapshot.figures.get((activity.id, part), ())
        ordered = bool(self.asked(activity, part).body.bin_texts())
        return show_hands(aggregates, k=self.context.minimum, ordered=ordered)

    def not_compared(self, activity: Activity, part: str) -> str:
        """Why what an earlier session answered to the same does not stand beside that part; empty where nothing is."""
        before = self.snapshot.before.get(activity.id)
        if before is None or before.reorganised is None or part != self.asked(activity, part).body.compared_part:
            return ""
        return self.say("dilemma.other_people", date=before.reorganised)

    def is_counted(self, activity: Activity, part: str) -> bool:
        """Whether that part is sealed, and its answers were counted."""
        run = self.snapshot.live.run(activity.id, part)
        return run is not None and run.counted

    def question(self, activity: Activity) -> Question | None:
        """The «Hva nå?» question that has been settled on."""
        chosen = chosen_question(self.snapshot.live, activity)
        return next((one for one in activity.body.offered_questions() if one.id == chosen), None)

    def followed_up(self, activity: Activity) -> Promised | None:
        """The commitment of the session before that a step is about; None where there are not so many."""
        number, promised = activity.body.followed_up(), self.snapshot.promised
        return promised[number - 1] if 0 < number <= len(promised) else None

    def promised_in(self, promised: Promised) -> str:
        """Where a commitment comes from: «Tiltak fra 02.03.2026», and from which of several sittings."""
        if promised.sitting is None:
            return self.say("follow.title", date=promised.held_on)
        return self.say("follow.title_sitting", n=promised.sitting, date=promised.held_on)

    def sitting_of(self, promised: Promised) -> str:
        """The same where there were several sittings; empty where there is nothing to tell apart."""
        return self.promised_in(promised) if promised.sitting else ""

    def next_date(self) -> date | None:
        """When the next session is, if that has been said; with its time where that has been said too."""
        return next_session(self.snapshot.live.next_date)


def desk_reading(snapshot: Snapshot, *, minimum: int) -> Reading:
    """A session in its own language and as on its own day, whenever it is read."""
    then = datetime.combine(snapshot.record.held_on, time(), UTC)
    return Reading(
        snapshot=snapshot,
        context=ReadingContext(minimum=minimum, now=then),
        language=Language(snapshot.record.language),
    )
