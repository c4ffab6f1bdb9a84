"""What phones show: the same frame for everybody who reads the same language."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.session import Stage
from workshop_app.live.views.ballots import ballot_view
from workshop_app.live.views.context import Scene
from workshop_app.live.views.endings import ended_phone
from workshop_app.live.views.frames.phone import BallotView, PhoneFrame, Welcome
from workshop_app.live.views.lifts import brought
from workshop_app.live.views.screens import screens_of

#: The page's own words, by key. Where a number goes in, the phone fills it in.
_TEXTS = (
    "page.loading",
    "join.title",
    "join.voluntary",
    "join.more",
    "join.button",
    "join.busy",
    "join.language",
    "join.code_label",
    "join.code_help",
    "join.code_short",
    "start.button",
    "button.leave",
    "leave.explain",
    "phone.buzz",
    "shared.choose",
    "shared.help",
    "shared.start",
    "shared.final",
    "shared.done",
    "shared.next",
    "shared.waiting",
    "button.write_for_group",
    "button.stop_writing_for_group",
    "button.clear_notes",
    "notes.label",
    "notes.help",
    "proposal.label",
    "proposal.about",
    "proposal.warning",
    "proposal.kept",
    "proposal.sent",
    "proposal.closed",
    "proposal.placeholder",
    "proposal.state.waiting",
    "proposal.state.shown",
    "proposal.state.merged",
    "proposal.returned",
    "proposal.rewrite",
    "proposal.send",
    "proposal.left",
    "audience.private",
    "igp.roles",
    "igp.chair",
    "igp.chair.help",
    "igp.secretary",
    "igp.secretary.help",
    "igp.guard",
    "igp.guard.help",
    "phone.which_group",
    "phone.group",
    "group.none_yet",
    "group.taken",
    "group.take_over",
    "group.mine",
    "group.lost",
    "group.proposals_left",
    "group.all_sent",
    "wait.sending",
    "empty.no_proposals",
    "error.empty_text",
    "error.choose_side",
    "error.one_word",
    "error.too_long",
    "error.vote_closed",
    "offline.server",
    "offline.long",
    "offline.too_late",
    "offline.text_kept",
    "end.agreed",
    "end.cleaned",
    "end.kept",
    "end.keep_notes",
    "stage.card.who",
    "stage.card.due",
    "stage.card.first_step",
)
#: Those that have a form of their own for one.
_COUNTED = ("proposal.left", "error.too_long", "shared.waiting")
_MORE = tuple(f"join.more.{n}" for n in range(1, 7))


def phone_frame(scene: Scene) -> PhoneFrame:
    """The phones' frame."""
    live, activity = scene.snapshot.live, scene.activity
    frame = screens_of(activity).phone(scene, activity, activity.body) if activity else _outside(scene)
    step = scene.text(activity.title) if activity else ""
    return replace(
        frame,
        version=live.version,
        badge=scene.badge,
        language=scene.language.value,
        step=scene.step,
        announcement=_announcement(scene, activity) if activity else "",
        part=_part(scene, activity) if activity else "",
        title=frame.title or step,
        activity=activity.id if activity else "",
        ballot=ballot_view(scene, activity) if activity else BallotView(),
        welcome=_welcome(scene),
        texts=_texts(scene) | frame.texts,
    )


def _part(scene: Scene, activity: Activity) -> str:
    """The part's heading, unless the step is called the same."""
    part = scene.text(activity.part)
    return "" if part == scene.text(activity.title) else part


def _texts(scene: Scene) -> dict[str, str]:
    texts = {key: scene.say(key, n="{n}", reason="{reason}") for key in _TEXTS}
    return texts | {f"{key}.one": scene.say(key, n=1) for key in _COUNTED}


def _announcement(scene: Scene, activity: Activity) -> str:
    """What is read out when the step or its phase is new."""
    step = scene.say("wait.new_step", step=scene.text(activity.title))
    if scene.phase is None or scene.phase is activity.body.first_phase():
        return step
    # A step may be called by a question, which ends with a mark of its own.
    ended = step if step.endswith(("?", "!", ".", "…")) else f"{step}."
    return f"{ended} {scene.say(f'phase.{scene.phase.value}')}."


def _welcome(scene: Scene) -> Welcome:
    snapshot, context = scene.snapshot, scene.context
    slots = {
        "k": scene.slots()["k"],
        "controller": snapshot.municipality.name,
        "dpo_contact": snapshot.municipality.privacy_contact,
    }
    activity = scene.activity
    is_late = activity is not None and snapshot.live.step > 0
    return Welcome(
        session=scene.say(
            "join.session",
            municipality=snapshot.municipality.name,
            unit=snapshot.unit.name,
            date=snapshot.record.held_on,
        ),
        late=scene.say("join.late", step=scene.text(activity.title)) if activity and is_late else "",
        promises=[scene.say("join.promise.1"), scene.say("join.promise.2", **slots)],
        more=[scene.say(key, **slots) for key in _MORE],
        warning="" if context.encrypted else scene.say("join.unencrypted"),
    )


def _outside(scene: Scene) -> PhoneFrame:
    live = scene.snapshot.live
    if live.stage is Stage.ENDED:
        return ended_phone(scene)
    if live.stage is Stage.DRAFT:
        return PhoneFrame(screen="not-open", wait=scene.say("error.code_not_open"))
    return PhoneFrame(
        screen="wait", title=scene.snapshot.unit.name, wait=scene.say("wait.lobby"), lifted=brought(scene)
    )
