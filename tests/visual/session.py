"""A whole session in front of the camera: phones, projectors and control screens at every place of the agenda."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from playwright.sync_api import Page, expect
from sqlalchemy import text

from benchmarks.prepared import Prepared, prepare
from tests.browser import people
from tests.browser.control_room import big
from tests.browser.screens import Screens, land
from tests.browser.stage_room import StageRoom
from tests.browser.whole_session import PHONES, answer, places
from tests.servers import Server
from tests.visual.camera import Camera
from tests.visual.further import Further

#: Another name for this machine, so that addresses and codes to scan are the same at each run.
HOST = "tillit.example.no"
_PATIENCE = 30_000
_CODE, _DAY = "TAKK24", date(2026, 2, 11)


#: What a person does on the phone, by what the phone asks for.
_ANSWERS: dict[str, Callable[[Page], None]] = {
    "choice": lambda phone: people.choose(phone, 1),
    "rows": people.mark_all,
    "scale": lambda phone: people.choose(phone, 3),
    "points": lambda phone: people.share_out(phone, 5, 2, 3),
    "dots": lambda phone: people.give_dots(phone, 0, 0, 1),
    "pulse": lambda phone: people.rate_all(phone, 3),
}


def photograph_session(camera: Camera, screens: Screens, server: Server) -> None:
    """From the front page to the end, and what is left when the server goes."""
    # The server's own link is there, so that it makes none while ours is being used.
    assert server.set_up_url
    prepared = _always_the_same(prepare(server.data_dir))
    photographer = _Photographer(camera, screens, prepared, answer)
    photographer.before_the_doors_open()
    with StageRoom(server, phones=PHONES, prepared=prepared) as room:
        photographer.come_in(pictured=True)
        for place in places(room):
            photographer.look(room, place)
        screens.forgive("WebSocket|ERR_CONNECTION_REFUSED")
        server.kill()
        photographer.lose_the_server()


def photograph_further(camera: Camera, screens: Screens, server: Server) -> None:
    """What the ninety minutes are without, one activity after the other."""
    assert server.set_up_url
    further = Further(server.data_dir)
    prepared = further.prepared = _always_the_same(further.prepared)
    photographer = _Photographer(camera, screens, prepared, further.answer)
    photographer.open_the_control_screens()
    with StageRoom(server, phones=PHONES, prepared=prepared) as room:
        photographer.come_in()
        for place in further.places(room):
            photographer.look(room, place)


class _Photographer:
    """The open pages of one session, by the names of their screens. `answer` has the bare phones answer."""

    def __init__(
        self, camera: Camera, screens: Screens, prepared: Prepared, answer: Callable[[StageRoom], None]
    ) -> None:
        self._answer = answer
        self._camera = camera
        self._prepared = prepared
        self._pages = {
            name: screen.context(screens).new_page() for name, screen in camera.screens.items() if screen.kind != "desk"
        }

    def before_the_doors_open(self) -> None:
        for path, place in (("/", "front-page"), ("/d/QQQ777", "unknown-code"), (self._door, "not-open")):
            self._go("phone", path)
            self._take("phone", place)
        self._go("projector", f"/skjerm/{self._prepared.code}?nokkel=0000")
        self._take("projector", "wrong-key")
        self.open_the_control_screens()
        self._take("control", "draft")

    def open_the_control_screens(self) -> None:
        for page in self._of("control").values():
            page.context.add_cookies(
                [{"name": "workshop_sign_in", "value": self._prepared.cookie, "url": f"http://{HOST}"}]
            )
        self._go("control", f"/styr/{self._prepared.code}")

    def come_in(self, *, pictured: bool = False) -> None:
        self._go("projector", self._prepared.stage_path)
        self._go("phone", self._door)
        if pictured:
            self._take("phone", "welcome")
        for phone in self._of("phone").values():
            phone.get_by_role("button", name="Bli med").click(timeout=_PATIENCE)
        for projector in self._of("projector").values():
            everybody = PHONES + len(self._of("phone"))
            expect(projector.get_by_text(f"{everybody} er med")).to_be_visible(timeout=_PATIENCE)

    def look(self, room: StageRoom, place: str) -> None:
        """Picture the place on every screen, and what people make of it."""
        self._take_all(room, place)
        if room.phone_frame()["ballot"]["widget"]:
            self._vote(room, place)
        match place:
            case "velkommen-shown":
                self._cover(room)
            case "hva-na-groups":
                self._write(room)
            case "avslutning-shown":
                self._ask()

    def lose_the_server(self) -> None:
        for projector in self._of("projector").values():
            expect(projector.locator(".stage-connection p")).to_be_visible(timeout=2 * _PATIENCE)
        self._take("projector", "without-server")

    @property
    def _door(self) -> str:
        return f"/d/{self._prepared.code}"

    def _of(self, kind: str) -> dict[str, Page]:
        return {name: page for name, page in self._pages.items() if self._camera.screens[name].kind == kind}

    def _go(self, kind: str, path: str) -> None:
        for page in self._of(kind).values():
            page.goto(f"http://{HOST}{path}")
            expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=_PATIENCE)
            land(page)

    def _take(self, kind: str, place: str) -> None:
        for name, page in self._of(kind).items():
            self._camera.take(page, name, place)

    def _take_all(self, room: StageRoom, place: str) -> None:
        for page in self._pages.values():
            room.is_shown_on(page)
        for phone in self._of("phone").values():
            expect(phone.locator(".coming")).to_have_count(0, timeout=_PATIENCE)
        for page in self._of("control").values():
            _picture_shows(page, room)
        for kind in ("phone", "projector", "control"):
            self._take(kind, place)

    def _vote(self, room: StageRoom, place: str) -> None:
        self._answer(room)
        widget = room.phone_frame()["ballot"]["widget"]
        if widget == "pulse":
            for phone in self._of("phone").values():
                people.start_pulse(phone)
            self._take("phone", f"{place}-statement")
        for phone in self._of("phone").values():
            _ANSWERS[widget](phone)
        for projector in self._of("projector").values():
            expect(projector.get_by_text("Alle er ferdige")).to_be_visible(timeout=_PATIENCE)
        self._take_all(room, f"{place}-answered")

    def _cover(self, room: StageRoom) -> None:
        for name in ("code", "hidden"):
            room.note(name, value=True)
            for projector in self._of("projector").values():
                room.is_shown_on(projector)
            self._take("projector", f"over-it-{name}")
            room.note(name, value=False)

    def _write(self, room: StageRoom) -> None:
        room.tell("set_groups", count=3)
        for group, phone in enumerate(self._of("phone").values(), start=1):
            people.write_for_group(phone, group, "Vi spør før vi gjør unntak")
        self._take("phone", "hva-na-groups-writing")
        for page in self._of("control").values():
            expect(page.get_by_role("button", name="Vis på skjermen")).to_have_count(2, timeout=_PATIENCE)
        self._take("control", "hva-na-groups-written")

    def _ask(self) -> None:
        for page in self._of("control").values():
            big(page).click()
            expect(page.get_by_role("alertdialog")).to_be_visible(timeout=_PATIENCE)
        self._take("control", "asking")


def _picture_shows(page: Page, room: StageRoom) -> None:
    """Wait for the projector's picture on the control screen."""
    for frame in page.frames[1:]:
        frame.wait_for_function(
            "(version) => Number(document.querySelector('.stage')?.dataset.version) >= version",
            arg=room.control["version"],
            timeout=_PATIENCE,
        )


def _always_the_same(prepared: Prepared) -> Prepared:
    """The session with a code and a day that are the same at each run."""
    with prepared.database.unit_of_work() as db:
        db.execute(
            text("UPDATE sessions SET code = :code, held_on = :day WHERE id = :id"),
            {"code": _CODE, "day": _DAY.isoformat(), "id": prepared.session_id},
        )
    return replace(prepared, code=_CODE, stage_path=prepared.stage_path.replace(prepared.code, _CODE))
