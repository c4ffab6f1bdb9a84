"""What views need beside the snapshot, and the small pieces that all three of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from workshop_app.domain.agenda import Activity, Language, Phase, Quotation
from workshop_app.domain.disclosure import Audience, ShownHistory, show_history
from workshop_app.live.views.frames.parts import CommitmentView, Quote, Timer
from workshop_app.phrases.formatting import format_date
from workshop_app.reports.dates import invitation
from workshop_app.reports.reading import Reading, ReadingContext


@dataclass(frozen=True, kw_only=True)
class ViewContext(ReadingContext):
    """Settings and surroundings. `now` is when the frame is made."""

    address: str
    addresses: Sequence[str]
    encrypted: bool
    require_https: bool
    stage_path: str
    rehearsal: bool = False
    calendar_path: str = ""
    scan_key: str = ""


@dataclass(frozen=True, kw_only=True)
class Scene(Reading):
    """A snapshot seen in one language: what every view asks for again and again."""

    context: ViewContext

    @property
    def activity(self) -> Activity | None:
        """The activity at hand."""
        return self.snapshot.live.current(self.snapshot.agenda)

    @property
    def step(self) -> str:
        """Step and phase in one word, or the stage outside of the agenda: for browsers to tell places apart."""
        live = self.snapshot.live
        return f"{live.step}/{live.phase}" if self.activity else live.stage.value

    @property
    def phase(self) -> Phase | None:
        """The phase at hand."""
        return self.snapshot.live.phase

    @property
    def badge(self) -> str:
        """What stands on every screen of a session that is none."""
        return self.say("stage.rehearsal") if self.context.rehearsal else ""

    @property
    def aloud(self) -> Scene:
        """The same in the room's language, whatever the control screen speaks: for what is said aloud."""
        return replace(self, language=Language(self.snapshot.record.language))

    def history(self) -> ShownHistory | None:
        """The unit's pulses as lines that end with this session's, as far as the room may see them."""
        line = self.snapshot.line
        return show_history(
            line.points,
            spread=self.snapshot.spread,
            audience=Audience.ROOM,
            k=self.context.minimum,
            running=line.running,
        )

    def is_lost(self, activity: Activity, part: str) -> bool:
        """Whether that vote has to be asked again, since its answers were in no backup."""
        run = self.snapshot.live.run(activity.id, part)
        return run is not None and run.lost

    def commitments(self) -> list[CommitmentView]:
        """The cards as they stand."""
        return [
            CommitmentView(
                position=card.position,
                title=self.say("card.title", n=card.position),
                what=card.what,
                situation=card.situation,
                who=card.who,
                due=format_date(card.due) if card.due else "",
                due_iso=card.due.isoformat() if card.due else "",
                first_step=card.first_step,
                notice=card.notice,
                missing=[self.say(key) for key in card.missing()],
            )
            for card in self.snapshot.cards
        ]

    def calendar(self) -> str:
        """The words on the link to the session's dates; empty where none of them is still to come."""
        return invitation(self.snapshot, self.language.value, today=self.context.now.astimezone().date())

    def timer(self) -> Timer:
        """The soft timer of the phase at hand."""
        live, activity = self.snapshot.live, self.activity
        if activity is None or live.phase is None or live.phase_since is None:
            return Timer()
        planned = activity.minutes.get(live.phase, 0) + live.extra_minutes
        gone = max(timedelta(), self.context.now - live.phase_since)
        return Timer(
            planned=planned * 60,
            gone=int(gone.total_seconds()),
            visible=live.time_shown,
            key=f"{live.step}/{live.phase}/{live.phase_since.isoformat()}",
        )

    def slots(self) -> dict[str, object]:
        """The number of people here changes without a new frame: the page fills it in."""
        return {**super().slots(), "n": "{n}"}


def quote_view(scene: Scene, quotation: Quotation) -> Quote:
    """A quotation with its source, as views carry it."""
    return Quote(
        heading=scene.text(quotation.heading),
        text=quotation.text,
        source=quotation.source,
        note=scene.text(quotation.note),
    )
