"""A session on paper, for those without a phone: the way in, and everything that will be asked.

Made of the frozen agenda alone, by the very ballots that phones get, so that a sheet asks what a phone asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from workshop_app.domain.agenda import Activity, Language, Phase
from workshop_app.domain.body import Body
from workshop_app.domain.codes import spoken
from workshop_app.domain.phases import Move
from workshop_app.domain.session import as_settled
from workshop_app.live.views.context import Scene, ViewContext
from workshop_app.live.views.frames.phone import BallotView
from workshop_app.live.views.qr import qr_data_uri
from workshop_app.live.views.screens import screens_of
from workshop_app.phrases.formatting import format_date
from workshop_app.services.addresses import shown_address
from workshop_app.services.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class PaperOption:
    """Something to choose, with what explains it."""

    label: str = ""
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperBallot:
    """A vote on paper: `options` to tick or, with `numbers`, to give points; `statements` with a box for each step.

    `condition` says when the slip is used, where that is not sure. An empty statement is a line to write on.
    """

    title: str = ""
    occasion: str = ""
    condition: str = ""
    wording: list[str] = field(default_factory=list)
    guide: str = ""
    options: list[PaperOption] = field(default_factory=list)
    numbers: bool = False
    statements: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A sheet. `qr` is an image that leads where `or_type` with `code` leads."""

    language: str = "nb"
    unit: str = ""
    title: str = ""
    date: str = ""
    scan: str = ""
    or_type: str = ""
    code: str = ""
    qr: str = ""
    without: str = ""
    promises: list[str] = field(default_factory=list)
    ballots: list[PaperBallot] = field(default_factory=list)


def paper(snapshot: Snapshot, *, address: str, minimum: int, now: datetime) -> Paper:
    """The sheet of a session. `address` is where its phones go."""
    scene = _scene(snapshot, minimum=minimum, now=now)
    code = snapshot.record.code
    return Paper(
        language=scene.language.value,
        unit=snapshot.unit.name,
        title=snapshot.agenda.title.in_language(scene.language),
        date=format_date(snapshot.record.held_on),
        scan=scene.say("stage.scan"),
        or_type=scene.say("stage.or_type", address=shown_address(address)),
        code=spoken(code),
        qr=qr_data_uri(f"{address}/d/{code}"),
        without=scene.say("paper.without_phone"),
        promises=[scene.say("paper.no_name"), scene.say("join.voluntary"), scene.say("paper.note")],
        ballots=[ballot for activity in snapshot.agenda.activities for ballot in _ballots(scene, activity)],
    )


def _scene(snapshot: Snapshot, *, minimum: int, now: datetime) -> Scene:
    """The session in its own language, for ballots: what they ask has nothing to do with addresses."""
    context = ViewContext(
        minimum=minimum, now=now, address="", addresses=(), encrypted=True, require_https=False, stage_path=""
    )
    return Scene(snapshot=snapshot, context=context, language=Language(snapshot.record.language))


def _ballots(scene: Scene, activity: Activity) -> list[PaperBallot]:
    """Every round of an activity that can be answered on paper; what groups write is not known yet.

    While the room has not taken one of several questions, the votes that only one of them has are on it all the same.
    """
    body = as_settled(scene.snapshot.live, activity).body
    open_ = [] if body.settled_question() else [body.with_question(one.id) for one in body.offered_questions()]
    later = {part for taken in open_ for part in _parts(taken)}
    surely = [ballot for part in _parts(body) if part not in later for ballot in _of_part(scene, activity, body, part)]
    perhaps = [ballot for taken in open_ for part in _parts(taken) for ballot in _of_part(scene, activity, taken, part)]
    return [*surely, *(replace(ballot, condition=scene.say("paper.if_taken")) for ballot in perhaps)]


def _parts(body: Body) -> Iterable[str]:
    """What is asked on the way from the first phase to the last, in that order."""
    way: list[Phase] = []
    phase: Phase | None = body.first_phase()
    while phase is not None:
        way.append(phase)
        phase = body.way(phase, Move.NEXT)
    return dict.fromkeys(body.course.rounds[phase][0] for phase in way if phase in body.course.rounds)


def _of_part(scene: Scene, activity: Activity, body: Body, part: str) -> list[PaperBallot]:
    rounds = [(phase, round_) for phase, (known, round_) in body.course.rounds.items() if known == part]
    ballots = [(phase, screens_of(activity).ballot(scene, body, round_)) for phase, round_ in rounds]
    asking = [(phase, ballot) for phase, ballot in ballots if ballot.options or ballot.items]
    slip = partial(
        _slip, scene, title=scene.text(body.heading(part) or activity.title), is_picked=_may_be_picked(scene, activity)
    )
    wording = [scene.text(text) for text in body.asked_in(part).wording()]
    if len(asking) > 1 and len(wording) == len(asking):
        # Each round has a question of its own.
        return [slip(ballot, wording=[asked]) for (_, ballot), asked in zip(asking, wording, strict=True)]
    return [
        slip(
            ballot,
            wording=[*_followed_up(scene, activity), *wording],
            occasion=scene.say(f"phase.{phase.value}") if len(asking) > 1 else "",
        )
        for phase, ballot in asking
    ]


def _followed_up(scene: Scene, activity: Activity) -> list[str]:
    """The commitment of the session before that is asked about, and of several sittings whose it is."""
    before = scene.followed_up(activity)
    if before is None:
        return []
    return [line for line in (before.card.what, scene.sitting_of(before)) if line]


def _may_be_picked(scene: Scene, activity: Activity) -> bool:
    """Whether the room may still settle what the rows are about: until the first round of it."""
    asked = any(key == activity.id for key, _ in scene.snapshot.live.runs)
    return bool(activity.body.picks()) and not asked


def _slip(
    scene: Scene, ballot: BallotView, *, title: str, wording: list[str], is_picked: bool, occasion: str = ""
) -> PaperBallot:
    statements = [item.text for item in ballot.items]
    return PaperBallot(
        title=title,
        occasion=occasion,
        wording=wording,
        guide=scene.say("paper.picked") if is_picked else _guide(scene, ballot),
        options=[] if ballot.items else [PaperOption(label=one.label, help=one.help) for one in ballot.options],
        numbers=ballot.total > 0,
        # Each of them may give way to another.
        statements=[*statements, *([""] * len(statements) if is_picked else [])],
        steps=ballot.steps,
    )


def _guide(scene: Scene, ballot: BallotView) -> str:
    if ballot.items:
        return scene.say("paper.each")
    if ballot.widget == "dots":
        return scene.say("dots.each", n=ballot.total, max=ballot.most)
    if ballot.total:
        return scene.say("paper.points", total=ballot.total)
    return scene.say("choice.one") if ballot.most == 1 else scene.say("paper.up_to", k=ballot.most)
