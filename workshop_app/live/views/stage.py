"""What the projector shows: one thing at a time, large, and of an open vote nothing but counters."""

from __future__ import annotations

from dataclasses import replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.codes import spoken
from workshop_app.domain.session import Stage
from workshop_app.live.views.context import Scene
from workshop_app.live.views.endings import ended_stage
from workshop_app.live.views.frames.stage import NetworkView, StageFrame
from workshop_app.live.views.lifts import brought
from workshop_app.live.views.logo import logo_view
from workshop_app.live.views.qr import draw_qr, qr_data_uri
from workshop_app.live.views.screens import screens_of
from workshop_app.services.addresses import shown_address

_TEXTS = (
    "stage.scan",
    "stage.or_type",
    "stage.nothing_to_install",
    "stage.minutes_left",
    "stage.time_soon",
    "stage.lost",
    "stage.card.who",
    "stage.card.due",
    "stage.card.first_step",
    "stage.code",
)


def stage_frame(scene: Scene) -> StageFrame:
    """The projector's frame."""
    live, activity = scene.snapshot.live, scene.activity
    frame = activity_frame(scene, activity) if activity else _outside(scene)
    address, code = scene.context.address, scene.snapshot.record.code
    return replace(
        frame,
        version=live.version,
        badge=scene.badge,
        step=scene.step,
        language=scene.language.value,
        hidden=live.screen_hidden,
        look=live.look,
        code_shown=live.code_shown or live.stage is Stage.LOBBY,
        code=spoken(code),
        address=shown_address(address),
        qr=qr_data_uri(f"{address}/d/{code}?k={scene.context.scan_key}"),
        network=_network(scene),
        timer=scene.timer(),
        texts={
            **{key.rpartition(".")[2]: scene.say(key, address=shown_address(address), n="{n}") for key in _TEXTS},
            "minute_left": scene.say("stage.minutes_left", n=1),
            "blank": scene.say("wait.paused"),
        },
    )


def _network(scene: Scene) -> NetworkView:
    network = scene.snapshot.network
    if network is None:
        return NetworkView()
    return NetworkView(
        qr=draw_qr(network.code()),
        scan=scene.say("wifi.scan"),
        name=scene.say("wifi.network", name=network.name),
        password=scene.say("wifi.with_password", password=network.password) if network.password else "",
    )


def _outside(scene: Scene) -> StageFrame:
    if scene.snapshot.live.stage is Stage.ENDED:
        return ended_stage(scene, title=scene.say("stage.thanks"))
    return StageFrame(
        screen="lobby",
        title=scene.snapshot.unit.name,
        part=scene.snapshot.municipality.name,
        logo=logo_view(scene.snapshot.municipality),
        brought=brought(scene),
    )


def activity_frame(scene: Scene, activity: Activity) -> StageFrame:
    """What stands on the projector of the activity at hand, whatever lies over it."""
    frame = screens_of(activity).stage(scene, activity, activity.body)
    return replace(frame, part=scene.text(activity.part), title=frame.title or scene.text(activity.title))
