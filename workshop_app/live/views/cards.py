"""Commitment cards as the facilitator writes on them."""

from __future__ import annotations

from dataclasses import asdict

from workshop_app.domain.commitments import looks_like_name
from workshop_app.live.views.context import Scene
from workshop_app.live.views.frames.control import CardForm
from workshop_app.live.views.frames.parts import CommitmentView
from workshop_app.phrases.formatting import format_date


def card_forms(scene: Scene, *, most: int) -> list[CardForm]:
    """The cards that are written, and empty ones up to `most`."""
    written = {view.position: view for view in scene.commitments()}
    positions = sorted({*written, *range(1, most + 1)})
    return [
        _form(scene, written[position])
        if position in written
        else CardForm(position=position, title=scene.say("card.title", n=position), due_help=_due_help(scene))
        for position in positions
    ]


def _form(scene: Scene, view: CommitmentView) -> CardForm:
    next_date = scene.next_date()
    is_late = bool(next_date and view.due_iso and view.due_iso > next_date.isoformat())
    missing = " · ".join(label.removesuffix(" *") for label in view.missing)
    return CardForm(
        **asdict(view),
        is_written=True,
        due_help=_due_help(scene),
        missing_line=scene.say("control.card_missing", fields=missing) if missing else "",
        named=scene.say("card.who.named") if looks_like_name(view.who) else "",
        late=scene.say("card.late_date") if is_late else "",
    )


def _due_help(scene: Scene) -> str:
    day = scene.next_date()
    return scene.say("card.by.help", date=format_date(day)) if day else scene.say("card.by.help_any")
